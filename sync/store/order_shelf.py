"""The orders of this shop that wait, or waited lately, as the server told of them. Fulfils ``OrderShelf``."""

from collections.abc import Iterable
from typing import ClassVar

from pos_app.domain.pre_order.pre_order import PreOrder
from sync.protocol.encoding import encode
from sync.protocol.rows import OrderRow, Stream
from sync.store.copy_book import CopyBook
from sync.store.engine import sqlite3
from sync.store.sealed_body import sealed


class StoredOrders(CopyBook):
    """Reads of one thread."""

    stream: ClassVar[Stream] = Stream.ORDERS

    def order(self, number: str) -> PreOrder | None:
        """The order as the server told of it last; None for one that it did not tell of."""
        found = self._record(PreOrder, self._database.row("SELECT body FROM pre_order WHERE number = ?", (number,)))
        return found if found is None or found.number == number else None


def put_orders(connection: sqlite3.Connection, rows: Iterable[OrderRow]) -> None:
    """Write rows of the feed; inside a write transaction."""
    for row in rows:
        if row.order is None:
            connection.execute("DELETE FROM pre_order WHERE number = ?", (row.number,))
        else:
            connection.execute(
                "INSERT INTO pre_order (number, body) VALUES (?, ?)"
                " ON CONFLICT (number) DO UPDATE SET body = excluded.body",
                (row.number, sealed(encode(row.order))),
            )
