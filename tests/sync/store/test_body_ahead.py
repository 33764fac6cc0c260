"""A body made ahead: what comes out is what the record itself is, however it changed meanwhile."""

from contextlib import closing
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.domain.ledger.postings import sale_entries
from pos_app.domain.transaction.sale import Sale, Tender, TenderKind
from sync.protocol.encoding import EncodingError, encode
from sync.store.body_ahead import BodyAhead
from sync.store.book import body_of
from sync.store.books import Books, open_outbox
from tests.domain.receipts import sales
from tests.sync.store import records

FIELDS = [field.name for field in fields(Sale)]


@given(sales(), sales(), st.sets(st.sampled_from(FIELDS)))
@settings(max_examples=60, deadline=None)
def test_what_changed_after_it_was_made_is_in_the_bytes(before: Sale, other: Sale, changed: set[str]) -> None:
    """Any fields of a sale may become those of any other sale; the rest stays."""
    now = replace(before, **{name: getattr(other, name) for name in changed})
    ahead = BodyAhead(before)
    assert ahead.body(now) == encode(now) == body_of(now)
    assert ahead.body(before) == body_of(before)


def test_it_is_for_records_of_its_type() -> None:
    ahead = BodyAhead(records.sale(1))
    assert ahead.is_of(records.sale(2))
    assert not ahead.is_of(records.shift())


@pytest.mark.parametrize(
    "wrong",
    [
        {"money_kopecks": 950.0},
        {"sold_at": datetime(2025, 11, 22)},  # noqa: DTZ001
        {"number": None},
        {"lines": ({},)},
    ],
)
def test_what_could_not_be_read_back_is_refused_before_and_after(wrong: dict[str, object]) -> None:
    sale = records.sale(1)
    spoilt = replace(sale, **wrong)  # type: ignore[arg-type]
    with pytest.raises(EncodingError):
        BodyAhead(spoilt)
    with pytest.raises(EncodingError):
        BodyAhead(sale).body(spoilt)
    with pytest.raises(EncodingError):  # equal numbers of another type are no integers
        BodyAhead(sale).body(replace(sale, money_kopecks=float(sale.money_kopecks)))  # type: ignore[arg-type]


def test_a_sale_made_ready_is_stored_as_it_is_at_last(books: Books, till_path: Path) -> None:
    sale = records.sale(1)
    card = (Tender(TenderKind.CARD, sale.money_kopecks, sale.money_kopecks),)
    books.prepare_sale(replace(sale, sold_at=records.START, tenders=card, lines=sale.lines[:2], shift_id="gone"))
    books.record_sale(sale, sale_entries(sale))
    assert books.sale(sale.receipt_id) == sale
    books.prepare_sale(records.sale(1))  # of the sale before: good for nothing, and harmless
    second = records.sale(2)
    books.record_sale(second, sale_entries(second))
    assert books.sale(second.receipt_id) == second
    with closing(open_outbox(till_path)) as outbox:
        assert outbox.broken_at() is None
        assert [each.body for each in outbox.pending()[1:]] == [encode(sale), encode(second)]


def test_nothing_made_ready_is_stored_by_itself(books: Books) -> None:
    books.prepare_sale(records.sale(1))
    assert books.sale(records.record_id(1)) is None
    assert books.next_receipt_number() == "2-000001"
