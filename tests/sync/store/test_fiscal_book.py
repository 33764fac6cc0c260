from contextlib import closing
from pathlib import Path

import pytest

from pos_app.domain.fiscal.fiscal_due import FiscalDue
from pos_app.domain.fiscal.fiscal_receipt import FiscalKind
from pos_app.domain.transaction.errors import StoreError
from sync.store.books import Books, open_books
from tests.sync.store import records


def _store_a_day(books: Books) -> None:
    sold = records.sale(1)
    books.record_sale(sold, ())
    books.record_return(records.sale_return(2, sold), ())
    books.close_shift(records.z_report())


def test_a_till_without_a_registrar_owes_it_nothing(books: Books) -> None:
    _store_a_day(books)
    assert books.fiscal_due() == ()


def test_every_record_becomes_due_in_its_own_transaction(till_path: Path) -> None:
    with closing(open_books(till_path)) as books:
        books.switch_fiscal(is_on=True)
        books.switch_fiscal(is_on=True)
        books.open_shift(records.shift())
        _store_a_day(books)
        with pytest.raises(StoreError):
            books.record_sale(records.sale(7), ())
    with closing(open_books(till_path)) as books:
        due = books.fiscal_due()
        assert [each.kind for each in due] == [
            FiscalKind.SHIFT_OPENED,
            FiscalKind.SALE,
            FiscalKind.RETURN,
            FiscalKind.SHIFT_CLOSED,
        ]
        assert due[1].record_id == records.record_id(1)
        books.switch_fiscal(is_on=False)
        assert books.fiscal_due() == due, "what is due stays due"


def test_a_record_stored_twice_is_due_once(books: Books) -> None:
    books.switch_fiscal(is_on=True)
    books.record_sale(records.sale(1), ())
    books.record_sale(records.sale(1), ())
    assert len(books.fiscal_due()) == 1


def test_an_attempt_is_counted_by_a_refusal_alone(books: Books) -> None:
    books.switch_fiscal(is_on=True)
    books.record_sale(records.sale(1), ())
    (first,) = books.fiscal_due()
    books.mark_refused(first, "fiscal_paper_out", 44, "Нет бумаги")
    books.mark_refused(first, "fiscal_paper_out", 44, "Нет бумаги")
    (second,) = books.fiscal_due()
    assert second == FiscalDue(first.record_id, FiscalKind.SALE, 1, "fiscal_paper_out", 44, "Нет бумаги")
    books.forget_refusals("fiscal_shift_expired")
    assert books.fiscal_due() == (second,)
    books.forget_refusals()
    assert books.fiscal_due()[0].refusal == ""
    assert books.fiscal_due()[0].attempt == 1


def test_what_is_registered_is_kept_and_not_due(books: Books) -> None:
    books.switch_fiscal(is_on=True)
    books.record_sale(records.sale(1), ())
    (due,) = books.fiscal_due()
    assert books.fiscal_document(due.record_id) is None
    books.mark_registered(due, records.START, 17, "0123456789")
    books.mark_registered(due, records.START, 18, "other")
    assert books.fiscal_due() == ()
    assert books.fiscal_document(due.record_id) == (17, "0123456789")
