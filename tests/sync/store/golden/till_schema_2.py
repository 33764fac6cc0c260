"""The books of schema 2 as they are written by the first program that has it, kept as SQL text beside this file.

``python -m tests.sync.store.golden.till_schema_2`` wrote it. It is not written again once a schema 3 exists.
"""

import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from pos_app.domain.ledger.postings import return_entries, sale_entries
from sync.protocol.push import OperationResult, Outcome
from sync.store.books import Books, open_books, open_outbox
from sync.store.outbox import Outbox
from sync.store.till_database import prepare_till_database
from tests.sync.store import records
from tests.sync.store.golden import till_schema_1
from tests.sync.store.golden.till_schema_1 import dump

GOLDEN = Path(__file__).with_name("till_schema_2.sql")


def make(path: Path) -> None:
    """A day: two sales, a return, cash in, the Z report; one operation confirmed, one parked, two papers due."""
    prepare_till_database(path, records.TILL_ID, records.TILL_CODE)
    with closing(open_books(path)) as books, closing(open_outbox(path)) as outbox:
        books.open_shift(records.shift())
        first, second = records.sale(1), replace(records.sale(2), customer_id=None, points=0, earned=0)
        back = records.sale_return(3, first)
        books.record_sale(first, sale_entries(first))
        books.record_sale(second, sale_entries(second))
        books.record_return(back, return_entries(back, first))
        books.record_cash_movement(records.cash_movement(1))
        books.close_shift(records.z_report())
        books.save_draft(records.draft(9))
        books.mark_printed(second.receipt_id)
        books.mark_printed(back.receipt_id)
        books.mark_told((first.receipt_id,))
        sent = outbox.pending(limit=2)
        outbox.confirm(
            sent,
            [
                OperationResult(sent[0].op_id, 1, Outcome.CREATED),
                OperationResult(sent[1].op_id, 2, Outcome.PARKED, "sums_do_not_tie"),
            ],
            records.START,
        )


def check(books: Books, outbox: Outbox) -> None:
    """Everything of that day is there."""
    till_schema_1.check(books, outbox)
    assert [(paper.record_id, paper.told) for paper in books.unprinted()] == [
        (records.z_report().z_id, False),
        (records.record_id(1), True),
    ]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "till.db"
        make(made)
        GOLDEN.write_text(dump(made), encoding="utf-8")
