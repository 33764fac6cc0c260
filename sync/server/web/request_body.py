"""Reads a request's body within bounds and turns it into a message."""

from typing import TypeVar

from fastapi import Request
from starlette.requests import ClientDisconnect

from sync.protocol.compression import CompressionError, unpacked
from sync.protocol.encoding import DecodingError, decode
from sync.protocol.error_body import MESSAGE_INVALID, TOO_LARGE
from sync.protocol.limits import MAX_MESSAGE_BYTES
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
        raise problem(400, MESSAGE_INVALID, f"{error.place or 'the body'}: {error.expected}") from error
