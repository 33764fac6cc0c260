"""The server as a process of its own: it listens, says so, and ends in order on SIGTERM."""

import gc
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import uvicorn
from starlette.types import ASGIApp

from sync.protocol.server_address import is_loopback
from sync.server.bounded_line import BoundedLine, most_lines

_log = logging.getLogger("kopilka.server.process")
GRACE_SECONDS = 10
"""How long requests in flight may take after SIGTERM."""
_KEEP_ALIVE_SECONDS = 75
"""Longer than a till's pause between polls: a connection that closes under a request looks like a dead server."""
_COLLECTING = (50_000, 20, 50)
_CLOSING_SECONDS = 3
"""For closing connections after the last request."""
GAVE_UP = 70
"""Exit code when requests in flight were given up."""
PORT_FILE = "server.port"


class PlainHttpRefusedError(ValueError):
    """Without TLS the server listens on loopback only: points and phones must not cross a network in clear."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"{host} is not a loopback address: give --tls-certificate and --tls-key, or listen on 127.0.0.1"
        )
        self.host = host


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen; port 0 lets the system choose. Both TLS files (PEM) or none."""

    host: str = "127.0.0.1"
    port: int = 0
    tls_certificate: Path | None = None
    tls_key: Path | None = None

    @property
    def scheme(self) -> str:
        """``https`` with TLS files."""
        return "https" if self.tls_certificate is not None and self.tls_key is not None else "http"

    def bound(self) -> socket.socket:
        """A socket at this address. Raises :class:`PlainHttpRefusedError`, and OSError if the port is taken."""
        if self.scheme == "http" and not is_loopback(self.host):
            raise PlainHttpRefusedError(self.host)
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        # asyncio switches Nagle's wait off (40 ms an answer) only where the socket itself says that it is TCP.
        bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((self.host, self.port))
        except OSError:
            bound.close()
            raise
        return bound

    def url(self, bound: socket.socket) -> str:
        """How tills reach the socket."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{shown}:{bound.getsockname()[1]}"


class Announcement:
    """Says where the server listens: ``ready URL`` on standard output, the port in ``home``/server.port."""

    def __init__(self, url: str, home: Path) -> None:
        self._url = url
        self._file = home / PORT_FILE

    def make(self) -> None:
        """Say it."""
        part = self._file.with_suffix(".part")
        part.write_text(self._url.rpartition(":")[2], encoding="ascii")
        part.replace(self._file)
        _log.info("ready url=%s", self._url)
        print(f"ready {self._url}", flush=True)

    def withdraw(self) -> None:
        """Nobody listens any more."""
        self._file.unlink(missing_ok=True)


def serve(app: ASGIApp, home: Path, listening: Listening) -> None:
    """Serve until SIGTERM or SIGINT; running requests are finished first, at most ``GRACE_SECONDS``.

    Prints ``ready http://HOST:PORT`` when it listens and writes the port to ``home``/server.port (removed at the end).
    Raises :class:`PlainHttpRefusedError`, and OSError if the port is taken.
    """
    bound = listening.bound()
    announcement = Announcement(listening.url(bound), home)
    try:
        serve_socket(app, bound, listening, announcement.make)
    finally:
        announcement.withdraw()
        bound.close()
    _log.info("stopped")


def serve_socket(app: ASGIApp, bound: socket.socket, listening: Listening, on_ready: Callable[[], None]) -> None:
    """Serve on a socket that others may serve too; ``on_ready`` is called once it accepts."""
    # Thousands of short-lived records for each batch: the collector's usual pace costs up to a quarter of the time.
    gc.freeze()
    gc.set_threshold(*_COLLECTING)
    config = config_of(app, listening)
    # uvicorn raises the signal that ended it once more, for whoever listened before; by default that would be the end
    # of the process, before anything is tidied up.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _already_obeyed)
    _AnnouncedServer(config, on_ready).run(sockets=[bound])


def config_of(app: ASGIApp, listening: Listening) -> uvicorn.Config:
    """How the application is served: every connection with deadlines, and no more of them than the process can have."""
    line = type("Line", (BoundedLine,), {"most_lines": most_lines()})
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        ssl_certfile=listening.tls_certificate,
        ssl_keyfile=listening.tls_key,
        http=line,
        ws="none",
        proxy_headers=False,  # whose headers are believed is told by the settings: web/behind_proxies
    )


def stop_when_input_ends(stream: BinaryIO) -> None:
    """Stop as on SIGINT once ``stream`` ends: a child server must not outlive the program that started it."""

    def wait() -> None:
        # Not stream.read(): it holds a lock of the stream, over which an interpreter that ends meanwhile aborts.
        while os.read(stream.fileno(), 4096):
            pass
        _log.info("input ended")
        signal.raise_signal(signal.SIGINT)

    threading.Thread(target=wait, name="input", daemon=True).start()


class _AnnouncedServer(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Announce once the sockets accept."""
        await super().startup(sockets)
        if not self.should_exit:
            self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End in order, or end."""
        threading.Thread(target=_end_anyhow, args=[GRACE_SECONDS + _CLOSING_SECONDS], name="end", daemon=True).start()
        await super().shutdown(sockets)


def _end_anyhow(after_seconds: float) -> None:
    """A thread that waits for the database cannot be cancelled and would keep the process alive.

    What it has not committed is rolled back when its connection ends; the till sends it again.
    """
    time.sleep(after_seconds)
    _log.error("requests in flight did not end, giving them up")
    os._exit(GAVE_UP)


def _already_obeyed(_number: int, _frame: object) -> None:
    """The server has ended in order on this signal."""
