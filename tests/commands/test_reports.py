"""`./till reports` and `./till server reports`: what ties, what does not, and sums made anew."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from pos_app.cli import main
from sync.reports.tables import REPORT_PART
from sync.server.central import open_home
from sync.server.database import writing
from sync.server.tables import RECEIPT
from sync.store.books import open_books
from sync.store.engine import sqlite3
from sync.store.till_database import prepare_till_database
from tests.sync.server.reports.trading import Trading
from tests.sync.server.running import fill_home
from tests.sync.server.shop import Shop
from tests.sync.store.reports.counter import trading_into, without_guards


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main([*arguments])
    return code, capsys.readouterr().out


def test_the_servers_reports_are_compared_and_made_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill_home(tmp_path)
    central = open_home(tmp_path)
    shop = Shop(central)
    trading = Trading()
    trading.day(1)
    trading.send(shop)
    command = ("--home", str(tmp_path), "server", "reports")
    code, text = asked(capsys, *command)
    assert (code, text.splitlines()[-1]) == (0, "every report ties to the receipts")
    with writing(central.engine) as connection:
        connection.execute(update(REPORT_PART).values(net_sales_kopecks=REPORT_PART.c.net_sales_kopecks + 1))
    code, text = asked(capsys, *command)
    assert code == 1
    assert "net_sales_kopecks" in text
    assert asked(capsys, *command, "--rebuild")[0] == 0
    with writing(central.engine) as connection:
        connection.execute(delete(RECEIPT).where(RECEIPT.c.receipt_id == "sale-000002"))
    code, text = asked(capsys, *command)
    assert code == 1
    assert "lost, receipt 2-000002 (register row)" in text
    central.close()


def test_the_tills_reports_are_compared_and_made_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    books = tmp_path / "till.db"
    command = ("--home", str(tmp_path), "reports")
    assert asked(capsys, *command)[0] == 2
    prepare_till_database(books, "till-1", "2")
    with closing(open_books(books)) as opened:
        trading_into(opened).day(1)
    code, text = asked(capsys, *command)
    assert (code, text.splitlines()[-1]) == (0, "every report ties to the receipts")
    assert asked(capsys, *command, "--rebuild")[0] == 0
    without_guards(books, "receipt")
    with closing(sqlite3.connect(str(books))) as connection:
        connection.execute("UPDATE receipt SET business_day = '2026-01-01' WHERE receipt_id = 'sale-000001'")
        connection.commit()
    code, text = asked(capsys, *command)
    assert code == 1
    assert "redated, receipt 2-000001 (register business_day): expected 2026-03-02, found 2026-01-01" in text
