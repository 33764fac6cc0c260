"""What an answer that is no 2xx means for the till.

What stands between till and server answers too: a proxy with its own pages, a network that wants a sign-on first. Such
an answer says nothing of this till and nothing of its operations. The server's own always say a code.
"""

import re
from collections.abc import Mapping
from http import HTTPStatus

from sync.client.failure import ExchangeFailedError, FailureKind
from sync.protocol.encoding import DecodingError, decode
from sync.protocol.error_body import FENCED, FORK, GAP, PROTOCOL_UNKNOWN, RESYNC, ErrorBody

_GATEWAY = {HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}
_NO_SUCH_DOOR = {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}
_WANTS_SIGN_ON = {
    HTTPStatus.FOUND,
    HTTPStatus.SEE_OTHER,
    HTTPStatus.TEMPORARY_REDIRECT,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.PROXY_AUTHENTICATION_REQUIRED,
    HTTPStatus.NETWORK_AUTHENTICATION_REQUIRED,
}
_NO_DOOR_CODES = {"not_found", "method_not_allowed"}
_SECONDS = re.compile(r"[0-9]{1,6}", re.ASCII)


def error_body(status: int, content: bytes) -> ErrorBody:
    """The body of an answer that is no 2xx; an empty code if it is none of this protocol's."""
    try:
        return decode(ErrorBody, content)
    except DecodingError:
        return ErrorBody("", f"status {status} without a reason")


def check_is_no_page(content: bytes, headers: Mapping[str, str]) -> None:
    """Raise ``ExchangeFailedError`` if a good answer is a page for people: the server's are all JSON."""
    if _is_html(headers) or content.lstrip()[:1] == b"<":
        raise ExchangeFailedError(FailureKind.SIGN_ON_WANTED, "a page instead of an answer")


def _is_html(headers: Mapping[str, str]) -> bool:
    return "html" in headers.get("Content-Type", "").lower()


def failure_of(status: int, content: bytes, headers: Mapping[str, str]) -> ExchangeFailedError:
    """The failure that an answer tells of; ``headers`` for ``Retry-After`` (in seconds; a date is not looked at)."""
    body = error_body(status, content)
    kind = _kind(status, body) if body.code else _kind_of_a_stranger(status, headers)
    expect_seq = body.expect_seq if kind is FailureKind.GAP else None
    detail = f"{status} {body.code} {body.detail}"
    return ExchangeFailedError(kind, detail, expect_seq, body.code, _retry_after_ms(headers))


def _kind(status: int, body: ErrorBody) -> FailureKind:
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN) or body.code == PROTOCOL_UNKNOWN:
        # A server of another protocol finds nothing wrong with what is sent: it stays queued until one is updated.
        return FailureKind.REFUSED
    if status == HTTPStatus.CONFLICT and body.code == GAP and body.expect_seq is not None:
        return FailureKind.GAP
    if status == HTTPStatus.CONFLICT and body.code == FORK:
        return FailureKind.FORK
    if status == HTTPStatus.GONE and body.code == FENCED:
        return FailureKind.FENCED
    if status == HTTPStatus.PRECONDITION_REQUIRED and body.code == RESYNC:
        return FailureKind.RESYNC
    if status in _NO_SUCH_DOOR and body.code in _NO_DOOR_CODES:
        return FailureKind.UNSUPPORTED
    if status in _GATEWAY or status == HTTPStatus.TOO_MANY_REQUESTS:
        return FailureKind.SERVER_DOWN
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return FailureKind.SERVER_FAULT
    if status >= HTTPStatus.BAD_REQUEST:
        return FailureKind.UNACCEPTABLE
    return FailureKind.ANSWER_UNREADABLE


def _kind_of_a_stranger(status: int, headers: Mapping[str, str]) -> FailureKind:
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return FailureKind.TOO_LARGE
    if status in _WANTS_SIGN_ON:
        return FailureKind.SIGN_ON_WANTED
    if status in _GATEWAY or status == HTTPStatus.TOO_MANY_REQUESTS:
        return FailureKind.SERVER_DOWN
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return FailureKind.ANSWER_UNREADABLE
    # A server that broke over its own error says so in plain words; a page is a proxy's.
    return FailureKind.SERVER_DOWN if _is_html(headers) else FailureKind.SERVER_FAULT


def _retry_after_ms(headers: Mapping[str, str]) -> int | None:
    said = headers.get("Retry-After", "")
    return int(said) * 1000 if _SECONDS.fullmatch(said) else None
