"""The books of schema 6 as they are written by the first program that has it, kept as SQL text beside this file.

``python -m tests.sync.store.golden.till_schema_6`` wrote it. It is not written again once a schema 7 exists.
"""

import tempfile
from contextlib import closing
from pathlib import Path

from pos_app.domain.basket.held import HeldBasket
from pos_app.domain.catalogue.quick_keys import QuickKey, QuickKeys, QuickPage
from pos_app.domain.people.deed import Deed, DeedKind
from sync.store.books import Books, open_books
from sync.store.outbox import Outbox
from tests.sync.store import records
from tests.sync.store.golden import till_schema_5
from tests.sync.store.golden.till_schema_1 import dump

GOLDEN = Path(__file__).with_name("till_schema_6.sql")
DEED = Deed(
    deed_id="deed-1",
    kind=DeedKind.BASKET_HELD,
    at=records.START,
    operator_id="operator-1",
    operator_name="Оля",
    approved_by="operator-2",
    approved_by_name="Нина",
    reason="покупатель вернётся",
    receipt_id=records.record_id(8),
    facts=(("lines", 1), ("sum_kopecks", 5_000)),
)
HELD = HeldBasket(records.basket(8), records.START, "operator-1", 5_000, 1, "синяя куртка")
KEYS = QuickKeys((QuickPage("Хлеб", (QuickKey(0, "item-1"), QuickKey(3, "item-2", "Батон"))),))


def make(path: Path) -> None:
    """That of schema 5, with a basket put aside, a deed and quick keys."""
    till_schema_5.make(path)
    with closing(open_books(path)) as books:
        books.hold_basket(HELD, (DEED,))
        books.save_draft(records.draft(9))
        books.save_quick_keys(KEYS)


def check(books: Books, outbox: Outbox) -> None:
    """Everything of that day is there."""
    till_schema_5.check(books, outbox)
    assert books.held_baskets() == (HELD,)
    assert books.deeds(5) == (DEED,)
    assert books.quick_keys() == KEYS


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "till.db"
        make(made)
        GOLDEN.write_text(dump(made), encoding="utf-8")
