"""The books of schema 2 as the program that had it wrote them, kept as SQL text beside this file.

The day in it: that of schema 1, with two papers due. It cannot be written again.
"""

from pathlib import Path

from sync.store.books import Books
from sync.store.outbox import Outbox
from tests.sync.store import records
from tests.sync.store.golden import till_schema_1

GOLDEN = Path(__file__).with_name("till_schema_2.sql")


def check(books: Books, outbox: Outbox) -> None:
    """Everything of that day is there."""
    till_schema_1.check(books, outbox)
    assert [(paper.record_id, paper.told) for paper in books.unprinted()] == [
        (records.z_report().z_id, False),
        (records.record_id(1), True),
    ]
