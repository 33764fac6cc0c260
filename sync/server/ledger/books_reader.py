"""Reads the books of many customers at once, locked until the transaction ends, with few statements."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, and_, select, tuple_

from pos_app.domain.loyalty.account import NO_FACTS, AccountFacts
from sync.protocol.encoding import decode
from sync.server.among import among
from sync.server.keyed_rows import keyed_rows
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.ledger.lot_state import CLOSED, LotState, ReservationBooks, SpentPart
from sync.server.tables import ACCOUNT, LOT, RESERVATION, RESERVATION_LOT, SPENT_PART, TURNOVER_DAY

_IDS_A_STATEMENT = 500
T = TypeVar("T")
_LOT_COLUMNS = (
    LOT.c.customer_id,
    LOT.c.lot_id,
    LOT.c.earned_day,
    LOT.c.active_day,
    LOT.c.expires_day,
    LOT.c.granted,
    LOT.c.remaining,
    LOT.c.programme_id,
    LOT.c.burnt,
    LOT.c.reserved,
    LOT.c.taken_back,
    LOT.c.sale_id,
    LOT.c.origin_lot_id,
)
"""In the order of ``LotState``, behind the customer: rows are many and names cost time."""
_ACCOUNT_COLUMNS = (
    ACCOUNT.c.customer_id,
    ACCOUNT.c.turnover_kopecks,
    ACCOUNT.c.life_turnover_kopecks,
    ACCOUNT.c.purchases,
    ACCOUNT.c.tier_code,
    ACCOUNT.c.facts,
    ACCOUNT.c.debt,
)
_DAY_COLUMNS = (TURNOVER_DAY.c.customer_id, TURNOVER_DAY.c.day, TURNOVER_DAY.c.kopecks)
_PROMISED_COLUMNS = (
    RESERVATION_LOT.c.customer_id,
    RESERVATION_LOT.c.reservation_id,
    RESERVATION_LOT.c.lot_id,
    RESERVATION_LOT.c.amount,
)
_RESERVATION_COLUMNS = (
    RESERVATION.c.customer_id,
    RESERVATION.c.reservation_id,
    RESERVATION.c.till_id,
    RESERVATION.c.epoch,
    RESERVATION.c.kind,
    RESERVATION.c.granted,
    RESERVATION.c.duration_ms,
    RESERVATION.c.granted_ms,
    RESERVATION.c.named_customer_id,
    RESERVATION.c.spent,
    RESERVATION.c.state,
    RESERVATION.c.reason,
    RESERVATION.c.recall,
    RESERVATION.c.grant_text,
)
"""In the order of ``ReservationBooks``, behind the customer."""


@dataclass(slots=True)
class Need:
    """What of a customer's books a batch needs: lots that burnt but lived on ``since`` or later; ``whole``: everything.

    Returns, merges and corrections need them whole, for what they move may stand in any lot of any sale.
    """

    since: date
    whole: bool = False

    def widen(self, since: date, whole: bool) -> None:
        """Need this too."""
        self.since = min(self.since, since)
        self.whole = self.whole or whole


def load_books(
    connection: Connection,
    needs: Mapping[str, Need],
    reservation_ids: Collection[str] = (),
    with_turnover_days: bool = False,
) -> dict[str, CustomerBooks]:
    """The books of these customers, locked in the order of their ids; those without an account are left out.

    With every open reservation, and those of ``reservation_ids`` whatever their state.
    """
    books: dict[str, CustomerBooks] = {}
    whole = {customer_id for customer_id, need in needs.items() if need.whole}
    for ids in _portions(sorted(needs)):
        in_order = "ORDER BY account.customer_id"
        rows = keyed_rows(connection, _ACCOUNT_COLUMNS, ACCOUNT.c.customer_id, ids, in_order, locked=True)
        for customer_id, turnover, life, purchases, tier_code, facts, debt in rows:
            read = NO_FACTS if facts is None else decode(AccountFacts, bytes(facts))
            books[customer_id] = CustomerBooks(customer_id, turnover, life, purchases, tier_code, read)
            if debt:
                whole.add(customer_id)
    since = min((need.since for need in needs.values()), default=date.min)
    known = sorted(books)
    _read_lots(connection, books, [each for each in known if each not in whole], since)
    _read_whole(connection, books, sorted(whole & books.keys()))
    _read_reservations(connection, books, known, reservation_ids)
    if with_turnover_days:
        for ids in _portions(known):
            for customer_id, day, kopecks in keyed_rows(connection, _DAY_COLUMNS, TURNOVER_DAY.c.customer_id, ids):
                books[customer_id].turnover_days[day] = kopecks
    for each in books.values():
        _remember(each)
    return books


def _read_lots(connection: Connection, books: dict[str, CustomerBooks], ids: Sequence[str], since: date) -> None:
    """Lots with points, and those that burnt and lived on the day."""
    _add_lots(connection, books, ids, "AND (lot.remaining > 0 OR (lot.burnt > 0 AND lot.expires_day >= ?))", since)


def _read_whole(connection: Connection, books: dict[str, CustomerBooks], ids: Sequence[str]) -> None:
    _add_lots(connection, books, ids)
    for portion in _portions(ids):
        for row in connection.execute(select(SPENT_PART).where(among(connection, SPENT_PART.c.customer_id, portion))):
            part = SpentPart(row.sale_id, row.lot_id, row.number, row.amount, row.returned)
            books[row.customer_id].parts[row.sale_id, row.lot_id] = part


def _add_lots(
    connection: Connection, books: dict[str, CustomerBooks], ids: Sequence[str], concerned: str = "", *also: date
) -> None:
    for portion in _portions(ids):
        for row in keyed_rows(connection, _LOT_COLUMNS, LOT.c.customer_id, portion, concerned, *also):
            books[row[0]].lots[row[1]] = LotState(*row[1:])


def _read_reservations(
    connection: Connection, books: dict[str, CustomerBooks], ids: Sequence[str], wanted: Collection[str]
) -> None:
    who = RESERVATION.c.customer_id
    for portion in _portions(ids):
        found = keyed_rows(connection, _RESERVATION_COLUMNS, who, portion, "AND reservation.state <> ?", CLOSED)
        if wanted:
            over = (RESERVATION.c.state == CLOSED, among(connection, RESERVATION.c.reservation_id, wanted))
            asked = select(*_RESERVATION_COLUMNS).where(among(connection, who, portion), *over)
            found += [tuple(row) for row in connection.execute(asked)]
        for row in found:
            books[row[0]].reservations[row[1]] = ReservationBooks(*row[1:])
    _read_promised_lots(connection, books, ids)


def reservation_in(row: Any) -> ReservationBooks:
    """The promise in a row, without the lots behind it."""
    return ReservationBooks(
        row.reservation_id,
        row.till_id,
        row.epoch,
        row.kind,
        row.granted,
        row.duration_ms,
        row.granted_ms,
        row.named_customer_id,
        row.spent,
        row.state,
        row.reason,
        row.recall,
        row.grant_text,
    )


def _read_promised_lots(connection: Connection, books: dict[str, CustomerBooks], ids: Sequence[str]) -> None:
    """The lots behind the promises that were read, those with nothing left too."""
    promises = [(customer_id, each) for customer_id in ids for each in books[customer_id].reservations]
    for portion in _portions(promises):
        rows = connection.execute(select(*_PROMISED_COLUMNS).where(_of_promises(connection, portion)))
        for customer_id, reservation_id, lot_id, amount in rows.all():
            reservation = books[customer_id].reservations.get(reservation_id)
            if reservation is not None:
                reservation.parts[lot_id] = amount


def _of_promises(connection: Connection, promises: Sequence[tuple[str, str]]) -> ColumnElement[bool]:
    """Rows of these promises, each named by customer and id.

    SQLite would look up each id under each customer; PostgreSQL reads two arrays quicker than a list of pairs.
    """
    who, name = RESERVATION_LOT.c.customer_id, RESERVATION_LOT.c.reservation_id
    if connection.dialect.name == "sqlite":
        return tuple_(who, name).in_(promises)
    people, names = zip(*promises, strict=True)
    return and_(among(connection, who, sorted(set(people))), among(connection, name, names))


def _remember(books: CustomerBooks) -> None:
    books.stored_lots = {lot.lot_id: lot.figures for lot in books.lots.values()}
    books.stored_parts = {key: part.figures for key, part in books.parts.items()}
    books.stored_reservations = {each.reservation_id: each.figures for each in books.reservations.values()}
    books.stored_promised = {
        (each.reservation_id, lot_id): points
        for each in books.reservations.values()
        for lot_id, points in each.parts.items()
    }


def _portions(ids: Iterable[T]) -> Iterable[tuple[T, ...]]:
    """So many ids as one statement takes."""
    rest = iter(ids)
    while portion := tuple(islice(rest, _IDS_A_STATEMENT)):
        yield portion
