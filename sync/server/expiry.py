"""Burning: lots whose last day is over leave the balance and are posted to ``programme.expired``.

A lot ends at the close of the local day of its date, so a run on day d burns lots that expired before d. Each customer
is a transaction of his own: a run may be cut at any point and be repeated.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, select

from pos_app.domain.ledger.entry import Book, Entry
from pos_app.domain.money.units import Points
from sync.protocol.operation import unix_ms
from sync.server.database import reading, writing
from sync.server.feed import publish_accounts
from sync.server.ledger.accounts import EntryKind
from sync.server.ledger.books_tables import add_entry, load_books, save_books
from sync.server.tables import LOT


@dataclass(frozen=True, slots=True)
class Burnt:
    """What a run did: lots ended, and hundredths of a point that were left in them."""

    lots: int
    points: Points


def burn_expired(engine: Engine, today: date, posted_at: datetime) -> Burnt:
    """Burn whatever expired before ``today``, the shop's local day."""
    with reading(engine) as connection:
        customer_ids = (
            connection.execute(
                select(LOT.c.customer_id)
                .where(LOT.c.expires_day < today, LOT.c.remaining > 0)
                .distinct()
                .order_by(LOT.c.customer_id)
            )
            .scalars()
            .all()
        )
    lots, points = 0, 0
    for customer_id in customer_ids:
        burnt = _burn_customer(engine, customer_id, today, posted_at)
        lots += burnt.lots
        points += burnt.points
    return Burnt(lots, points)


def _burn_customer(engine: Engine, customer_id: str, today: date, posted_at: datetime) -> Burnt:
    with writing(engine) as connection:
        books = load_books(connection, customer_id, today)
        if books is None:
            return Burnt(0, 0)
        over = [lot for lot in books.lots.values() if lot.expires_day < today and lot.remaining > 0]
        points = sum(lot.remaining for lot in over)
        for lot in over:
            name = f"burn.{lot.lot_id}.{unix_ms(posted_at)}"
            legs = books.burn(lot.lot_id)
            add_entry(connection, customer_id, Entry(name, name, Book.POINTS, EntryKind.BURN.value, posted_at, legs))
        save_books(connection, books)
        publish_accounts(connection, [customer_id] if over else [])
        return Burnt(len(over), points)
