"""Behind burnt, corrected and owed points stand postings and accounts that add up to the figure, page by page."""

from dataclasses import replace
from datetime import timedelta

from pos_app.domain.report.building import points_report
from pos_app.domain.report.figures import Scope
from pos_app.domain.report.link import CustomerLink, PointsLink
from pos_app.domain.report.points_part import PointsPart
from pos_app.domain.report.setting import Setting
from pos_app.domain.report.table import Table
from sync.server.expiry import burn_expired
from sync.server.reports.ledger_days import keep_ledger_days
from sync.server.reports.server_reports import ServerReports
from tests.sync.server.paper import AT, DAY, Stream, sale, sale_return
from tests.sync.server.shop import OLGA, OPENING_LOTS, TILL, Shop

SCOPE = Scope(None, DAY - timedelta(days=1), DAY + timedelta(days=60))


def listed(shop: Shop, part: PointsPart) -> list[int]:
    reports, found = ServerReports(shop.central), list[int]()
    after: str | None = ""
    while after is not None:
        page = reports.points_behind(PointsLink(part, SCOPE.first_day, SCOPE.last_day), 1, after)
        found += [line.points for line in page.lines]
        assert page.points == getattr(Said(shop), part.value)
        after = page.next_after
    return found


class Said:
    """The figures of the report of points."""

    def __init__(self, shop: Shop) -> None:
        flow = ServerReports(shop.central).points_flow(SCOPE)
        assert flow.ledger is not None and flow.owed is not None
        self.burnt, self.corrected, self.awarded, self.charity = (
            sum(getattr(day, name) for day in flow.ledger) for name in ("burnt", "corrected", "awarded", "charity")
        )
        self.owed, self.debt = flow.owed.points, flow.owed.debt


def test_lists_add_up_to_their_figures(shop: Shop) -> None:
    stream = Stream(TILL)
    sold = sale(1, OLGA, pieces=(2,), points=15_000, earned=0)
    stream.add(sold)
    shop.push(stream.request())
    shop.clock.at = AT + timedelta(days=8)
    burn_expired(shop.central.engine, shop.central.today(), shop.central.now())
    shop.clock.at = AT + timedelta(days=9)
    back = replace(sale_return(2, sold, {"line-0": 2}), returned_at=AT + timedelta(days=9))
    stream.add(back)
    shop.push(stream.request(stream.operations[-1]))
    burn_expired(shop.central.engine, shop.central.today(), shop.central.now())
    keep_ledger_days(shop.central)
    said = Said(shop)
    assert said.burnt > 0
    for part in PointsPart:
        assert sum(listed(shop, part)) == getattr(said, part.value), part
    assert sum(listed(shop, PointsPart.CORRECTED)) == sum(points for _, _, points in OPENING_LOTS)


def test_a_sheet_of_points_leads_to_customers_and_has_all_rows(shop: Shop) -> None:
    keep_ledger_days(shop.central)
    made = points_report(
        ServerReports(shop.central),
        PointsLink(PointsPart.OWED, SCOPE.first_day, SCOPE.last_day),
        Setting("Europe/Moscow", shop.central.now()),
        limit=1,
    )
    assert made is not None
    report, _ = made
    table = next(block for block in report.blocks() if isinstance(block, Table))
    assert isinstance(table.rows[0][0].link, CustomerLink)
    assert table.whole is not None
    rows = list(table.whole())
    assert rows
    assert sum(int(row[2].value) for row in rows) == table.totals[2].value  # type: ignore[arg-type]
