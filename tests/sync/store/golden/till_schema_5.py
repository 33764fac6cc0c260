"""The books of schema 5 as they are written by the first program that has it, kept as SQL text beside this file.

``python -m tests.sync.store.golden.till_schema_5`` wrote it. It is not written again once a schema 6 exists.
"""

import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from pos_app.domain.ledger.postings import return_entries, sale_entries
from pos_app.domain.parked.resolved import ParkedResolved, Resolution
from pos_app.domain.reservation.closed import CloseReason, ReservationClosed
from pos_app.domain.reservation.kind import ReservationKind
from pos_app.domain.reservation.promise import BootMoment
from pos_app.domain.reservation.redemption import RedemptionPart
from sync.protocol.push import OperationResult, Outcome
from sync.protocol.reservation import ReservationState
from sync.store.books import open_books
from sync.store.connection import Database
from sync.store.outbox import Outbox
from sync.store.reservation_side import ReservationSide
from sync.store.till_database import prepare_till_database
from tests.sync.store import records
from tests.sync.store.golden.till_schema_1 import dump
from tests.sync.store.golden.till_schema_3 import check

__all__ = ["GOLDEN", "check"]

GOLDEN = Path(__file__).with_name("till_schema_5.sql")
SENT = BootMoment("boot-1", 1_000)
LEASE = ReservationState("lease-1", "customer-1", ReservationKind.LEASE, 5_000, 72 * 3_600_000, "signed", 1)


def make(path: Path) -> None:
    """That of schema 1, with a hold spent and closed, a lease open, and a decision about the parked sale."""
    prepare_till_database(path, records.TILL_ID, records.TILL_CODE)
    database = Database(path)
    with closing(open_books(path)) as books, closing(Outbox(database)) as outbox:
        books.open_shift(records.shift())
        first, second = records.sale(1), replace(records.sale(2), customer_id=None, points=0, earned=0)
        held = replace(first, redemption=(RedemptionPart("hold-1", 1_500, "signed"),))
        back = records.sale_return(3, held)
        books.note_asked("hold-1", "customer-1", ReservationKind.HOLD, first.receipt_id, 1_500)
        books.note_granted("hold-1", 1_500, 900_000, "signed", SENT)
        end = ReservationClosed("closing-1", "hold-1", "customer-1", 1_500, CloseReason.RECEIPT, records.START)
        books.record_sale(held, sale_entries(held), (end,))
        books.record_sale(second, sale_entries(second))
        books.record_return(back, return_entries(back, held))
        books.record_cash_movement(records.cash_movement(1))
        books.close_shift(records.z_report())
        books.save_draft(records.draft(9))
        sent = outbox.pending(limit=2)
        outbox.confirm(
            sent,
            [
                OperationResult(sent[0].op_id, 1, Outcome.CREATED),
                OperationResult(sent[1].op_id, 2, Outcome.PARKED, "sums_do_not_tie"),
            ],
            records.START,
        )
        books.record_resolution(resolved(first.receipt_id))
        ReservationSide(database).reconcile((LEASE,), (), SENT, records.START, lambda: "unused")
        outbox.note_server("life-1", ("reservations", "epochs"))


def resolved(op_id: str) -> ParkedResolved:
    return ParkedResolved("decision-1", op_id, 1, 2, Resolution.VOID, "operator-1", "boss", "twice", records.START)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "till.db"
        make(made)
        GOLDEN.write_text(dump(made), encoding="utf-8")
