"""Records are stored whole, once, in their order; what breaks a rule of the books is refused and leaves nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pos_app.domain.ledger.postings import return_entries, sale_entries
from pos_app.domain.loyalty.points_delta import PointsDelta
from pos_app.domain.shift.shift import CashMovementKind
from pos_app.domain.transaction.errors import OverReturnError, StoreError
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.stored_receipt import ReceiptKind
from sync.protocol.encoding import EncodingError, decode
from sync.protocol.operation import GENESIS_HASH, OperationKind
from sync.store.books import Books, open_books
from sync.store.connection import Database
from sync.store.engine import sqlite3
from sync.store.outbox import Outbox
from tests.sync.store import records


def sell(books: Books, number: int, /, **fields: object) -> Sale:
    sale = replace(records.sale(number), **fields) if fields else records.sale(number)  # type: ignore[arg-type]
    books.record_sale(sale, sale_entries(sale))
    return sale


def give_back(books: Books, running: int, sale: Sale, quantity: int, line_id: str = "line-1") -> None:
    sale_return = records.sale_return(running, sale, quantity, line_id)
    books.record_return(sale_return, return_entries(sale_return, sale))


def counts(path: Path) -> dict[str, int]:
    database = Database(path)
    tables = ("receipt", "sale_line", "return_line", "ledger_entry", "ledger_leg", "op", "draft")
    found = {table: int(database.rows(f"SELECT count(*) FROM {table}")[0][0]) for table in tables}
    database.close()
    return found


def test_a_sale_is_read_back_as_it_was_after_the_file_was_closed(books: Books, till_path: Path) -> None:
    sale = sell(books, 1)
    books.close()
    again = open_books(till_path)
    assert again.sale(sale.receipt_id) == sale
    assert again.sale_by_number("2-000001") == sale
    assert again.shift_sales(sale.shift_id) == (sale,)
    assert again.sale("nobody") is None
    assert again.sale_by_number("2-000002") is None
    assert again.sale_return(sale.receipt_id) is None
    again.close()


def test_one_transaction_holds_receipt_lines_ledger_and_queue_and_ends_the_draft(books: Books, till_path: Path) -> None:
    books.save_draft(records.draft(1))
    before = counts(till_path)
    sale = sell(books, 1)
    after = counts(till_path)
    entries = sale_entries(sale)
    assert after["receipt"] == before["receipt"] + 1
    assert after["sale_line"] == len(sale.lines)
    assert after["ledger_entry"] == len(entries)
    assert after["ledger_leg"] == sum(len(entry.legs) for entry in entries)
    assert after["op"] == before["op"] + 1
    assert books.load_draft() is None


def test_receipt_numbers_run_over_sales_and_returns(books: Books) -> None:
    assert books.next_receipt_number() == "2-000001"
    sale = sell(books, 1)
    give_back(books, 2, sale, 1_000)
    assert books.next_receipt_number() == "2-000003"
    sell(books, 3)
    assert [(r.number, r.kind) for r in books.recent_receipts(2)] == [
        ("2-000003", ReceiptKind.SALE),
        ("2-000002", ReceiptKind.RETURN),
    ]
    newest = books.recent_receipts(1)[0]
    assert newest.at == datetime(2025, 11, 22, 6, 3, tzinfo=UTC)
    assert newest.money_kopecks == records.sale(3).money_kopecks


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"number": "2-000002"}, "the next receipt number is 2-000001"),
        ({"number": "3-000001"}, "the next receipt number is 2-000001"),
        ({"shift_id": "unknown"}, "never opened"),
    ],
)
def test_a_sale_that_does_not_fit_is_refused_and_leaves_nothing(
    books: Books, till_path: Path, fields: dict[str, object], why: str
) -> None:
    books.save_draft(records.draft(1))
    before = counts(till_path)
    with pytest.raises(StoreError, match=why) as caught:
        sell(books, 1, **fields)
    assert caught.value.key == "refused"
    assert counts(till_path) == before
    assert books.load_draft() == records.draft(1)


def test_entries_of_another_record_are_refused(books: Books, till_path: Path) -> None:
    before = counts(till_path)
    with pytest.raises(StoreError, match="do not belong"):
        books.record_sale(records.sale(1), sale_entries(records.sale(2)))
    assert counts(till_path) == before


def test_a_record_that_could_not_be_read_back_is_never_written(books: Books, till_path: Path) -> None:
    before = counts(till_path)
    for wrong in ({"money_kopecks": 950.0}, {"sold_at": datetime(2025, 11, 22)}, {"number": None}):  # noqa: DTZ001
        with pytest.raises(EncodingError):
            books.record_sale(replace(records.sale(1), **wrong), ())
    assert counts(till_path) == before


def test_storing_the_same_sale_again_changes_nothing_and_another_under_its_id_is_refused(
    books: Books, till_path: Path
) -> None:
    sale = sell(books, 1)
    after = counts(till_path)
    sell(books, 1)
    assert counts(till_path) == after
    with pytest.raises(StoreError, match="another record") as caught:
        books.record_sale(replace(sale, operator_id="someone else"), ())
    assert caught.value.key == "refused"
    assert counts(till_path) == after


def test_returns_come_back_up_to_what_was_sold(books: Books) -> None:
    sale = sell(books, 1)
    assert books.returned_quantities(sale.receipt_id) == {}
    give_back(books, 2, sale, 1_000)
    give_back(books, 3, sale, 2_000, "line-2")
    assert books.returned_quantities(sale.receipt_id) == {"line-1": 1_000, "line-2": 2_000}
    with pytest.raises(OverReturnError) as caught:
        give_back(books, 4, sale, 1_001)
    assert (caught.value.sold, caught.value.returned, caught.value.asked) == (2_000, 1_000, 1_001)
    give_back(books, 4, sale, 1_000)
    assert books.returned_quantities(sale.receipt_id)["line-1"] == 2_000
    assert [r.number for r in books.shift_returns(sale.shift_id)] == ["2-000002", "2-000003", "2-000004"]
    first = records.sale_return(2, sale, 1_000)
    assert books.sale_return(first.receipt_id) == first
    assert books.sale(first.receipt_id) is None


def test_a_return_of_an_unknown_sale_or_line_or_of_a_line_named_twice_is_refused(books: Books, till_path: Path) -> None:
    sale = sell(books, 1)
    before = counts(till_path)
    with pytest.raises(StoreError, match="not in these books"):
        books.record_return(records.sale_return(2, records.sale(7)), ())
    one = records.sale_return(2, sale)
    with pytest.raises(OverReturnError):
        books.record_return(replace(one, lines=(replace(one.lines[0], line_id="line-99"),)), ())
    with pytest.raises(StoreError) as caught:
        books.record_return(records.two_line_return(2, sale), ())
    assert caught.value.key == "refused"
    assert counts(till_path) == before


def test_two_tills_windows_cannot_return_the_same_piece_twice(books: Books, till_path: Path) -> None:
    """The check stands inside the write transaction: a second connection sees what the first one stored."""
    sale = sell(books, 1)
    other = open_books(till_path)
    assert other.returned_quantities(sale.receipt_id) == {}
    give_back(books, 2, sale, 2_000)
    with pytest.raises(OverReturnError):
        give_back(other, 3, sale, 1_000)
    other.close()


def test_the_draft_is_replaced_kept_over_a_restart_and_cleared(books: Books, till_path: Path) -> None:
    assert books.load_draft() is None
    books.save_draft(records.draft(1))
    books.save_draft(records.draft(2))
    books.close()
    again = open_books(till_path)
    assert again.load_draft() == records.draft(2)
    again.clear_draft()
    again.clear_draft()
    assert again.load_draft() is None
    again.close()


def test_a_sold_basket_is_no_draft_any_more(books: Books) -> None:
    sell(books, 1)
    with pytest.raises(StoreError, match="stored receipt already"):
        books.save_draft(records.draft(1))
    assert books.load_draft() is None


def test_a_return_leaves_the_open_sale_alone(books: Books) -> None:
    sale = sell(books, 1)
    books.save_draft(records.draft(5))
    give_back(books, 2, sale, 1_000)
    assert books.load_draft() == records.draft(5)


def test_points_since_the_servers_picture(books: Books, outbox: Outbox) -> None:
    assert books.points_delta("customer-1", 0) == PointsDelta()
    sale = sell(books, 1)
    give_back(books, 2, sale, 1_000)
    sell(books, 3, customer_id="customer-2")
    sell(books, 4, customer_id=None, points=0, earned=0)
    sell(books, 5)
    back = records.sale_return(2, sale)
    assert books.points_delta("customer-1", 0) == PointsDelta(
        spent=3_000, returned=back.points, earned=2 * sale.earned, taken_back=back.earned
    )
    # operations: 1 shift, 2 sale, 3 return, 4 and 5 others, 6 the last sale
    assert books.points_delta("customer-1", 2) == PointsDelta(1_500, back.points, sale.earned, back.earned)
    assert books.points_delta("customer-1", 3) == PointsDelta(spent=1_500, earned=sale.earned)
    assert books.points_delta("customer-1", outbox.last_issued_seq()) == PointsDelta()


def test_points_risked_on_a_day_count_sales_of_that_day_only(books: Books) -> None:
    sale = sell(books, 1)
    give_back(books, 2, sale, 2_000)
    sell(books, 3, business_day=records.DAY + timedelta(days=1))
    assert books.points_risked_on("customer-1", records.DAY) == 1_500
    assert books.points_risked_on("customer-1", records.DAY + timedelta(days=1)) == 1_500
    assert books.points_risked_on("customer-1", records.DAY + timedelta(days=2)) == 0
    assert books.points_risked_on("customer-2", records.DAY) == 0


def test_last_visits_are_the_newest_receipts(books: Books) -> None:
    sell(books, 1)
    sell(books, 2)
    visits = books.last_visit_ms(["customer-1", "customer-2", 'x"; DROP'])
    assert set(visits) == {"customer-1"}
    assert visits["customer-1"] == int((records.START + timedelta(minutes=2)).timestamp() * 1000)


def test_a_shift_lives_from_opening_to_z_report(books: Books) -> None:
    shift = records.shift()
    assert books.current_shift() == shift
    assert books.next_shift_number() == 2
    with pytest.raises(StoreError, match="a shift is open"):
        books.open_shift(records.shift(2))
    sell(books, 1)
    books.record_cash_movement(records.cash_movement(1))
    books.record_cash_movement(records.cash_movement(2, CashMovementKind.CASH_OUT))
    assert books.shift_cash_movements(shift.shift_id) == (
        records.cash_movement(1),
        records.cash_movement(2, CashMovementKind.CASH_OUT),
    )
    with pytest.raises(StoreError, match="the next Z report has number 1"):
        books.close_shift(replace(records.z_report(), z_number=2))
    books.close_shift(records.z_report())
    assert books.current_shift() is None
    assert books.next_z_number() == 2
    for late in (
        lambda: sell(books, 2),
        lambda: give_back(books, 2, records.sale(1), 1_000),
        lambda: books.record_cash_movement(records.cash_movement(3)),
        lambda: books.close_shift(replace(records.z_report(), z_id="again", z_number=2)),
    ):
        with pytest.raises(StoreError, match="is closed"):
            late()
    with pytest.raises(StoreError, match="the next shift has number 2"):
        books.open_shift(records.shift(3))
    books.open_shift(records.shift(2))
    books.close_shift(records.z_report(2))
    assert [z.z_number for z in books.z_reports(10)] == [2, 1]
    assert books.z_reports(1) == (records.z_report(2),)


def test_shift_records_stored_again_change_nothing(books: Books) -> None:
    for _ in range(2):
        books.open_shift(records.shift())
        books.record_cash_movement(records.cash_movement(1))
    assert books.unsent_count() == 2
    for _ in range(2):
        books.close_shift(records.z_report())
    assert books.unsent_count() == 3
    assert books.next_z_number() == 2


def test_every_fact_is_queued_in_order_with_its_own_bytes_and_a_whole_chain(books: Books, outbox: Outbox) -> None:
    sale = sell(books, 1)
    give_back(books, 2, sale, 1_000)
    books.record_cash_movement(records.cash_movement(1))
    books.close_shift(records.z_report())
    operations = outbox.pending()
    assert [op.kind for op in operations] == [
        OperationKind.SHIFT_OPENED,
        OperationKind.SALE,
        OperationKind.RETURN,
        OperationKind.CASH_MOVED,
        OperationKind.SHIFT_CLOSED,
    ]
    assert [op.seq for op in operations] == [1, 2, 3, 4, 5]
    assert operations[1].op_id == sale.receipt_id
    assert decode(Sale, operations[1].body) == sale
    assert operations[0].prev_hash == GENESIS_HASH
    assert all(op.is_intact() and op.till_id == records.TILL_ID and op.epoch == 1 for op in operations)
    assert [op.prev_hash for op in operations[1:]] == [op.hash for op in operations[:-1]]
    assert outbox.broken_at() is None
    assert books.unsent_count() == outbox.depth() == outbox.last_issued_seq() == 5


@pytest.mark.parametrize(
    "table",
    ["receipt", "sale_line", "return_line", "ledger_entry", "ledger_leg", "shift", "cash_movement", "z_report"],
)
def test_what_is_written_once_can_be_neither_changed_nor_deleted_nor_replaced(
    books: Books, till_path: Path, table: str
) -> None:
    sale = sell(books, 1)
    give_back(books, 2, sale, 1_000)
    books.record_cash_movement(records.cash_movement(1))
    books.close_shift(records.z_report())
    database = Database(till_path)
    column = database.rows(f"SELECT name FROM pragma_table_info('{table}')")[0][0]
    for statement in (
        f"UPDATE {table} SET {column} = {column}",
        f"DELETE FROM {table}",
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="written once"):
            database.connection.execute(statement)
    database.close()


def test_a_return_of_another_tills_sale_carries_it_and_is_bounded_by_it(books: Books, till_path: Path) -> None:
    sold = replace(records.sale(1), receipt_id="sale-elsewhere", number="7-000001", till_code="7")
    back = records.sale_return(1, sold, 1000)
    with pytest.raises(StoreError, match="not in these books"):
        books.record_return(back, return_entries(back, sold))
    with pytest.raises(StoreError, match="not in these books"):
        books.record_return(replace(back, sold_elsewhere=records.sale(5)), ())
    carried = replace(back, sold_elsewhere=sold)
    books.record_return(carried, return_entries(carried, sold))
    books.close()
    again = open_books(till_path)
    assert again.sale_return(back.receipt_id) == carried
    assert again.returned_quantities(sold.receipt_id) == {"line-1": 1000}
    more = replace(records.sale_return(2, sold, sold.lines[0].quantity), sold_elsewhere=sold)
    with pytest.raises(OverReturnError):
        again.record_return(more, return_entries(more, sold))
    again.close()
