"""One log line per request: door, till, status and time. No query, no body, no address."""

import logging
import time

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.protocol.limits import TILL_HEADER

_log = logging.getLogger("kopilka.server.requests")


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

        try:
            await self._app(scope, receive, noting)
        finally:
            till = Headers(scope=scope).get(TILL_HEADER, "")[:40]
            took_us = (time.monotonic_ns() - started) // 1000
            path = scope["path"][:80]
            _log.info("%s %r status=%d us=%d till=%r", scope["method"], path, status, took_us, till)
