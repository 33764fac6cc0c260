"""A child server that is kept running: it listens at one address from the first start to the end of the till."""

import logging
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

_log = logging.getLogger("kopilka.demo")
HOST = "127.0.0.1"
RESTART_SECONDS = 10.0
"""Long enough for a person who ended the server to see how the till goes on without it."""
STOP_PATIENCE_SECONDS = 10.0


class ReservedPort:
    """A port of this machine that nobody else is given, and that refuses connections until the server listens on it.

    Linux lets the server listen on a port that is bound here but not listened on, if both say SO_REUSEADDR; so the
    address is known before the server runs, and stays while it is dead. Elsewhere the port is only found free and let
    go before the server takes it.
    """

    def __init__(self) -> None:
        self._held = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if sys.platform == "linux":
            self._held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._held.bind((HOST, 0))
        self.number = int(self._held.getsockname()[1])
        if sys.platform != "linux":
            self._held.close()

    def close(self) -> None:
        """Let the port go."""
        self._held.close()


class KeptServer:
    """Starts ``command(port)`` as a child, and again ``restart_seconds`` after it ended; a context.

    Entering returns at once: the server comes up beside the till. The child's standard input is a pipe that ends when
    this process ends, however it does; leaving the context closes it, and kills a child that does not end on that
    within ``stop_patience_seconds``. What the child prints goes into the file ``output``.
    """

    def __init__(
        self,
        command: Callable[[int], Sequence[str]],
        output: Path,
        restart_seconds: float = RESTART_SECONDS,
        stop_patience_seconds: float = STOP_PATIENCE_SECONDS,
    ) -> None:
        self._command = command
        self._output = output
        self._restart_seconds = restart_seconds
        self._stop_patience_seconds = stop_patience_seconds
        self._stopping = threading.Event()
        self._starting = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._watch = threading.Thread(target=self._keep, name="demo-server", daemon=True)

    @property
    def url(self) -> str:
        """Where the server listens or will listen."""
        return f"http://{HOST}:{self._port.number}"

    @property
    def pid(self) -> int | None:
        """The child that was started last."""
        return None if self._process is None else self._process.pid

    def __enter__(self) -> Self:
        self._port = ReservedPort()
        self._output.unlink(missing_ok=True)
        try:
            self._start()
        except BaseException:
            self._port.close()
            raise
        self._watch.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._starting:
            self._stopping.set()
        process = self._process
        if process is not None:
            if process.stdin is not None:
                process.stdin.close()
            try:
                process.wait(self._stop_patience_seconds)
            except subprocess.TimeoutExpired:
                _log.warning("demo server pid=%d does not end, killed", process.pid)
                process.kill()
                process.wait()
        self._watch.join()
        self._port.close()

    def _start(self) -> None:
        with self._starting:
            if self._stopping.is_set():
                return
            with self._output.open("ab") as output:
                self._process = subprocess.Popen(
                    list(self._command(self._port.number)),
                    stdin=subprocess.PIPE,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                )

    def _keep(self) -> None:
        """Wait for the child's end, then start the next one, until the context is left."""
        while not self._stopping.is_set():
            if self._process is not None:
                code = self._process.wait()
                if self._stopping.is_set():
                    return
                _log.warning("demo server ended code=%d, again in %.0f s", code, self._restart_seconds)
                if self._process.stdin is not None:
                    self._process.stdin.close()
            if self._stopping.wait(self._restart_seconds):
                return
            try:
                self._start()
            except OSError as error:
                self._process = None
                _log.warning("demo server cannot be started: %s", error)
