"""A till's requests without a till: the body is made before, the signature when it is sent; raw HTTP/1.1."""

import http.client
import os
import time
from urllib.parse import urlsplit

from sync.client.request_signer import TillIdentity
from sync.protocol.compression import packed
from sync.protocol.encoding import encode
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
from sync.server.central import system_now

_IDLE_SECONDS = 30.0
"""A connection that rested longer is opened anew: the server closes it soon (``sync/server/process.py``)."""


class RequestFailedError(RuntimeError):
    """The server did not answer 200, or not at all."""


class Wire:
    """One kept-alive connection of one till; one thread at a time."""

    def __init__(self, url: str, identity: TillIdentity) -> None:
        place = urlsplit(url)
        self._connection = http.client.HTTPConnection(str(place.hostname), place.port or 80, timeout=120)
        self._identity = identity
        self._used_at = time.monotonic()

    def post(self, path: str, message: bytes, encoding: str | None = None) -> bytes:
        """Send a body as it is; the answer's body. Raises :class:`RequestFailedError`."""
        headers = {"Content-Type": "application/json", **self._signed("POST", path, message)}
        if encoding is not None:
            headers["Content-Encoding"] = encoding
        return self._asked("POST", path, message, headers)

    def get(self, target: str) -> bytes:
        """Ask; ``target`` is path and query. Raises :class:`RequestFailedError`."""
        return self._asked("GET", target, None, self._signed("GET", target, b""))

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _asked(self, method: str, target: str, message: bytes | None, headers: dict[str, str]) -> bytes:
        if time.monotonic() - self._used_at > _IDLE_SECONDS:
            self._connection.close()
        try:
            self._connection.request(method, target, message, headers)
            answer = self._connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise RequestFailedError(f"no answer to {method} {target}: {error!r}") from error
        self._used_at = time.monotonic()
        if answer.status != 200:
            raise RequestFailedError(f"the server answered {answer.status}: {body[:200]!r}")
        return body

    def _signed(self, method: str, target: str, body: bytes) -> dict[str, str]:
        time_ms, nonce = unix_ms(system_now()), nonce_text(os.urandom(NONCE_BYTES))
        data = signed_bytes(self._identity.till_id, method, target, body, time_ms, nonce)
        return {
            TILL_HEADER: self._identity.till_id,
            TIME_HEADER: str(time_ms),
            NONCE_HEADER: nonce,
            SIGNATURE_HEADER: signature_text(self._identity.key.sign(data)),
        }


def packed_message(message: object) -> tuple[bytes, str | None]:
    """A message as a till sends it, and its content encoding."""
    return packed(encode(message))
