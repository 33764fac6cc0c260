"""The server as a process of its own: it listens, says so, and ends in order on SIGTERM."""

import logging
import signal
import socket
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import uvicorn
from starlette.types import ASGIApp

from sync.protocol.server_address import is_loopback

_log = logging.getLogger("kopilka.server.process")
_GRACE_SECONDS = 10
_KEEP_ALIVE_SECONDS = 75
"""Longer than a till's pause between polls: a connection that closes under a request looks like a dead server."""
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


def serve(app: ASGIApp, home: Path, listening: Listening) -> None:
    """Serve until SIGTERM or SIGINT; running requests are finished first.

    Prints ``ready http://HOST:PORT`` when it listens and writes the port to ``home``/server.port (removed at the end).
    Raises :class:`PlainHttpRefusedError`, and OSError if the port is taken.
    """
    if listening.scheme == "http" and not is_loopback(listening.host):
        raise PlainHttpRefusedError(listening.host)
    bound = _bound(listening)
    port = bound.getsockname()[1]
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        ssl_certfile=listening.tls_certificate,
        ssl_keyfile=listening.tls_key,
        http="h11",
        ws="none",
    )
    # uvicorn raises the signal that ended it once more, for whoever listened before; by default that would be the end
    # of the process, before anything below is tidied up.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _already_obeyed)
    url = f"{listening.scheme}://{_shown(listening.host)}:{port}"
    try:
        _AnnouncedServer(config, url, home / PORT_FILE).run(sockets=[bound])
    finally:
        (home / PORT_FILE).unlink(missing_ok=True)
        bound.close()
    _log.info("stopped")


def stop_when_input_ends(stream: BinaryIO) -> None:
    """Stop as on SIGINT once ``stream`` ends: a child server must not outlive the program that started it."""

    def wait() -> None:
        while stream.read(4096):
            pass
        _log.info("input ended")
        signal.raise_signal(signal.SIGINT)

    threading.Thread(target=wait, name="input", daemon=True).start()


class _AnnouncedServer(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, url: str, port_file: Path) -> None:
        super().__init__(config)
        self._url = url
        self._port_file = port_file

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Announce once the sockets accept."""
        await super().startup(sockets)
        if self.should_exit:
            return
        part = self._port_file.with_suffix(".part")
        part.write_text(self._url.rpartition(":")[2], encoding="ascii")
        part.replace(self._port_file)
        _log.info("ready url=%s", self._url)
        print(f"ready {self._url}", flush=True)


def _already_obeyed(_number: int, _frame: object) -> None:
    """The server has ended in order on this signal."""


def _bound(listening: Listening) -> socket.socket:
    family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((listening.host, listening.port))
    except OSError:
        bound.close()
        raise
    return bound


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
