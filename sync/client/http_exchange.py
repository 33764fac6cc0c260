"""One request and its answer over HTTP: where it may go, how long it may take, how large the answer may be."""

import errno
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase
from urllib3.exceptions import HTTPError

from sync.client.failure import ExchangeFailedError, FailureKind
from sync.client.pinned_tls import PinDiffersError, PinnedAdapter
from sync.protocol.program_name import program_name
from sync.protocol.server_address import is_loopback, is_safe_address

LARGEST_ANSWER_BYTES = 64 * 1024 * 1024
_CHUNK_BYTES = 64 * 1024
_NO_ROUTE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL}


class InsecureServerAddressError(ValueError):
    """Plain HTTP is for a server on this very machine; to any other it would carry phones and points in clear."""

    def __init__(self, url: str) -> None:
        super().__init__(f"{url!r}: expected https://…, or http:// on a loopback address such as http://127.0.0.1:8710")
        self.url = url


@dataclass(frozen=True, slots=True)
class Waits:
    """How long to wait: for the connection, for the next byte of an answer, and for a whole answer."""

    connect_seconds: float = 3.0
    read_seconds: float = 10.0
    answer_seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; ``headers`` can be asked in any case."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class HttpExchange:
    """A session with one server. Belongs to one thread. Raises :class:`InsecureServerAddressError`."""

    def __init__(
        self, base_url: str, auth: AuthBase, pins: tuple[str, ...], certificates: Path | None, waits: Waits
    ) -> None:
        if not is_safe_address(base_url):
            raise InsecureServerAddressError(base_url)
        loopback = is_loopback(urlsplit(base_url).hostname or "")
        self._base_url = base_url.rstrip("/")
        self._waits = waits
        self._session = requests.Session()
        self._session.auth = auth
        self._session.trust_env = not loopback  # no proxy between the till and a server on the same machine
        self._session.headers["Accept-Encoding"] = "gzip"
        self._session.headers["User-Agent"] = program_name()
        if pins:
            self._session.mount("https://", PinnedAdapter(pins))
        if certificates is not None:
            self._session.verify = str(certificates)

    def exchange(
        self, method: str, path: str, query: Mapping[str, str], body: bytes | None, headers: Mapping[str, str]
    ) -> Answer:
        """Ask once. Raises ``ExchangeFailedError`` when no whole answer came from the server."""
        deadline = time.monotonic() + self._waits.answer_seconds
        try:
            with self._session.request(
                method,
                self._base_url + path,
                params=query,
                data=body,
                headers=headers,
                timeout=(self._waits.connect_seconds, self._waits.read_seconds),
                allow_redirects=False,
                stream=True,
            ) as response:
                content = _read_bounded(response, deadline)
                return Answer(response.status_code, response.headers, content)
        except (requests.RequestException, HTTPError) as error:
            raise ExchangeFailedError(_kind_of(error), _short(error)) from error

    def close(self) -> None:
        """End the connection."""
        self._session.close()


def _read_bounded(response: requests.Response, deadline: float) -> bytes:
    """The body, within bounds of size and time; ``deadline`` is monotonic.

    ``read1`` answers with what one read of the socket brought: a body that trickles is looked at after each of its
    pieces, not only when a chunk is full. Its errors are urllib3's own.
    """
    parts: list[bytes] = []
    size = 0
    while True:
        if time.monotonic() > deadline:
            response.close()
            raise ExchangeFailedError(FailureKind.SERVER_DOWN, "the answer did not come to its end in time")
        part = response.raw.read1(_CHUNK_BYTES, decode_content=True)
        if not part:
            return b"".join(parts)
        size += len(part)
        if size > LARGEST_ANSWER_BYTES:
            raise ExchangeFailedError(
                FailureKind.ANSWER_UNREADABLE, f"the answer is larger than {LARGEST_ANSWER_BYTES} bytes"
            )
        parts.append(part)


def _kind_of(error: BaseException) -> FailureKind:
    """No way to the server, nobody there, or another one: the reason lies deep in a chain of wrapped errors."""
    for cause in _causes(error):
        if isinstance(cause, socket.gaierror) or (isinstance(cause, OSError) and cause.errno in _NO_ROUTE):
            return FailureKind.NO_NETWORK
        if isinstance(cause, PinDiffersError | ssl.SSLCertVerificationError):
            return FailureKind.UNTRUSTED
    return FailureKind.SERVER_DOWN


def _causes(error: BaseException) -> Iterator[BaseException]:
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        each = waiting.pop()
        if not isinstance(each, BaseException) or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        waiting += [each.__cause__, each.__context__, getattr(each, "reason", None), *each.args]


def _short(error: Exception) -> str:
    """The kind of the error without the address and query that its text holds."""
    innermost = list(_causes(error))[-1]
    return f"{type(error).__name__} ({type(innermost).__name__})"
