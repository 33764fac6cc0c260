"""Several server processes behind one socket: started, watched, started again when one dies, stopped in order.

Only for PostgreSQL: a SQLite file has one writer, more processes would only wait for each other.
"""

import logging
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from sync.server.metrics import forget_process
from sync.server.process import GRACE_SECONDS, Announcement, Listening

_log = logging.getLogger("kopilka.server.workers")
_START_SECONDS = 60.0
_AGAIN_SECONDS = 1.0
_KILL_AFTER_SECONDS = GRACE_SECONDS + 5.0

Worker = Callable[[int, socket.socket, Listening, Callable[[], None]], None]
"""What a process does: its number (from 1), the socket, where that listens, whom to tell that it accepts.

It must be importable (a function of a module): each worker is a new Python.
"""


class WorkersFailedError(RuntimeError):
    """A worker did not begin to serve; its log says why."""

    def __init__(self, number: int) -> None:
        super().__init__(f"server process {number} did not start; its log tells why")


class Workers:
    """``count`` processes of ``worker`` on one socket; :meth:`serve` returns when all have ended."""

    def __init__(self, worker: Worker, count: int, home: Path, listening: Listening) -> None:
        self._worker = worker
        self._count = count
        self._home = home
        self._listening = listening
        self._context = multiprocessing.get_context("spawn")
        self._running: dict[int, tuple[SpawnProcess, Connection]] = {}
        self._stop_reading, self._stop_writing = os.pipe()

    def serve(self) -> None:
        """Serve until SIGTERM or SIGINT. Raises :class:`WorkersFailedError` if they do not start, and OSError."""
        bound = self._listening.bound()
        announcement = Announcement(self._listening.url(bound), self._home)
        # Whichever thread a signal comes to, it writes into the pipe that the main thread waits for.
        os.set_blocking(self._stop_writing, False)
        signal.set_wakeup_fd(self._stop_writing, warn_on_full_buffer=False)
        for ending in (signal.SIGTERM, signal.SIGINT):
            signal.signal(ending, _told_by_the_pipe)
        try:
            for number in range(1, self._count + 1):
                self._start(number, bound)
            for number in range(1, self._count + 1):
                self._await_ready(number)
            announcement.make()
            self._watch(bound)
        finally:
            announcement.withdraw()
            self._end_all()
            bound.close()
            signal.set_wakeup_fd(-1)
            os.close(self._stop_reading)
            os.close(self._stop_writing)
        _log.info("stopped")

    def _start(self, number: int, bound: socket.socket) -> None:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_work, args=(self._worker, number, bound, self._listening, theirs), name=f"server-{number}"
        )
        process.start()
        theirs.close()
        self._running[number] = process, ours
        _log.info("worker %d started pid=%d", number, process.pid or 0)

    def _await_ready(self, number: int) -> None:
        process, pipe = self._running[number]
        wait([process.sentinel, pipe, self._stop_reading], _START_SECONDS)
        try:
            if not pipe.poll():
                raise EOFError
            pipe.recv()
        except EOFError as error:
            raise WorkersFailedError(number) from error

    def _watch(self, bound: socket.socket) -> None:
        """Start those again that die, until it is said to stop."""
        while True:
            sentinels = {process.sentinel: number for number, (process, _) in self._running.items()}
            ended = wait([*sentinels, self._stop_reading])
            if self._stop_reading in ended:
                return
            for sentinel in ended:
                number = sentinels[sentinel]  # type: ignore[index]
                process, pipe = self._running.pop(number)
                process.join()  # its pipe may end a moment before it does
                _log.error("worker %d died code=%s, starting it again", number, process.exitcode)
                self._forget(process, pipe)
                if wait([self._stop_reading], _AGAIN_SECONDS):
                    return
                self._start(number, bound)

    def _end_all(self) -> None:
        """SIGTERM to all, time for their requests, then the end."""
        for process, _ in self._running.values():
            process.terminate()
        deadline = time.monotonic() + _KILL_AFTER_SECONDS
        for process, pipe in self._running.values():
            process.join(max(0.0, deadline - time.monotonic()))
            if process.is_alive():
                _log.error("worker pid=%s does not end, killed", process.pid)
                process.kill()
                process.join()
            self._forget(process, pipe)
        self._running.clear()

    def _forget(self, process: SpawnProcess, pipe: Connection) -> None:
        if process.pid is not None:
            forget_process(process.pid)
        pipe.close()
        process.close()


def _told_by_the_pipe(_number: int, _frame: object) -> None:
    """The wake-up byte says it."""


def _work(worker: Worker, number: int, bound: socket.socket, listening: Listening, parent: Connection) -> None:
    """The life of one process: serve, tell the parent, end when the parent has gone."""

    def watch() -> None:
        with suppress(EOFError, OSError):
            parent.recv()
        signal.raise_signal(signal.SIGTERM)

    def ready() -> None:
        parent.send("ready")
        threading.Thread(target=watch, name="parent", daemon=True).start()

    worker(number, bound, listening, ready)
