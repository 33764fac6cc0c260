"""From every figure of every report to its receipts, and what they add up to is the figure: 0.00 of difference."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.loyalty.rules.rewards import ServiceReward
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.report.beside_figure import BESIDE_FIGURES, BesideRecord
from pos_app.domain.report.building import day_report, deeds_report, receipts_report, shift_report, shifts_report
from pos_app.domain.report.cell import Cell
from pos_app.domain.report.chart import Chart
from pos_app.domain.report.document import Facts, Report
from pos_app.domain.report.figures import PointsFlow, Scope
from pos_app.domain.report.kind import NUMBERS, Kind
from pos_app.domain.report.link import DeedsLink, PointsLink, ReceiptsLink
from pos_app.domain.report.queries import Going, go_on
from pos_app.domain.report.receipt_choice import FigureUnknownError, choice_of
from pos_app.domain.report.report_name import ReportName
from pos_app.domain.report.setting import Setting
from pos_app.domain.report.table import Table
from pos_app.domain.shift.shift import ShiftOpened
from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.quick_credit import QuickCredit
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.reports import answers
from sync.reports.fact import Fact
from sync.reports.folding import Folding
from sync.reports.reader import ReportReader
from sync.reports.shift_row import ShiftRow
from sync.reports.told import ToldShift
from tests.domain.receipts import head, sales
from tests.sync.reports.test_any_order import FIRST, ZONE, derived, trade

SETTING = Setting("Europe/Moscow", datetime(2026, 4, 1, tzinfo=UTC), ("Лавка",))
SCOPE = Scope(None, date(2026, 1, 1), date(2026, 4, 1))
KINDS = (DeedKind.LINE_VOIDED, DeedKind.BASKET_VOIDED, DeedKind.LINE_DISCOUNT, DeedKind.PRICE_SET, DeedKind.HELD_KEPT)


@dataclass
class Told:
    """Facts at hand, as a till's books or the server's operations have them."""

    facts: list[Fact]

    def told(self, connection: Connection, row: ShiftRow) -> ToldShift:
        del connection
        mine = (each.record for each in self.facts if getattr(each.record, "shift_id", "") == row.cells["shift_id"])
        return ToldShift(tuple(mine))

    def beside_receipts(self, connection: Connection, row: ShiftRow) -> list[BesideRecord]:
        del connection
        mine = [each for each in self.facts if each.shift_id == row.cells["shift_id"]]
        return [each.record for each in mine if isinstance(each.record, QuickCredit | RewardGiven)]

    def records(
        self, connection: Connection, receipts: Mapping[str, Collection[str]]
    ) -> Mapping[str, Sale | SaleReturn]:
        del connection
        wanted = {each for ids in receipts.values() for each in ids}
        sold = (each.record for each in self.facts if isinstance(each.record, Sale | SaleReturn))
        return {each.receipt_id: each for each in sold if each.receipt_id in wanted}


class Queries(ReportReader):
    """Over a file in memory."""

    def __init__(self, connection: Connection, facts: list[Fact]) -> None:
        @contextmanager
        def reading() -> Iterator[Connection]:
            yield connection

        super().__init__(reading, Told(facts), ZONE)
        self._open = connection

    def fold(self, going: Going = go_on) -> int:
        del going
        return 0

    def points_flow(self, scope: Scope) -> PointsFlow:
        return PointsFlow(answers.days(self._open, scope), None, None, 100)

    def points_behind(self, link: PointsLink, limit: int = 200, after: str = "") -> None:
        del link, limit, after

    def names(self, operator_ids: Collection[str]) -> Mapping[str, str]:
        return dict.fromkeys(operator_ids, "Анна")

    def rule_names(self, rule_ids: Collection[str], day: date) -> Mapping[str, LocalText]:
        del day
        return dict.fromkeys(rule_ids, LocalText("Правило", "Rule"))

    def customer_names(self, customer_ids: Collection[str]) -> Mapping[str, str]:
        return dict.fromkeys(customer_ids, "Ольга")

    def till_names(self, till_codes: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        del till_codes
        return {}

    def shop_names(self, shop_ids: Collection[str]) -> Mapping[str, str]:
        return {each: each for each in shop_ids}


@st.composite
def busy_trade(draw: st.DrawFn) -> list[Fact]:
    """As ``trade``, with returns and with deeds of the shifts."""
    facts: list[Fact] = []
    for number, fact in enumerate(draw(trade())):
        facts.append(fact)
        record = fact.record
        if isinstance(record, Sale) and draw(st.booleans()):
            back = build_return(
                record, {}, {line.line_id: line.quantity for line in record.lines[:1]}, f"b-{number}", head(400)
            )
            at = record.sold_at + timedelta(minutes=draw(st.integers(0, 90)))
            back = replace(back, shift_id=record.shift_id, number=f"9-{number:06d}", returned_at=at, operator_id="op-2")
            facts.append(replace(fact, record=back))
        if isinstance(record, ShiftOpened):
            for place, kind in enumerate(draw(st.lists(st.sampled_from(KINDS), max_size=4))):
                boss = draw(st.sampled_from([None, "boss"]))
                at = record.opened_at + timedelta(minutes=place)
                deed = Deed(
                    f"d-{number}-{place}", kind, at, "op-1", "Анна", boss, facts=(("sum_kopecks", 100 + place),)
                )
                facts.append(replace(fact, record=deed, shift_id=record.shift_id))
            for place, points in enumerate(draw(st.lists(st.integers(0, 900), max_size=5))):
                at = record.opened_at + timedelta(minutes=place)
                facts.append(replace(fact, record=_beside(f"p-{number}-{place}", at, points), shift_id=record.shift_id))
    return facts


def _beside(record_id: str, at: datetime, points: int) -> BesideRecord:
    """A credit for a typed sum, of an even number of points a reward."""
    if points % 2:
        return QuickCredit(record_id, "olga", "op-2", "1", at, at.date(), "p", 1, 10_000, points, ())
    gives = ServiceReward(LocalText("Доставка", "Delivery"))
    return RewardGiven(record_id, "olga", "op-1", "1", at, at.date(), "p", 1, "r", "Доставка", gives, points, ())


def led(report: Report) -> Iterator[tuple[Kind, Cell, str]]:
    """Every cell with a value, its kind, and where it stands."""
    for block in report.blocks():
        if isinstance(block, Facts):
            yield from ((fact.kind, fact.cell, f"{report.key} {fact.key}") for fact in block.facts)
        elif isinstance(block, Table):
            for row in (*block.rows, *((block.totals,) if block.totals else ())):
                for column, cell in zip(block.columns, row, strict=True):
                    yield column.kind, cell, f"{report.key} {block.key} {column.key}"
        elif isinstance(block, Chart):
            yield from ((block.label_kind, cell, f"{report.key} {block.key}") for cell in block.labels)


def listed(queries: Queries, link: ReceiptsLink | DeedsLink) -> tuple[list[int], int, int | None]:
    """What each row adds, page by page, the sum and the count that the list says of itself."""
    added: list[int] = []
    after: str | None = ""
    amount, count = 0, None
    while after is not None:
        if isinstance(link, DeedsLink):
            report, after = deeds_report(queries, link, None, SETTING, after, limit=2)
            place = 2 if link.figure in BESIDE_FIGURES else -1
        else:
            report, after = receipts_report(queries, link, None, SETTING, after, limit=2)
            place = 4
        facts, table = report.blocks()
        assert isinstance(facts, Facts) and isinstance(table, Table)
        assert table.whole is not None
        said = {fact.key: fact.cell.value for fact in facts.facts}
        amount, count = int(said.get("figure", 0)), said.get("count")  # type: ignore[arg-type, assignment]
        added += [0 if place < 0 else int(row[place].value) for row in table.rows]  # type: ignore[arg-type]
    assert len(list(table.whole())) == len(added), "a file has all rows"
    return added, amount, count


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(busy_trade(), st.sampled_from([None, frozenset({"shop-1"})]))
def test_every_figure_leads_to_what_it_is_made_of(facts: list[Fact], shop_ids: frozenset[str] | None) -> None:
    scope = replace(SCOPE, shop_ids=shop_ids)
    with derived() as connection:
        Folding(connection, ZONE, {}).take(facts)
        queries = Queries(connection, facts)
        names = [name for name in ReportName if name is not ReportName.SUSPICION]
        reports = [day_report(queries, name, scope, SETTING) for name in names]
        reports.append(shifts_report(queries, scope, SETTING)[0])
        opened = [each.record.shift_id for each in facts if isinstance(each.record, ShiftOpened)]
        reports += [
            found for each in opened[:2] if (found := shift_report(queries, each, shop_ids, SETTING)) is not None
        ]
        seen: dict[ReceiptsLink | DeedsLink, tuple[list[int], int, int | None]] = {}
        for report in reports:
            for kind, cell, place in led(report):
                link = cell.link
                if not isinstance(link, ReceiptsLink | DeedsLink):
                    continue
                added, amount, count = seen.setdefault(link, listed(queries, link))
                assert sum(added) == amount, f"{place}: {link}"
                assert count is None or count == len(added), f"{place}: {link}"
                if kind in (Kind.MONEY, Kind.POINTS) and " each" not in place and "expected" not in place:
                    told = abs(int(cell.value or 0))  # type: ignore[call-overload]
                    if not (kind is Kind.MONEY and isinstance(link, ReceiptsLink) and "points" in place):
                        assert told in (abs(amount), 0) or "difference" in place, f"{place}: {told} {amount} {link}"
                if kind is Kind.COUNT and "lines" not in place and "shifts" not in place:
                    assert cell.value == len(added), f"{place}: {link}"


@settings(max_examples=3, deadline=None)
@given(sales())
def test_no_figure_over_days_stands_there_without_a_way_on(sale: Sale) -> None:
    shift = ShiftOpened("s-1", 1, "1", "op-1", FIRST, 0)
    sold = replace(sale, receipt_id="r-1", shift_id="s-1", number="1-000001", sold_at=FIRST, operator_id="op-1")
    facts = [Fact("shop-1", "till-1", "1", 0, 0, each) for each in (shift, sold)]
    with derived() as connection:
        Folding(connection, ZONE, {}).take(facts)
        queries = Queries(connection, facts)
        for name in (ReportName.DAYS, ReportName.HOURS, ReportName.CASHIERS, ReportName.DISCOUNTS):
            for kind, cell, place in led(day_report(queries, name, SCOPE, SETTING)):
                assert kind not in NUMBERS or cell.value is None or cell.link is not None, place


@pytest.mark.parametrize(
    "narrow",
    [
        (),
        (("first", "2026-01-01"),),
        (("first", "2026-01-02"), ("last", "2026-01-01")),
        (("first", "0001-01-01"), ("last", "9999-12-31")),
        (("first", "nonsense"), ("last", "2026-01-01")),
        (("day", "2026-01-01"), ("hour", "24")),
        (("day", "2026-01-01"), ("hour", "３")),
        (("day", "2026-01-01"), ("unheard", "of")),
        (("first", "2026-01-01"), ("hour", "3"), ("last", "2026-01-02"), ("operator_id", "x")),
    ],
)
def test_a_link_that_no_report_made_is_refused(narrow: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(FigureUnknownError):
        choice_of(ReceiptsLink("all", "", narrow), None)


def test_a_link_to_a_shop_of_others_is_refused() -> None:
    narrow = (("first", "2026-01-01"), ("last", "2026-01-02"), ("shop", "shop-2"))
    with pytest.raises(FigureUnknownError):
        choice_of(ReceiptsLink("all", "", narrow), frozenset({"shop-1"}))
    assert choice_of(ReceiptsLink("all", "", narrow), None).span.shop_ids == frozenset({"shop-2"})
