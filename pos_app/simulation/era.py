"""Programs of several versions in one world: what an earlier or a later one says and understands differs in its bytes.

Only one version's code is here, so another version is this one with its messages cut or added to on the way:

- ``EARLIER`` is from before promises, epochs and capabilities: it says and reads nothing of them, has no heartbeat, and
  a server of that time knows none of those paths;
- ``LATER`` says more than this version knows: unknown fields in messages and in their operations and results.

An earlier till or server is replaced by this version at a moment of the world; its files stay as they are. An earlier
version never comes back after a later one: what it would do with books of the later is another program's code.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sync.protocol.limits import (
    CLAIM_PATH,
    PARKED_PATH,
    PUSH_PATH,
    REJOIN_PATH,
    RESERVE_PATH,
    RESYNC_PATH,
    VALUE_PATH,
)


class Era(StrEnum):
    """Which version a program is of."""

    EARLIER = "earlier"
    PRESENT = "present"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Versions:
    """What a world begins with: each till's program by place, and the server's."""

    tills: tuple[Era, ...]
    server: Era


UNKNOWN_TO_EARLIER = frozenset({RESERVE_PATH, REJOIN_PATH, RESYNC_PATH, PARKED_PATH, VALUE_PATH, CLAIM_PATH})
"""Paths that came with promises and epochs, and later."""
_UNSAID = {PUSH_PATH: ("reservations_digest", "incarnation")}
_UNREAD = {PUSH_PATH: ("reservations", "capabilities")}
_NEWS = {"from_a_later_version": {"said": "нечто новое", "number": 7}}
_LISTS = ("operations", "results", "rows")


def request_of(era: Era, path: str, body: bytes) -> bytes:
    """A request as a program of that era says it."""
    return _reshaped(era, body, _UNSAID.get(path, ()))


def answer_of(era: Era, path: str, body: bytes) -> bytes:
    """An answer as a server of that era gives it."""
    return _reshaped(era, body, _UNREAD.get(path, ()))


def request_as_read_by(era: Era, path: str, body: bytes) -> bytes:
    """What a server of that era takes in of a request."""
    return _reshaped(era, body, _UNSAID.get(path, ())) if era is Era.EARLIER else body


def answer_as_read_by(era: Era, path: str, body: bytes) -> bytes:
    """What a till of that era takes in of an answer."""
    return _reshaped(era, body, _UNREAD.get(path, ())) if era is Era.EARLIER else body


def _reshaped(era: Era, body: bytes, unknown_before: tuple[str, ...]) -> bytes:
    """Less what an earlier version does not know, more what a later one adds; bytes that are no object stay."""
    if era is Era.PRESENT or (era is Era.EARLIER and not unknown_before):
        return body
    try:
        message: Any = json.loads(body)
    except ValueError:
        return body  # cut on the way
    if not isinstance(message, dict):
        return body
    if era is Era.EARLIER:
        kept = {name: value for name, value in message.items() if name not in unknown_before}
    else:
        kept = message | _NEWS
        for name in _LISTS:
            if isinstance(message.get(name), list):
                kept[name] = [each | _NEWS if isinstance(each, dict) else each for each in message[name]]
    return json.dumps(kept, ensure_ascii=False).encode("utf-8")
