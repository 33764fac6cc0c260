from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from pos_app.backtest.receipt_maker import receipt_maker
from pos_app.backtest.receipt_sources import ReceiptSourceError, in_order_of_time, open_source, opened_sources
from pos_app.domain.ledger.postings import return_entries, sale_entries
from pos_app.domain.transaction.sale import Sale
from sync.protocol.encoding import decode, encode
from sync.protocol.operation import unix_ms
from sync.server.database import open_engine, writing
from sync.server.migrate import migrate
from sync.server.tables import OPERATION, RECEIPT
from sync.store.books import open_books
from sync.store.engine import sqlite3
from sync.store.till_database import prepare_till_database
from tests.sync.store import records


@pytest.fixture
def till_path(tmp_path: Path) -> Path:
    """A till's books with three sales and a return."""
    path = tmp_path / "till.db"
    prepare_till_database(path, records.TILL_ID, records.TILL_CODE)
    with closing(open_books(path)) as books:
        books.open_shift(records.shift())
        for number in range(1, 4):
            books.record_sale(records.sale(number), sale_entries(records.sale(number)))
        back = records.sale_return(4, records.sale(1))
        books.record_return(back, return_entries(back, records.sale(1)))
    return path


@pytest.fixture
def server_path(tmp_path: Path) -> Path:
    """A server's database with two applied sales, an operation that was parked, and a return."""
    path = tmp_path / "server.db"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    with writing(engine) as connection:
        for number, (kind, state) in enumerate(
            (("sale", "applied"), ("sale", "parked"), ("return", "applied"), ("sale", "applied")), start=1
        ):
            sale = records.sale(number)
            key = {"till_id": "till", "epoch": 1, "seq": number}
            operation = {"v": 1, "received_ms": 0, "prev_hash": "", "hash": "", "reason": None, "kind": kind}
            connection.execute(
                insert(OPERATION).values(
                    **key,
                    **operation,
                    op_id=sale.receipt_id,
                    business_ms=unix_ms(sale.sold_at),
                    body=encode(sale),
                    state=state,
                )
            )
            if state == "applied":
                figures = dict.fromkeys(("money_kopecks", "points_kopecks", "points", "earned"), 0)
                connection.execute(
                    insert(RECEIPT).values(
                        **key,
                        **figures,
                        receipt_id=sale.receipt_id,
                        kind=kind,
                        number=sale.number,
                        customer_id=sale.customer_id,
                        business_day=sale.business_day,
                    )
                )
    engine.dispose()
    return path


def sales_in(path: Path) -> list[Sale]:
    with closing(open_source(path)) as source:
        return [decode(Sale, source.body(place.locator)) for _, place in in_order_of_time([source])]


def test_a_tills_books_hold_its_sales(till_path: Path) -> None:
    before = till_path.read_bytes()
    assert sales_in(till_path) == [records.sale(number) for number in (1, 2, 3)]
    assert till_path.read_bytes() == before


def test_a_server_holds_the_sales_that_it_applied(server_path: Path) -> None:
    assert sales_in(server_path) == [records.sale(number) for number in (1, 4)]


def test_the_till_may_be_at_work_meanwhile(till_path: Path) -> None:
    with closing(open_source(till_path)) as source, closing(open_books(till_path)) as books:
        books.record_sale(records.sale(5), sale_entries(records.sale(5)))
        assert len(list(source.places())) == 4


def test_lines_are_read_in_order_of_time(tmp_path: Path) -> None:
    maker = receipt_maker(5, 1)
    path = tmp_path / "receipts.jsonl"
    path.write_bytes(b"\n".join([*(maker.receipt_line(number) for number in (3, 0, 4, 1, 2)), b""]))
    with closing(open_source(path)) as source:
        order = in_order_of_time([source])
        sales = [decode(Sale, source.body(place.locator)) for _, place in order]
    assert sales == [maker.receipt(number) for number in range(5)]
    assert [place.customer_id for _, place in order] == [sale.customer_id for sale in sales]


def test_receipts_of_several_files_are_put_in_one_order(tmp_path: Path) -> None:
    maker = receipt_maker(6, 1)
    for name, numbers in (("a", (0, 3, 4)), ("b", (1, 2, 5))):
        (tmp_path / name).write_bytes(b"\n".join(maker.receipt_line(number) for number in numbers))
    with opened_sources([tmp_path / "a", tmp_path / "b"]) as sources:
        order = in_order_of_time(sources)
    assert [number for number, _ in order] == [0, 1, 1, 0, 0, 1]


def test_another_database_is_no_source(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE receipt (x)")
    connection.commit()
    connection.close()
    with pytest.raises(ReceiptSourceError, match="expected the books of a till or a server"):
        open_source(path)


def test_a_sale_that_was_stored_in_an_older_shape_is_read() -> None:
    sale = receipt_maker(1, 1).receipt(0)
    assert decode(Sale, encode(sale)) == sale
    assert sale.sold_at.utcoffset() == timedelta(0)
