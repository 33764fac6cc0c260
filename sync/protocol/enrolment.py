"""Enrolment: with a one-time code a till makes its key known and learns what it needs to work with this server."""

import re
from dataclasses import dataclass, field
from datetime import datetime

CODE_LIFE_SECONDS = 600
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, which are misread or misheard."""
CODE_LETTERS = 12
"""Sixty bits: with ten minutes and a bound on tries there is nothing to guess."""
_GROUP = 4
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})
_CODE = re.compile(f"[{CODE_ALPHABET}]{{{CODE_LETTERS}}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class EnrolRequest:
    """Sent signed (``request_signature``) with the key whose public half is in it, under ``till_id``.

    ``code``: as :func:`code_read` gives it. ``public_key``: 64 hex digits. ``till_name``: for people, e.g. the name of
    the machine. ``till_id``: the id in the till's own ``secrets.json``. ``epoch`` and ``till_code``: those of its
    books; 0 and empty for a till that has none yet.
    """

    code: str = field(repr=False)
    public_key: str
    till_name: str
    till_id: str
    epoch: int = 0
    till_code: str = ""


@dataclass(frozen=True, slots=True)
class EnrolAnswer:
    """Who the till is here: ``till_id`` may be another's whom it replaces; ``epoch`` is the one it writes in.

    ``last_receipt``: no receipt of new books gets a running number up to it.

    ``server_key``: the public key that grants are signed with, 64 hex digits. The phone keys (32 bytes in hex) come
    over TLS or loopback only; they go into ``secrets.json`` and nowhere else.
    """

    till_id: str
    till_code: str
    shop_id: str
    epoch: int
    incarnation: str
    server_key: str
    phone_hash_key: str = field(repr=False)
    phone_cipher_key: str = field(repr=False)
    server_at: datetime
    last_receipt: int = 0


def code_shown(letters: str) -> str:
    """A code in groups of four, as it is printed."""
    return "-".join(letters[place : place + _GROUP] for place in range(0, len(letters), _GROUP))


def code_read(text: str) -> str | None:
    """The letters of a code as somebody typed it: any case, any blanks and hyphens. None if it can be no code."""
    letters = re.sub(r"[\s-]", "", text).upper().translate(_MISREAD)
    return letters if _CODE.fullmatch(letters) else None
