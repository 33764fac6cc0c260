"""Tills that may talk to this server: enrolled with a one-time code, known by the public half of a key of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Update, bindparam, select, update

from sync.server.tables import TILL

DEFAULT_SHOP = "shop"
"""The shop of tills that were enrolled before shops were told apart, and of a chain of one."""


OFFICE = "office"
"""In place of a till's number: a shop's office, whose decisions about parked operations are a stream of their own."""


_LARGEST_SEQ = 2**63 - 1
"""What the column holds; whatever a till says of itself must not fail its exchange."""

_ONE = select(TILL).where(TILL.c.till_id == bindparam("named"))
"""Statements that every exchange asks are made once: making one costs four times what asking it does."""
_ONE_LOCKED = _ONE.with_for_update()


@dataclass(frozen=True, slots=True)
class EnrolledTill:
    """A till as the server knows it; ``last_seq`` and ``last_hash`` of its newest operation in ``epoch``.

    ``public_key`` (hex) None: it was enrolled before tills had keys, and waits for a code.
    """

    till_id: str
    code: str
    epoch: int
    last_seq: int
    last_hash: str
    revoked: bool
    shop_id: str
    public_key: str | None
    story: str
    """What it has told since the server was restored, see ``epochs/story.py``."""


class TillUnknownError(LookupError):
    """No till of that id or number is enrolled here."""

    def __init__(self, named: str) -> None:
        super().__init__(f"there is no till {named!r} here; ./till server tills lists them")
        self.named = named


def known_till(connection: Connection, till_id: str) -> EnrolledTill | None:
    """The till in this snapshot, None for a stranger."""
    row = connection.execute(_ONE, {"named": till_id}).one_or_none()
    return None if row is None else _till(row)


def present_till(connection: Connection, till_id: str) -> EnrolledTill:
    """The till's state in this snapshot."""
    return _till(connection.execute(_ONE, {"named": till_id}).one())


def locked_till(connection: Connection, till_id: str) -> EnrolledTill:
    """The till's newest state, held against other requests of the same till until the transaction ends."""
    return _till(connection.execute(_ONE_LOCKED, {"named": till_id}).one())


def till_of_number(connection: Connection, shop_id: str, code: str) -> EnrolledTill | None:
    """The till that bears a number in a shop; held until the transaction ends."""
    row = connection.execute(
        select(TILL).where(TILL.c.shop_id == shop_id, TILL.c.code == code).with_for_update()
    ).one_or_none()
    return None if row is None else _till(row)


def named_till(connection: Connection, name: str, shop_id: str | None = None) -> EnrolledTill:
    """The till that a person names by its id, or by its number where one shop or no other shop has that number.

    Raises :class:`TillUnknownError`.
    """
    condition = (TILL.c.till_id == name) | (TILL.c.code == name)
    query = select(TILL).where(condition)
    if shop_id is not None:
        query = query.where(TILL.c.shop_id == shop_id)
    found = [_till(row) for row in connection.execute(query)]
    exact = [till for till in found if till.till_id == name] or found
    if len(exact) != 1:
        raise TillUnknownError(name)
    return exact[0]


def all_tills(connection: Connection) -> tuple[EnrolledTill, ...]:
    """Every till, by shop and number; offices are none."""
    tills = select(TILL).where(TILL.c.code != OFFICE).order_by(TILL.c.shop_id, TILL.c.code)
    return tuple(_till(row) for row in connection.execute(tills))


def contact(contact_ms: int, have_seq: int | None = None, program: str = "") -> dict[str, int | str]:
    """When a till was heard and what it said of itself, its newest operation and its program: for :func:`note`."""
    told: dict[str, int | str] = {"last_contact_ms": contact_ms}
    if have_seq is not None:
        told["have_seq"] = max(0, min(have_seq, _LARGEST_SEQ))
    if program:
        told["program"] = program
    return told


def note(connection: Connection, till_id: str, told: Mapping[str, int | str]) -> None:
    """Write columns of a till's row."""
    values = {f"new_{name}": value for name, value in told.items()}
    connection.execute(_change(tuple(told)), {"named": till_id, **values})


@cache
def _change(names: tuple[str, ...]) -> Update:
    new: dict[str, BindParameter[Any]] = {name: bindparam(f"new_{name}") for name in names}
    return update(TILL).where(TILL.c.till_id == bindparam("named")).values(new)


def _till(row: Row[Any]) -> EnrolledTill:
    return EnrolledTill(
        row.till_id,
        row.code,
        row.epoch,
        row.last_seq,
        row.last_hash,
        row.revoked,
        row.shop_id,
        row.public_key,
        row.story,
    )
