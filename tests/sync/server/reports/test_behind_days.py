"""On the server's own databases: every figure over some days leads to its receipts or deeds, page by page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from pos_app.domain.report.beside_figure import CREDITED, REWARDED, beside_of
from pos_app.domain.report.building import deeds_report
from pos_app.domain.report.deed_figure import DEED_FIGURES, deeds_of
from pos_app.domain.report.document import Note
from pos_app.domain.report.figures import Scope
from pos_app.domain.report.link import CustomerLink, DeedsLink, ReceiptsLink
from pos_app.domain.report.receipt_choice import FIGURES, choice_of
from pos_app.domain.report.setting import Setting
from pos_app.domain.report.shift_sums import total
from pos_app.domain.report.table import Row, Table
from sync.protocol.encoding import encode
from sync.server.reports.server_reports import ServerReports
from tests.sync.server.paper import AT, DAY
from tests.sync.server.reports.trading import Trading
from tests.sync.server.shop import IVAN, OLGA, Shop
from tests.sync.server.test_points_beside_receipts import CREDIT, reward

LAST = DAY + timedelta(days=10)
DAYS = (("first", DAY.isoformat()), ("last", LAST.isoformat()))
SCOPE = Scope(None, DAY, LAST)


@pytest.fixture
def reports(shop: Shop) -> ServerReports:
    """Three days of trade, one with a difference."""
    trading, made = Trading(), ServerReports(shop.central)
    for number, off in ((1, 0), (2, -300), (3, 20)):
        trading.day(number, off, "сдача")
        trading.send(shop)
    made.fold()
    return made


def walked(page_of: Callable[[str], tuple[int, str | None]]) -> int:
    """How many rows all pages have together."""
    rows, after = 0, ""
    while True:
        count, following = page_of(after)
        rows += count
        if following is None:
            return rows
        assert following != after
        after = following


@pytest.mark.parametrize("part", [(), (("operator_id", "boss"),), (("hour", "13"),), (("shop", "shop"),)])
def test_lists_of_receipts_add_up_to_their_figures(reports: ServerReports, part: tuple[tuple[str, str], ...]) -> None:
    seen = 0
    for name in (*FIGURES, "discount"):
        if name == "discount" and part and part[0][0] != "shop":
            continue
        choice = choice_of(ReceiptsLink(name, "", tuple(sorted((*DAYS, *part)))), None)
        amounts: list[int] = []

        def page_of(after: str, choice=choice, amounts=amounts) -> tuple[int, str | None]:  # type: ignore[no-untyped-def]
            page = reports.receipts(choice, 2, after)
            amounts += [each for each in page.amounts if each is not None]
            assert len(page.amounts) == len(page.lines) == len(page.shop_ids)
            return len(page.lines), page.next_after

        rows = walked(page_of)
        whole = reports.receipts(choice, 500)
        assert (whole.next_after, len(whole.lines)) == (None, rows)
        assert sum(amounts) == whole.amount, name
        assert whole.count in (None, rows), name
        seen += rows
    assert seen > 0


def test_lists_of_deeds_are_as_long_as_their_figures(reports: ServerReports) -> None:
    for name, figure in DEED_FIGURES.items():
        choice = deeds_of(DeedsLink(name, "", DAYS), None)

        def page_of(after: str, choice=choice) -> tuple[int, str | None]:  # type: ignore[no-untyped-def]
            page = reports.deeds_behind(choice, 1, after)
            return len(page.lines), page.next_after

        sums = reports.shifts(SCOPE).sums
        assert walked(page_of) == sum(getattr(sums, each) for each in figure.figure.counts), name
    strange = deeds_of(DeedsLink("approved", "", DAYS), frozenset({"elsewhere"}))
    assert reports.deeds_behind(strange).lines == ()


def test_a_persons_difference_leads_to_the_shifts_that_he_closed(reports: ServerReports) -> None:
    (mine,) = (line for line in reports.cashiers(SCOPE).lines if line.operator_id == "operator-1")
    found = reports.shifts(SCOPE, closed_by="operator-1")
    assert [line.over_short_kopecks for line in found.lines] == [-300, 20]
    assert found.over_kopecks + found.short_kopecks == mine.over_short_kopecks == -280
    assert found.differences_count == mine.differences_count == 2
    assert reports.shifts(Scope(frozenset({"elsewhere"}), DAY, LAST), closed_by="operator-1").lines == ()
    assert reports.shifts(SCOPE, closed_by="boss").lines == ()


@pytest.mark.parametrize("after", ["x", "||||", "2026-01-01|x|-1|y", "9999-12-31|z|999999999999999999|z", "'|'|1|'"])
def test_a_place_that_somebody_made_up_is_none(reports: ServerReports, after: str) -> None:
    choice = choice_of(ReceiptsLink("all", "", DAYS), None)
    assert len(reports.receipts(choice, 500, after).lines) in (0, 12)
    deeds = deeds_of(DeedsLink("voids_before", "", DAYS), None)
    assert len(reports.deeds_behind(deeds, 500, after).lines) in (0, 3)


def test_points_beside_receipts_lead_to_who_gave_them_to_whom(shop: Shop) -> None:
    trading, made = Trading(), ServerReports(shop.central)
    for number in (1, 2):
        trading.open(number, days=number - 1)
        at = trading.shift.opened_at + timedelta(minutes=20)
        for place in range(2):
            name = f"credit-{number}-{place}"
            lot = replace(CREDIT.lots[0], lot_id=name)
            credit = replace(CREDIT, credit_id=name, credited_at=at, business_day=at.date(), lots=(lot,))
            trading.stream.add_body(name, "quick_credit", encode(credit))
        given = reward(100 * number, reward_id=f"reward-{number}", given_at=at, business_day=at.date())
        trading.stream.add_body(given.reward_id, "reward_given", encode(given))
        trading.close()
        trading.send(shop)
    made.fold()
    setting = Setting("Europe/Moscow", AT)
    flow = total(day.sums for day in made.points_flow(SCOPE).days)
    for figure, points, rows in ((CREDITED, flow.credited, 4), (REWARDED, flow.rewarded, 2)):
        for narrow, shift, share in ((DAYS, "", 1), ((), "shift-1", 2)):
            link, listed, after = DeedsLink(figure, shift, narrow), list[Row](), ""
            while after is not None:
                report, after = deeds_report(made, link, frozenset({"shop"}), setting, after, 1)  # type: ignore[assignment]
                table = next(block for block in report.blocks() if isinstance(block, Table))
                assert not any(isinstance(block, Note) for block in report.blocks())
                listed += table.rows
            assert len(listed) == rows // share
            assert table.totals[2].value == sum(int(row[2].value) for row in listed)  # type: ignore[arg-type, call-overload]
            assert shift or table.totals[2].value == points > 0
            assert {row[1].link for row in listed} == {CustomerLink(IVAN if figure == CREDITED else OLGA)}
        assert made.points_beside(beside_of(DeedsLink(figure, "", DAYS), frozenset({"elsewhere"}))).lines == ()
        assert made.points_beside(beside_of(DeedsLink(figure, "shift-1"), frozenset({"elsewhere"}))).points == 0
