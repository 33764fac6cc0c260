"""The HTTP door to the server: one kept-alive connection, bounded waits, gzip, JSON."""

import base64
import errno
import socket
import time
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase
from urllib3.exceptions import HTTPError

from sync.client.failure import ExchangeFailedError, FailureKind
from sync.protocol.compression import packed
from sync.protocol.encoding import DecodingError, decode, encode
from sync.protocol.error_body import FORK, GAP, ErrorBody
from sync.protocol.limits import PARCEL_PATH, PROTOCOL_VERSION, PULL_PATH, PUSH_PATH, TILL_HEADER
from sync.protocol.operation import Operation
from sync.protocol.parcel import ParcelLabel, ParcelRequest
from sync.protocol.pull import AnyPullAnswer, PullRequest, decode_pull
from sync.protocol.push import PushAnswer, PushRequest
from sync.protocol.server_address import is_loopback, is_safe_address

CONNECT_SECONDS = 3.0
READ_SECONDS = 10.0
ANSWER_SECONDS = 30.0
"""A whole answer must be there within; ``READ_SECONDS`` bounds only the silence between two of its bytes."""
LARGEST_ANSWER_BYTES = 64 * 1024 * 1024
_CHUNK_BYTES = 64 * 1024
_NO_ROUTE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL}
_GATEWAY = {HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}
T = TypeVar("T")


class InsecureServerAddressError(ValueError):
    """Plain HTTP is for a server on this very machine; to any other it would carry phones and points in clear."""

    def __init__(self, url: str) -> None:
        super().__init__(f"{url!r}: expected https://…, or http:// on a loopback address such as http://127.0.0.1:8710")
        self.url = url


class _TillToken(AuthBase):
    """Bearer token and till id; as an auth object no .netrc on the machine can replace it."""

    def __init__(self, till_id: str, token: str) -> None:
        self._till_id = till_id
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        request.headers[TILL_HEADER] = self._till_id
        return request


class HttpDoor:
    """Fulfils ``ports.ServerDoor``. Belongs to one thread. Raises :class:`InsecureServerAddressError`.

    ``certificates``: a PEM file of the authorities to trust instead of the system's.
    """

    def __init__(
        self,
        base_url: str,
        till_id: str,
        token: str,
        certificates: Path | None = None,
        connect_seconds: float = CONNECT_SECONDS,
        read_seconds: float = READ_SECONDS,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        if not is_safe_address(base_url):
            raise InsecureServerAddressError(base_url)
        loopback = is_loopback(urlsplit(base_url).hostname or "")
        self._base_url = base_url.rstrip("/")
        self._timeout = (connect_seconds, read_seconds)
        self._answer_seconds = answer_seconds
        self._session = requests.Session()
        self._session.auth = _TillToken(till_id, token)
        self._session.trust_env = not loopback  # no proxy between the till and a server on the same machine
        self._session.headers["Accept-Encoding"] = "gzip"
        if certificates is not None:
            self._session.verify = str(certificates)

    def push(self, request: PushRequest) -> PushAnswer:
        """Send operations."""
        return _decoded(PushAnswer, self._post(PUSH_PATH, encode(request)))

    def parcel(self, operation: Operation, why: str) -> PushAnswer:
        """Hand over an operation as opaque bytes."""
        content = base64.b64encode(operation.body).decode("ascii")
        request = ParcelRequest(ParcelLabel.of(operation, why), content)
        return _decoded(PushAnswer, self._post(PARCEL_PATH, encode(request)))

    def pull(self, request: PullRequest) -> AnyPullAnswer:
        """Ask for a page."""
        query: dict[str, str] = {
            "stream": request.stream.value,
            "limit": str(request.limit),
            "protocol": str(PROTOCOL_VERSION),
        }
        if request.cursor is not None:
            query["cursor"] = request.cursor
        body = self._exchange("GET", PULL_PATH, query, None, {})
        try:
            return decode_pull(request.stream, body)
        except DecodingError as error:
            raise _unreadable(error) from error

    def close(self) -> None:
        """End the connection."""
        self._session.close()

    def _post(self, path: str, plain: bytes) -> bytes:
        body, encoding = packed(plain)
        headers = {"Content-Type": "application/json"}
        if encoding is not None:
            headers["Content-Encoding"] = encoding
        return self._exchange("POST", path, {}, body, headers)

    def _exchange(
        self, method: str, path: str, query: dict[str, str], body: bytes | None, headers: dict[str, str]
    ) -> bytes:
        deadline = time.monotonic() + self._answer_seconds
        try:
            with self._session.request(
                method,
                self._base_url + path,
                params=query,
                data=body,
                headers=headers,
                timeout=self._timeout,
                allow_redirects=False,
                stream=True,
            ) as response:
                content = _read_bounded(response, deadline)
                status = response.status_code
        except (requests.RequestException, HTTPError) as error:
            raise ExchangeFailedError(_kind_of(error), _short(error)) from error
        if status != HTTPStatus.OK:
            raise _failure_of(status, content)
        return content


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


def _failure_of(status: int, content: bytes) -> ExchangeFailedError:
    try:
        body = decode(ErrorBody, content)
    except DecodingError:
        body = ErrorBody("", f"status {status} without a reason")
    detail = f"{status} {body.code} {body.detail}"
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return ExchangeFailedError(FailureKind.REFUSED, detail)
    if status == HTTPStatus.CONFLICT and body.code == GAP and body.expect_seq is not None:
        return ExchangeFailedError(FailureKind.GAP, detail, body.expect_seq)
    if status == HTTPStatus.CONFLICT and body.code == FORK:
        return ExchangeFailedError(FailureKind.FORK, detail)
    if status in _GATEWAY or status == HTTPStatus.TOO_MANY_REQUESTS:
        return ExchangeFailedError(FailureKind.SERVER_DOWN, detail)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return ExchangeFailedError(FailureKind.SERVER_FAULT, detail)
    if body.code and status >= HTTPStatus.BAD_REQUEST:
        return ExchangeFailedError(FailureKind.UNACCEPTABLE, detail)
    return ExchangeFailedError(FailureKind.ANSWER_UNREADABLE, detail)


def _kind_of(error: BaseException) -> FailureKind:
    """No way to the server, or nobody there: the reason lies deep in a chain of wrapped errors."""
    for cause in _causes(error):
        if isinstance(cause, socket.gaierror) or (isinstance(cause, OSError) and cause.errno in _NO_ROUTE):
            return FailureKind.NO_NETWORK
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


def _decoded(expected: type[T], content: bytes) -> T:
    try:
        return decode(expected, content)
    except DecodingError as error:
        raise _unreadable(error) from error


def _unreadable(error: DecodingError) -> ExchangeFailedError:
    place = error.place or "the body"
    return ExchangeFailedError(FailureKind.ANSWER_UNREADABLE, f"{error.type_name} at {place}: {error.expected}")


def _short(error: Exception) -> str:
    """The kind of the error without the address and query that its text holds."""
    innermost = list(_causes(error))[-1]
    return f"{type(error).__name__} ({type(innermost).__name__})"
