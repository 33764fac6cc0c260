"""Signs each request with the till's key, at the moment it is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import requests
from requests.auth import AuthBase

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
from sync.vault.signing import SigningKey


@dataclass(frozen=True, slots=True)
class TillIdentity:
    """Who the till is: its id at the server, and its own key."""

    till_id: str
    key: SigningKey


class RequestSigner(AuthBase):
    """Signs; as an auth object no .netrc on the machine can replace it. Fresh time and nonce for each request.

    ``now`` is the till's clock, ``random_bytes(n)`` gives n unpredictable bytes.
    """

    def __init__(
        self, identity: TillIdentity, now: Callable[[], datetime], random_bytes: Callable[[int], bytes]
    ) -> None:
        self._identity = identity
        self._now = now
        self._random_bytes = random_bytes
        self._ahead = timedelta()

    @property
    def server_is_ahead(self) -> timedelta:
        """By how much the server's clock is ahead of the till's, as far as it was told."""
        return self._ahead

    def learn_time(self, server_at: datetime) -> None:
        """The server told its time: sign with that from now on. Records keep the till's own."""
        self._ahead = server_at - self._now()

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Put the four headers on a request."""
        time_ms = unix_ms(self._now() + self._ahead)
        nonce = nonce_text(self._random_bytes(NONCE_BYTES))
        body = request.body or b""
        data = signed_bytes(
            self._identity.till_id,
            request.method or "",
            request.path_url,
            body if isinstance(body, bytes) else body.encode("utf-8"),
            time_ms,
            nonce,
        )
        request.headers[TILL_HEADER] = self._identity.till_id
        request.headers[TIME_HEADER] = str(time_ms)
        request.headers[NONCE_HEADER] = nonce
        request.headers[SIGNATURE_HEADER] = signature_text(self._identity.key.sign(data))
        return request
