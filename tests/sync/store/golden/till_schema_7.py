"""The books of schema 7 as they are written by the first program that has it, kept as SQL text beside this file.

``python -m tests.sync.store.golden.till_schema_7`` wrote it. It is not written again once a schema 8 exists.
"""

import tempfile
from contextlib import closing
from pathlib import Path

from pos_app.domain.people.card_binding import CardBound
from pos_app.domain.people.card_blocking import CardBlocked
from pos_app.domain.people.fact import FactState, KeptFact
from pos_app.domain.people.held_card import BlockReason
from sync.store.books import Books, open_books
from sync.store.outbox import Outbox
from tests.sync.store import records
from tests.sync.store.golden import till_schema_6
from tests.sync.store.golden.till_schema_1 import dump

GOLDEN = Path(__file__).with_name("till_schema_7.sql")
WHO = "customer-7"
BOUND = CardBound("bound-1", WHO, "KP000000018", "operator-1", records.START)
BLOCKED = CardBlocked("blocked-1", WHO, "KP000000018", BlockReason.LOST, "operator-1", records.START)


def make(path: Path) -> None:
    """That of schema 6, with a card that was handed out and lost."""
    till_schema_6.make(path)
    with closing(open_books(path)) as books:
        books.record_people((BOUND, BLOCKED))


def check(books: Books, outbox: Outbox) -> None:
    """Everything of that day is there."""
    assert books.held_baskets() == (till_schema_6.HELD,)
    assert books.sale_by_number("2-000001") is not None
    assert [op.op_id for op in outbox.pending()][-2:] == ["bound-1", "blocked-1"]
    assert books.person_facts(WHO) == (KeptFact(BOUND, FactState.QUEUED), KeptFact(BLOCKED, FactState.QUEUED))
    assert books.card_fact("KP000000018") == KeptFact(BLOCKED, FactState.QUEUED)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "till.db"
        make(made)
        GOLDEN.write_text(dump(made), encoding="utf-8")
