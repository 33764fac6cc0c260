"""The simulated registrar at a port of this machine: ATOL's two requests, and one to spoil it.

``GET /simulated`` tells everything; ``POST /simulated {"fault": "paper_out"}`` sets what ``Spoiled`` names.
"""

import json
import threading
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from hardware.fiscal.simulated_registrar import SILENT, SimulatedRegistrar, Spoiled

_PATH = "/api/v2/requests"
_CONTROL = "/simulated"
_SILENCE_STEP_S = 0.05


class SimulatedRegistrarServer(ThreadingHTTPServer):
    """Listens on loopback from the moment it is made; ``serve_forever`` serves."""

    daemon_threads = True

    def __init__(self, port: int, file: Path, now: Callable[[], datetime]) -> None:
        self.registrar = SimulatedRegistrar(now, file)
        self.ending = threading.Event()
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def shutdown(self) -> None:
        """End ``serve_forever`` and every silence."""
        self.ending.set()
        super().shutdown()


class _Handler(BaseHTTPRequestHandler):
    server: SimulatedRegistrarServer
    timeout = 70

    def do_POST(self) -> None:
        try:
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
            if self.path == _CONTROL:
                self.server.registrar.spoiled = Spoiled(**body)
                self._answer(HTTPStatus.OK, {})
            elif self.path == _PATH:
                is_new = self.server.registrar.take(body)
                self._keep_silent()
                self._answer(HTTPStatus.CREATED if is_new else HTTPStatus.CONFLICT, {"uuid": body["uuid"]})
            else:
                self._answer(HTTPStatus.NOT_FOUND, {})
        except (ValueError, KeyError, TypeError) as error:
            self._answer(HTTPStatus.BAD_REQUEST, {"error": {"code": 1, "description": repr(error)}})

    def do_GET(self) -> None:
        if self.path == _CONTROL:
            self._answer(HTTPStatus.OK, self.server.registrar.state())
            return
        self._keep_silent()
        found = self.server.registrar.result(self.path.removeprefix(f"{_PATH}/"))
        self._answer(HTTPStatus.OK if found is not None else HTTPStatus.NOT_FOUND, found or {})

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the process's output is for its own words."""

    def _keep_silent(self) -> None:
        while self.server.registrar.spoiled.fault == SILENT and not self.server.ending.wait(_SILENCE_STEP_S):
            pass

    def _answer(self, status: HTTPStatus, body: dict[str, Any]) -> None:
        data = json.dumps(body, ensure_ascii=False).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        except ConnectionError:
            self.close_connection = True
