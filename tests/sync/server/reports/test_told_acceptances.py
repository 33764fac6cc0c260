"""A till hears that the office accepted its shift, and accepts it no second time."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pos_app.domain.people.deed import DeedKind
from sync.protocol.acceptances import AcceptancesRequest
from sync.server.reports.acceptance import accept_z
from sync.server.reports.told_acceptances import told_acceptances
from sync.store.books import open_books
from sync.store.till_database import prepare_till_database
from tests.sync.server.reports.trading import Trading
from tests.sync.server.shop import Shop
from tests.sync.store.reports.counter import trading_into
from tests.sync.store.reports.test_till_reports import SCOPE, TillReports, reports_of

SHOP = frozenset({"shop"})


@pytest.fixture
def till(tmp_path: Path) -> Iterator[TillReports]:
    """A till with the same shift in its books as the server was told."""
    path = tmp_path / "till.db"
    prepare_till_database(path, "till-1", "2")
    with closing(open_books(path)) as books:
        trading_into(books).day(1, -500, "сдача")
        reports = reports_of(tmp_path / "reports.db", path)
        reports.fold()
        yield reports
        reports.close()


def test_the_office_says_it_once(shop: Shop, till: TillReports) -> None:
    trading = Trading()
    trading.day(1, -500, "сдача")
    trading.send(shop)

    def ask(shift_ids: tuple[str, ...]) -> tuple[object, ...]:
        return told_acceptances(shop.central, shop.till(), AcceptancesRequest(shift_ids)).deeds

    till._told_by_office = ask  # type: ignore[assignment]
    assert till.hear() == 0
    accepted = accept_z(shop.central, "shift-1", SHOP, "owner", "Глеб", "видел")
    assert till.hear() == 1
    detail = till.shift("shift-1", None)
    assert detail is not None
    assert detail.line.acceptance == accepted
    assert detail.findings == ()
    assert till.shifts(SCOPE).waiting_count == 0
    assert till.hear() == 0


def test_a_till_of_another_shop_hears_nothing(shop: Shop) -> None:
    trading = Trading()
    trading.day(1)
    trading.send(shop)
    accept_z(shop.central, "shift-1", SHOP, "owner", "Глеб", "")
    own = told_acceptances(shop.central, shop.till(), AcceptancesRequest(("shift-1", "no\0id", "x" * 99)))
    assert [deed.kind for deed in own.deeds] == [DeedKind.Z_ACCEPTED]
    stranger = replace(shop.till(), shop_id="elsewhere")
    assert told_acceptances(shop.central, stranger, AcceptancesRequest(("shift-1",))).deeds == ()
