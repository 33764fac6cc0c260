"""Reads a request's body within bounds and turns it into a message."""

import json
from typing import TypeVar

from fastapi import Request
from starlette.requests import ClientDisconnect

from sync.protocol.compression import CompressionError, unpacked
from sync.protocol.encoding import DecodingError, decode
from sync.protocol.error_body import MESSAGE_INVALID, PROTOCOL_UNKNOWN, TOO_LARGE
from sync.protocol.limits import MAX_MESSAGE_BYTES, PROTOCOL_VERSION
from sync.server.web.problem import problem

T = TypeVar("T")


async def read_bounded(request: Request) -> bytes:
    """The raw body; stops reading at the first byte too many, whatever the headers promised.

    Raises ``Problem`` 413, and 400 where the connection broke before the end: a bad network is no defect here.
    """
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > MAX_MESSAGE_BYTES:
                raise problem(413, TOO_LARGE, f"at most {MAX_MESSAGE_BYTES} bytes are taken")
            parts.append(part)
    except ClientDisconnect as broken:
        raise problem(400, MESSAGE_INVALID, "the connection broke before the body's end") from broken
    return b"".join(parts)


def message_in(body: bytes, encoding: str | None, expected: type[T]) -> T:
    """The message in a body. Raises ``Problem``: 413 ``too_large``, 415 or 400 for what cannot be read."""
    try:
        plain = unpacked(body, encoding, MAX_MESSAGE_BYTES)
    except CompressionError as error:
        status = {"too_large": 413, "encoding_unknown": 415}.get(error.key, 400)
        raise problem(status, TOO_LARGE if status == 413 else MESSAGE_INVALID, error.detail) from error
    try:
        return decode(expected, plain)
    except DecodingError as error:
        spoken = _protocol_of(plain)
        if spoken not in (None, PROTOCOL_VERSION):
            raise problem(400, PROTOCOL_UNKNOWN, f"protocol {PROTOCOL_VERSION} is expected, {spoken} came") from error
        raise problem(400, MESSAGE_INVALID, f"{error.place or 'the body'}: {error.expected}") from error


def _protocol_of(plain: bytes) -> int | None:
    """Which protocol a message that cannot be read says it is of: another one's messages may have another shape."""
    try:
        document = json.loads(plain)
    except (ValueError, RecursionError):
        return None
    spoken = document.get("protocol") if isinstance(document, dict) else None
    return spoken if isinstance(spoken, int) and not isinstance(spoken, bool) else None
