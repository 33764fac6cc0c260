"""Burning: lots whose last day is over leave the balance and are posted to ``programme.expired``.

A lot ends at the close of the local day of its date, so a run on day d burns lots that expired before d. Each customer
is a transaction of his own: a run may be cut at any point and be repeated.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy import Connection, Engine, select

from pos_app.domain.ledger.entry import Book, Entry
from pos_app.domain.money.units import Points
from sync.protocol.operation import unix_ms
from sync.server.database import reading
from sync.server.ledger.accounts import EntryKind, LegList
from sync.server.ledger.books_reader import Need, load_books
from sync.server.ledger.books_writer import put_books, put_entry, write_accounts
from sync.server.ledger.row_sheet import RowSheet
from sync.server.ledger.spending import burn
from sync.server.retry import write
from sync.server.tables import LOT


@dataclass(frozen=True, slots=True)
class Burnt:
    """What a run did: lots ended, and hundredths of a point that were left in them."""

    lots: int
    points: Points


def burn_expired(engine: Engine, today: date, posted_at: datetime) -> Burnt:
    """Burn whatever expired before ``today``, the shop's local day.

    What is promised to tills stays until they settle.
    """
    with reading(engine) as connection:
        customer_ids = (
            connection.execute(
                select(LOT.c.customer_id)
                .where(LOT.c.expires_day < today, LOT.c.remaining > LOT.c.reserved)
                .distinct()
                .order_by(LOT.c.customer_id)
            )
            .scalars()
            .all()
        )
    lots, points = 0, 0
    for customer_id in customer_ids:
        burnt = write(engine, partial(_burn_customer, customer_id=customer_id, today=today, posted_at=posted_at))
        lots += burnt.lots
        points += burnt.points
    return Burnt(lots, points)


def _burn_customer(connection: Connection, customer_id: str, today: date, posted_at: datetime) -> Burnt:
    books = load_books(connection, {customer_id: Need(today)}).get(customer_id)
    over = [] if books is None else [lot for lot in books.lots.values() if not lot.alive(today) and lot.free > 0]
    if books is None or not over:
        return Burnt(0, 0)
    sheet = RowSheet()
    points = 0
    for lot in over:
        name = f"burn.{lot.lot_id}.{unix_ms(posted_at)}"
        legs = LegList(customer_id, lot.programme_id)
        points += burn(books, lot, legs)
        put_entry(sheet, customer_id, Entry(name, name, Book.POINTS, EntryKind.BURN.value, posted_at, legs.legs()))
    put_books(sheet, books)
    sheet.write(connection)
    write_accounts(connection, [books])
    return Burnt(len(over), points)
