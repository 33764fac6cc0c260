"""What a till, or somebody who would like to be one, says to the server's application over HTTP."""

import os
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from sync.protocol.encoding import decode
from sync.protocol.error_body import ErrorBody
from sync.protocol.limits import TILL_HEADER
from sync.protocol.operation import unix_ms
from sync.protocol.request_signature import (
    NONCE_BYTES,
    NONCE_HEADER,
    SIGNATURE_HEADER,
    TIME_HEADER,
    nonce_text,
    signature_text,
    signed_bytes,
)
from sync.server.access.api_clients import add_api_client
from sync.server.access.rate_limit import RateLimits
from sync.server.retry import write
from sync.server.web.app import app_of
from sync.vault.signing import SigningKey
from tests.sync.server.shop import KEYS, TILL, Shop, open_shop

MANY = RateLimits(1_000_000, 1_000_000, 1_000_000)


def let_in(shop: Shop, name: str = "web-shop") -> str:
    """The key of a program that may hand orders over."""
    now = shop.central.now()
    return write(shop.central.engine, lambda connection: add_api_client(connection, now, name, "test", os.urandom))


@contextmanager
def client_of(shop: Shop, limits: RateLimits = MANY) -> Iterator[httpx.Client]:
    """The application over the shop's database, listening on a port of its own in a thread; the shop closes it."""
    app = app_of(shop.central, limits)
    # asyncio sends at once, without Nagle's wait, only where the socket says that it is TCP.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, lifespan="off", log_config=None, access_log=False, http="h11", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([bound],), name="server")
    thread.start()
    try:
        base_url, hooks = f"http://127.0.0.1:{bound.getsockname()[1]}", {"response": [is_documented]}
        with httpx.Client(base_url=base_url, timeout=60, trust_env=False, event_hooks=hooks) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()
        bound.close()


def is_documented(response: httpx.Response) -> None:
    """Whatever a test asks, the OpenAPI document knows the answer: its status, and its code where it is an error."""
    request = response.request
    door = _paths().get(request.url.path, {}).get(request.method.lower())
    if door is None:
        return
    status = str(response.status_code)
    assert status in door["responses"], f"{request.method} {request.url.path} answered {status}: it is not documented"
    if response.is_error:
        response.read()
        code = decode(ErrorBody, response.content).code
        documented = door["responses"][status]["description"]
        assert f"`{code}`" in documented, f"{request.url.path} answered {status} {code}: it is not in «{documented}»"


@cache
def _paths() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        central = open_shop(Path(folder)).central
        paths: dict[str, Any] = app_of(central).openapi()["paths"]
        central.close()
    return paths


@dataclass
class Asker:
    """Signs as a till. ``late``: how far its clock is behind the server's."""

    client: httpx.Client
    now: Callable[[], datetime]
    till_id: str = TILL
    key: SigningKey | None = None
    late: timedelta = field(default_factory=timedelta)

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """Send a request, signed."""
        return self.client.send(self.request(method, path, body, headers))

    def request(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> httpx.Request:
        """A signed request, not sent yet: something may happen to it on its way."""
        request = self.client.build_request(method, path, content=body, headers=dict(headers or {}))
        time_ms = unix_ms(self.now() - self.late)
        nonce = nonce_text(os.urandom(NONCE_BYTES))
        target = request.url.raw_path.decode("ascii")
        data = signed_bytes(self.till_id, method, target, body or b"", time_ms, nonce)
        request.headers[TILL_HEADER] = self.till_id
        request.headers[TIME_HEADER] = str(time_ms)
        request.headers[NONCE_HEADER] = nonce
        request.headers[SIGNATURE_HEADER] = signature_text((self.key or KEYS[self.till_id]).sign(data))
        return request


def told(response: httpx.Response) -> tuple[int, str]:
    """Status and code of an answer that is no 2xx; it must be an error body whatever happened."""
    assert response.headers["content-type"] == "application/json"
    return response.status_code, decode(ErrorBody, response.content).code
