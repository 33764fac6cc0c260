"""What tills told, folded: every report is the sum of the receipts, and the shift's report is the Z report."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from pos_app.domain.report.figures import Scope
from pos_app.domain.report.fold import fold, report_of
from pos_app.domain.report.link import ReceiptsLink
from pos_app.domain.report.receipt_choice import choice_of
from pos_app.domain.report.shift_sums import total
from sync.reports.tables import DERIVED, REPORT_CURSOR
from sync.server.database import reading
from sync.server.reports.fold_operations import fold_new, rebuild
from sync.server.reports.server_reports import ServerReports
from tests.sync.server.paper import DAY
from tests.sync.server.reports.trading import Trading
from tests.sync.server.shop import Shop

SCOPE = Scope(None, DAY, DAY + timedelta(days=400))


def derived(shop: Shop) -> dict[str, list[tuple[object, ...]]]:
    with reading(shop.central.engine) as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in DERIVED
            if table is not REPORT_CURSOR
        }


def test_the_shift_of_a_report_is_its_z_report(shop: Shop) -> None:
    trading, reports = Trading(), ServerReports(shop.central)
    stated = []
    for number, off, why in ((1, 0, ""), (2, -700, "сдача"), (3, 50, "нашли")):
        stated.append(trading.day(number, off, why))
        trading.send(shop)
    assert reports.fold() == len(trading.stream.operations)
    assert reports.fold() == 0
    for z_report in stated:
        detail = reports.shift(z_report.report.shift.shift_id, None)
        assert detail is not None
        line = detail.line
        opened = z_report.report.shift
        told = report_of(opened, line.sums, line.first_number, line.last_number, z_report.closed_at)
        assert told == z_report.report
        assert line.expected_cash_kopecks == z_report.report.expected_cash_kopecks
        assert (line.over_short_kopecks, line.over_short_reason) == (
            z_report.over_short_kopecks,
            z_report.over_short_reason,
        )
        assert detail.findings == ()
        assert total(part.sums for part in detail.parts) == line.sums
        assert detail.movements == tuple(
            sorted(
                (each for each in trading.movements if each.shift_id == opened.shift_id),
                key=lambda each: each.movement_id,
            )
        )
        assert [(deed.operator_name, deed.approved_by_name) for deed in detail.deeds] == [("Анна", "Вера")]


def test_every_report_is_the_sum_of_the_receipts(shop: Shop) -> None:
    trading, reports = Trading(), ServerReports(shop.central)
    numbers = range(1, 40, 3)
    for number in numbers:
        trading.day(number, off_kopecks=(number % 5 - 2) * 100, reason="пересчитано")
        trading.send(shop)
        reports.fold()
    for scope in (SCOPE, Scope(None, DAY + timedelta(days=3), DAY + timedelta(days=34))):
        days = {number: DAY + timedelta(days=number - 1) for number in numbers}
        inside = {f"shift-{n}" for n, day in days.items() if scope.first_day <= day <= scope.last_day}
        records = [each for each in (*trading.sales, *trading.returns, *trading.movements) if each.shift_id in inside]
        whole = total(
            [*(fold(each).sums for each in records), *(fold(each).sums for each in trading.deeds[: len(inside)])]
        )
        listed = reports.shifts(scope, limit=100)
        assert (listed.sums, listed.shifts_count) == (whole, len(inside))
        assert total(each.sums for each in listed.lines) == whole
        assert total(each.sums for each in reports.hours(scope)) == whole
        assert total(each.sums for each in reports.cashiers(scope).lines) == whole
        assert total(each.sums for each in reports.days(scope)) == whole
        offs = [each.over_short_kopecks or 0 for each in listed.lines]
        assert [abs(off) for off in offs] == sorted((abs(off) for off in offs), reverse=True)
        history = reports.differences(scope)
        assert sum(each.over_kopecks for each in history.days) == listed.over_kopecks == sum(o for o in offs if o > 0)
        assert sum(each.short_kopecks for each in history.days) == listed.short_kopecks
        assert [each.over_short_kopecks for each in history.lines] == [off for off in offs if off]


def test_folding_piece_by_piece_is_folding_all_at_once(shop: Shop) -> None:
    trading = Trading()
    for number in range(1, 5):
        trading.open(number, days=number - 1)
        fold_after = trading.sell(2)
        trading.send(shop)
        fold_new(shop.central)
        trading.take_back(fold_after)
        trading.void_line(approved=False)
        trading.send(shop)
        fold_new(shop.central)
        trading.close(number)
        trading.send(shop)
        fold_new(shop.central)
    piecemeal = derived(shop)
    assert rebuild(shop.central) == len(trading.stream.operations)
    assert derived(shop) == piecemeal


def test_a_missing_z_report_is_named(shop: Shop) -> None:
    trading, reports = Trading(), ServerReports(shop.central)
    for number in (1, 2, 4):
        trading.day(number)
        trading.send(shop)
    reports.fold()
    assert [finding.figure for line, finding in reports.compare() if line is None] == [
        "shop, till 2: z_number 3",
        "shop, till 2: number 3",
    ]


def test_from_a_figure_to_its_receipts(shop: Shop) -> None:
    trading, reports = Trading(), ServerReports(shop.central)
    trading.day(1)
    trading.send(shop)
    reports.fold()
    everything = reports.receipts(choice_of(ReceiptsLink("all", "shift-1"), None))
    assert [each.number for each in everything.lines] == ["2-000001", "2-000002", "2-000003", "2-000004"]
    assert everything.amount == sum(each or 0 for each in everything.amounts) == 30_000 + 10_000 + 20_000 - 10_000
    assert everything.count == 4
    returns = reports.receipts(choice_of(ReceiptsLink("returns", "shift-1"), None))
    assert [each.number for each in returns.lines] == ["2-000004"]
    narrow = ReceiptsLink("customers", "shift-1", (("operator_id", "boss"),))
    assert [each.number for each in reports.receipts(choice_of(narrow, None)).lines] == ["2-000003"]
    by_hour = ReceiptsLink("sales", "", (("day", DAY.isoformat()), ("hour", "13")))
    assert [each.number for each in reports.receipts(choice_of(by_hour, None)).lines] == ["2-000002", "2-000003"]
    page = reports.receipts(choice_of(ReceiptsLink("all", "shift-1"), None), limit=3)
    assert page.next_after is not None
    rest = reports.receipts(choice_of(ReceiptsLink("all", "shift-1"), None), limit=3, after=page.next_after)
    assert [each.number for each in (*page.lines, *rest.lines)] == [each.number for each in everything.lines]
    assert rest.next_after is None


def test_one_shops_manager_gets_nothing_of_another(shop: Shop) -> None:
    trading, reports = Trading(), ServerReports(shop.central)
    trading.day(1, off_kopecks=-5, reason="нет")
    trading.send(shop)
    reports.fold()
    strange = frozenset({"elsewhere"})
    scope = replace(SCOPE, shop_ids=strange)
    assert reports.shift("shift-1", strange) is None
    assert reports.shifts(scope).lines == ()
    assert reports.receipts(choice_of(ReceiptsLink("all", "shift-1"), strange)).lines == ()
    assert (reports.hours(scope), reports.cashiers(scope).lines, reports.days(scope)) == ((), (), ())
    assert (reports.discounts(scope), reports.deeds(scope).lines, reports.differences(scope).lines) == ((), (), ())
    assert reports.shift("shift-1", frozenset({"shop"})) is not None
