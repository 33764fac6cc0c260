"""A till that trades into real books: what the server's tests tell over the wire is stored here."""

from dataclasses import dataclass, field
from pathlib import Path

from pos_app.domain.people.deed import Deed
from pos_app.domain.shift.shift import CashMovement, ShiftOpened, ZReport
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.encoding import decode
from sync.protocol.operation import Operation
from sync.store.books import Books
from tests.sync.server.paper import Stream
from tests.sync.server.reports.trading import Trading


@dataclass
class BookStream(Stream):
    """Writes into the books in place of a chain of operations."""

    books: Books = field(kw_only=True)

    def add(self, record: Sale | SaleReturn) -> Operation:
        if isinstance(record, Sale):
            self.books.record_sale(record, ())
        else:
            self.books.record_return(record, ())
        return super().add(record)

    def add_body(self, op_id: str, kind: str, body: bytes, v: int = 1) -> Operation:
        match kind:
            case "shift_opened":
                self.books.open_shift(decode(ShiftOpened, body))
            case "cash_moved":
                self.books.record_cash_movement(decode(CashMovement, body))
            case "shift_closed":
                self.books.close_shift(decode(ZReport, body))
            case "deed":
                self.books.record_deeds((decode(Deed, body),))
            case _:
                pass
        return super().add_body(op_id, kind, body, v)


def trading_into(books: Books) -> Trading:
    """Shifts from number 1 on."""
    return Trading(stream=BookStream("till-1", books=books))


def without_guards(path: Path, *tables: str) -> None:
    """Take the triggers away that keep anybody from changing what was written."""
    from sync.store.engine import sqlite3

    connection = sqlite3.connect(str(path))
    for table in tables:
        for verb in ("update", "delete"):
            connection.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
    connection.commit()
    connection.close()
