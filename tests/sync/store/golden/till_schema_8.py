"""The books of schema 8 as they are written by the first program that has it, kept as SQL text beside this file.

``python -m tests.sync.store.golden.till_schema_8`` wrote it. It is not written again once a schema 9 exists.
"""

import tempfile
from contextlib import closing
from pathlib import Path

from pos_app.domain.stored_value.value_hold import ValueHold
from pos_app.domain.stored_value.value_kind import ValueKind
from sync.store.books import Books, open_books
from sync.store.outbox import Outbox
from tests.sync.store.golden import till_schema_7
from tests.sync.store.golden.till_schema_1 import dump

GOLDEN = Path(__file__).with_name("till_schema_8.sql")
HOLD = ValueHold("hold-8", ValueKind.CERTIFICATE, "KG00000000018", "receipt-8", 50_000)


def make(path: Path) -> None:
    """That of schema 7, with money of a certificate set aside for an open receipt."""
    till_schema_7.make(path)
    with closing(open_books(path)) as books:
        books.note_value_asked(HOLD.hold_id, HOLD.kind, HOLD.owner, HOLD.receipt_id)
        books.note_value_granted(HOLD.hold_id, HOLD.kopecks)


def check(books: Books, outbox: Outbox) -> None:
    """Everything of that day is there."""
    till_schema_7.check(books, outbox)
    assert books.unsettled_value_holds() == (HOLD,)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "till.db"
        make(made)
        GOLDEN.write_text(dump(made), encoding="utf-8")
