"""A person with a browser, without the wire: requests go into the server's own application and come back as pages."""

import asyncio
import os
from collections.abc import Mapping, MutableMapping
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI

from sync.server.central import Central
from sync.server.database import reading
from sync.server.office.sessions import begin_session, session_of
from sync.server.pages.forms import FORM_TOKEN
from sync.server.retry import write
from sync.server.web.app import app_of

_SESSION_COOKIE = "kopilka-office"
_OK = 200


class PageNotOpenedError(RuntimeError):
    """The server answered something else than the page that was asked for."""


class Visitor:
    """Signed on as one person. ``application``: of ``application_of``, shared by all visitors."""

    def __init__(self, central: Central, application: FastAPI, person_id: str) -> None:
        self._application = application
        now = central.now()
        self._token = write(central.engine, lambda connection: begin_session(connection, person_id, now, os.urandom))
        with reading(central.engine) as connection:
            session = session_of(connection, self._token, now)
        if session is None:
            raise PageNotOpenedError(f"{person_id} could not be signed on")
        self._form_token = session.form_token

    def get(self, path: str, asked: Mapping[str, str]) -> bytes:
        """A page or a file. Raises :class:`PageNotOpenedError` for anything but 200."""
        return self._open("GET", path, urlencode(asked), b"")

    def post(self, path: str, form: Mapping[str, str]) -> bytes:
        """A form that answers with a page. Raises as ``get``."""
        return self._open("POST", path, "", urlencode({**form, FORM_TOKEN: self._form_token}).encode())

    def _open(self, method: str, path: str, query: str, body: bytes) -> bytes:
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [
                (b"host", b"localhost"),
                (b"cookie", f"{_SESSION_COOKIE}={self._token}".encode()),
                (b"content-type", b"application/x-www-form-urlencoded"),
                (b"content-length", str(len(body)).encode()),
            ],
            "client": ("127.0.0.1", 50_000),
            "server": ("localhost", 80),
            "app": self._application,
        }
        status, content = asyncio.run(_asked(self._application, scope, body))
        if status != _OK:
            raise PageNotOpenedError(f"{method} {path}?{query} answered {status}: {content[:300]!r}")
        return content


def application_of(central: Central) -> FastAPI:
    """The server's own; what it does by itself is done by whoever measures."""
    return app_of(central, burns=False)


async def _asked(application: FastAPI, scope: MutableMapping[str, Any], body: bytes) -> tuple[int, bytes]:
    told: list[MutableMapping[str, Any]] = []
    sent = False

    async def receive() -> MutableMapping[str, Any]:
        nonlocal sent
        if sent:
            return {"type": "http.disconnect"}
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        told.append(message)

    await application(scope, receive, send)
    status = next((int(each["status"]) for each in told if each["type"] == "http.response.start"), 0)
    return status, b"".join(each.get("body", b"") for each in told if each["type"] == "http.response.body")
