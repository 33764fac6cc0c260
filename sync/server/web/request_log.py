"""One log line and one count per request: door, till, status and time. No query, no body, no address."""

import logging
import time

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.protocol.limits import TILL_HEADER
from sync.server.metrics import REQUEST_SECONDS, REQUESTS, REQUESTS_RUNNING

_log = logging.getLogger("kopilka.server.requests")
_NO_DOOR = "none"
_METHODS = frozenset({"GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"})


class RequestLog:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and note what became of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.monotonic_ns()
        status = 0

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        REQUESTS_RUNNING.inc()
        try:
            await self._app(scope, receive, noting)
        finally:
            REQUESTS_RUNNING.dec()
            _note(scope, status, time.monotonic_ns() - started)


def _note(scope: Scope, status: int, took_ns: int) -> None:
    # The template of the route, not the path that was asked: whoever invents paths must not fill the memory.
    door = str(getattr(scope.get("route"), "path", _NO_DOOR))
    method = scope["method"] if scope["method"] in _METHODS else "other"
    REQUESTS.labels(method=method, door=door, status=str(status)).inc()
    REQUEST_SECONDS.labels(door=door).observe(took_ns / 1e9)
    till = Headers(scope=scope).get(TILL_HEADER, "")[:40]
    path = scope["path"][:80]
    fields = {"method": method, "path": path, "status": status, "us": took_ns // 1000, "till": till}
    text = "%s %r status=%d us=%d till=%r"
    _log.info(text, method, path, status, took_ns // 1000, till, extra={"fields": fields})
