"""The till looks at its own closed shifts when somebody asks, each once; a file made anew comes to the same."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from pos_app.domain.people.customer_came import CameBy, CustomerCame
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.report.alarms import AlarmList
from pos_app.domain.report.figures import Scope
from pos_app.domain.suspicion.alarm import Pattern
from sync.protocol.encoding import encode
from sync.reports.tables import SUSPICION_OPERATOR
from sync.store.books import Books, open_books
from sync.store.reports.report_file import ReportFile
from sync.store.reports.till_reports import TillReports
from sync.store.till_database import prepare_till_database
from tests.sync.server.paper import DAY
from tests.sync.server.shop import OLGA
from tests.sync.store.reports.counter import trading_into

SCOPE = Scope(None, DAY, DAY + timedelta(days=60))
TYPED_FIRST = CustomerCame(CameBy.CARD_TYPED, 0)


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    path = tmp_path / "till.db"
    prepare_till_database(path, "till-1", "2")
    with closing(open_books(path)) as opened:
        yield opened


@pytest.fixture
def reports(tmp_path: Path, books: Books) -> Iterator[TillReports]:
    opened = TillReports(
        tmp_path / "reports.db",
        tmp_path / "till.db",
        ZoneInfo("Europe/Moscow"),
        "Лавка",
        lambda ids: dict.fromkeys(ids, "Анна"),
        lambda: 100,
        own_accounts=lambda: {"operator-1": "her-own"},
    )
    yield opened
    opened.close()


def asked(reports: TillReports) -> AlarmList:
    reports.fold()
    return reports.alarms(SCOPE)


def test_a_closed_shift_is_looked_at_when_somebody_asks(books: Books, reports: TillReports) -> None:
    trading = trading_into(books)
    trading.open(1)
    receipts = tuple(trading.sell(1, minutes=number, came=TYPED_FIRST).receipt_id for number in range(5))
    assert (asked(reports).count, asked(reports).closed) == (0, 0)
    trading.close()
    found = asked(reports)
    assert (found.closed, found.looked_at) == (1, 1)
    (line,) = found.lines
    assert (line.alarm.pattern, line.alarm.customer_id, line.alarm.receipts) == (Pattern.ONE_CARD, OLGA, receipts)
    assert asked(reports) == found
    reports.rebuild()
    assert asked(reports) == found


def test_discounts_by_hand_are_among_what_it_looks_at(tmp_path: Path, books: Books, reports: TillReports) -> None:
    trading = trading_into(books)
    trading.open(1)
    sales = [trading.sell(1, customer=False, minutes=each) for each in range(4)]
    for sale in sales[:3]:
        deed = Deed(
            f"deed-{sale.receipt_id}",
            DeedKind.BASKET_DISCOUNT,
            sale.sold_at,
            "operator-1",
            "Анна",
            receipt_id=sale.receipt_id,
            facts=(("how", "percent"), ("value", 500), ("asked_bp", 500), ("limit_bp", 500)),
        )
        trading.stream.add_body(deed.deed_id, "deed", encode(deed))
    trading.close()
    assert asked(reports).count == 0, "nothing is usual yet at a new shop"
    reports.close()
    file = ReportFile(tmp_path / "reports.db")
    with file.reading() as connection:
        kept = connection.execute(select(SUSPICION_OPERATOR)).one()
    file.close()
    assert (kept.receipts, kept.at_limit, kept.at_limit_cash) == (4, 3, 3)
