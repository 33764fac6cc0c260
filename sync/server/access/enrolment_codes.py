"""One-time codes: made by the office, used by a till within ten minutes, once, in the shop that they are made for."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from sync.protocol.enrolment import CODE_ALPHABET, CODE_LETTERS, CODE_LIFE_SECONDS
from sync.protocol.operation import unix_ms
from sync.server.enrolment import till_of_number
from sync.server.journal.journal import Action, add_to_journal
from sync.server.tables import ENROLMENT_CODE

_KEPT_MS = 35 * 24 * 3_600_000
"""Used and lapsed codes stay as long as a till's archive: until then «used» is told apart from «never made»."""


class NumberTakenError(ValueError):
    """The shop has a till of that number; whoever wants to replace it must say so."""

    def __init__(self, shop_id: str, till_code: str) -> None:
        super().__init__(
            f"shop {shop_id!r} has a till {till_code} already; --replace makes a code for the one that takes its place"
        )


class NumberUnknownError(ValueError):
    """A till is to be replaced that is not there."""

    def __init__(self, shop_id: str, till_code: str) -> None:
        super().__init__(f"shop {shop_id!r} has no till {till_code} that could be replaced")


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code as stored. ``used_by_key`` is given with ``answered_till_id`` and ``answered_epoch``, when it was used."""

    shop_id: str
    till_code: str
    replaces: bool
    expires_ms: int
    used_by_key: str | None
    answered_till_id: str | None
    answered_epoch: int | None


def make_code(
    connection: Connection,
    at: datetime,
    random_bytes: Callable[[int], bytes],
    actor: str,
    shop_id: str,
    till_code: str,
    replaces: bool = False,
) -> str:
    """The letters of a new code, which are stored as a hash only. Codes long gone are dropped.

    Raises :class:`NumberTakenError`, :class:`NumberUnknownError`.
    """
    present = till_of_number(connection, shop_id, till_code)
    if present is not None and not replaces:
        raise NumberTakenError(shop_id, till_code)
    if present is None and replaces:
        raise NumberUnknownError(shop_id, till_code)
    letters = "".join(CODE_ALPHABET[byte % len(CODE_ALPHABET)] for byte in random_bytes(CODE_LETTERS))
    now_ms = unix_ms(at)
    connection.execute(delete(ENROLMENT_CODE).where(ENROLMENT_CODE.c.expires_ms < now_ms - _KEPT_MS))
    connection.execute(
        insert(ENROLMENT_CODE).values(
            code_hash=_hash_of(letters),
            shop_id=shop_id,
            till_code=till_code,
            replaces=replaces,
            made_ms=now_ms,
            expires_ms=now_ms + CODE_LIFE_SECONDS * 1000,
        )
    )
    detail = "replaces the till of that number" if replaces else ""
    add_to_journal(connection, at, actor, Action.CODE_MADE, f"{shop_id}/{till_code}", detail)
    return letters


def locked_code(connection: Connection, letters: str) -> IssuedCode | None:
    """The code, held against others who try it at the same time until the transaction ends; None if never made."""
    row = connection.execute(
        select(ENROLMENT_CODE).where(ENROLMENT_CODE.c.code_hash == _hash_of(letters)).with_for_update()
    ).one_or_none()
    if row is None:
        return None
    return IssuedCode(
        row.shop_id,
        row.till_code,
        row.replaces,
        row.expires_ms,
        row.used_by_key,
        row.answered_till_id,
        row.answered_epoch,
    )


def use_code(connection: Connection, letters: str, at: datetime, public_key: str, till_id: str, epoch: int) -> None:
    """Mark a code, which the caller holds, as used, and remember what was answered."""
    connection.execute(
        update(ENROLMENT_CODE)
        .where(ENROLMENT_CODE.c.code_hash == _hash_of(letters))
        .values(used_ms=unix_ms(at), used_by_key=public_key, answered_till_id=till_id, answered_epoch=epoch)
    )


def _hash_of(letters: str) -> str:
    return hashlib.sha256(letters.encode("utf-8")).hexdigest()
