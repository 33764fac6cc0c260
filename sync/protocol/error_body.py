"""The body of every answer that is not 2xx."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrorBody:
    """``code`` is a snake_case key; ``detail`` is for a log, in English, without personal data.

    ``expect_seq`` comes with ``gap`` (the number the server wants next), ``epoch`` with ``fork`` (the one it knows).
    """

    code: str
    detail: str
    expect_seq: int | None = None
    epoch: int | None = None


GAP = "gap"
FORK = "fork"
UNAUTHORIZED = "unauthorized"
FORBIDDEN = "forbidden"
TOO_LARGE = "too_large"
MESSAGE_INVALID = "message_invalid"
PROTOCOL_UNKNOWN = "protocol_unknown"
SERVER_FAULT = "server_fault"
DATABASE_UNAVAILABLE = "database_unavailable"
