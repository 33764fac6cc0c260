"""Points of a period: issued, spent, given back, burnt and owed, in points and as money."""

from dataclasses import replace

from pos_app.domain.money.points import points_to_kopecks
from pos_app.domain.money.units import Kopecks, Points
from pos_app.domain.report.behind import Behind
from pos_app.domain.report.beside_figure import CREDITED, REWARDED
from pos_app.domain.report.cell import Cell, Tone
from pos_app.domain.report.chart import Chart, Form, Series
from pos_app.domain.report.document import Block, Fact, Facts, Note, Section
from pos_app.domain.report.figures import LedgerDay, PointsFlow, Scope
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import Link
from pos_app.domain.report.page import FIRST_PAGE, Page
from pos_app.domain.report.points_part import PointsPart
from pos_app.domain.report.queries import ReportQueries
from pos_app.domain.report.shift_sums import ShiftSums, total
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Filling, Words

_TITLE = Words("Points")


def points_section(queries: ReportQueries, scope: Scope, _page: Page = FIRST_PAGE) -> Section:
    """From the receipts of the scope; what moved beside receipts and what is owed where it is known."""
    flow = queries.points_flow(scope)
    if not flow.days and not flow.ledger and flow.owed is None:
        return Section("points", _TITLE, ())
    sums = total(day.sums for day in flow.days)
    behind = Behind(scope=scope, at_office=flow.heard_at is None)
    blocks: list[Block] = [_facts(flow, sums, behind), _chart(flow, scope), _table(flow, sums, behind)]
    blocks += office_notes(flow)
    return Section("points", _TITLE, tuple(blocks))


def issued(sums: ShiftSums) -> Points:
    """Earned on receipts less what returns took back, and given for typed sums."""
    return sums.earned - sums.earned_taken_back + sums.credited


def _facts(flow: PointsFlow, sums: ShiftSums, behind: Behind) -> Facts:
    def worth(points: Points) -> Words:
        kopecks = as_kopecks(points, flow.point_value_kopecks)
        return Words("as money {sum}", (("sum", Filling(Kind.MONEY, kopecks)),))

    def fact(key: str, title: Words, points: Points, link: Link | None) -> Fact:
        return Fact(key, title, Kind.POINTS, Cell(points, link), worth(points))

    facts = [
        fact("earned", Words("Earned on receipts"), sums.earned, behind.receipts("earned")),
        fact("spent", Words("Spent on receipts"), sums.points_spent, behind.receipts("points_spent")),
        fact("returned", Words("Given back"), sums.points_returned, behind.receipts("points_returned")),
    ]
    if flow.ledger is not None:
        awarded = sum(day.awarded for day in flow.ledger)
        burnt = sum(day.burnt for day in flow.ledger)
        facts.append(fact("awarded", Words("Awarded beside receipts"), awarded, behind.points(PointsPart.AWARDED)))
        facts.append(fact("burnt", Words("Burnt"), burnt, behind.points(PointsPart.BURNT)))
    if flow.owed is not None:
        owed = behind.points(PointsPart.OWED)
        facts.append(fact("owed", Words("Owed to customers"), flow.owed.points, owed))
        facts.append(
            Fact(
                "owed_money",
                Words("Owed to customers, as money"),
                Kind.MONEY,
                Cell(as_kopecks(flow.owed.points, flow.point_value_kopecks), owed),
                Words("Looked at {at}", (("at", Filling(Kind.INSTANT, flow.owed.at)),)),
            )
        )
    return Facts("points", tuple(facts))


def _chart(flow: PointsFlow, scope: Scope) -> Chart:
    days = sorted({day.day for day in flow.days} | {day.day for day in flow.ledger or ()})
    by_day = {day.day: day.sums for day in flow.days}
    ledger = {day.day: day for day in flow.ledger or ()}
    nothing = ShiftSums()
    found = [(by_day.get(day, nothing), ledger.get(day, LedgerDay(day))) for day in days]
    series = [
        Series(Words("Issued"), tuple(issued(sums) + beside.awarded for sums, beside in found)),
        Series(Words("Spent"), tuple(-(sums.points_spent + sums.rewarded) for sums, _ in found)),
        Series(Words("Given back"), tuple(sums.points_returned for sums, _ in found)),
    ]
    if flow.ledger is not None:
        series.append(Series(Words("Burnt"), tuple(-beside.burnt for _, beside in found)))
    labels = tuple(Cell(day, Behind(scope=replace(scope, first_day=day, last_day=day)).receipts("all")) for day in days)
    return Chart("points", Words("Points by day"), Form.STACKED, Kind.POINTS, Kind.DAY, labels, tuple(series))


def _table(flow: PointsFlow, sums: ShiftSums, behind: Behind) -> Table:
    value = flow.point_value_kopecks

    def row(words: Words, points: Points, link: Link | None, kopecks: Kopecks | None = None) -> tuple[Cell, ...]:
        money = as_kopecks(points, value) if kopecks is None else kopecks
        return Cell(words), Cell(points, link), Cell(money, link)

    receipts, points = behind.receipts, behind.points
    spent, returned = -sums.points_spent_kopecks, sums.points_returned_kopecks
    rows = [
        row(Words("Earned on receipts"), sums.earned, receipts("earned")),
        row(Words("Earned points taken back"), -sums.earned_taken_back, receipts("earned_taken_back")),
        row(Words("Given for a typed sum"), sums.credited, behind.deeds(CREDITED)),
        row(Words("Spent on receipts"), -sums.points_spent, receipts("points_spent"), spent),
        row(Words("Spent on rewards"), -sums.rewarded, behind.deeds(REWARDED)),
        row(Words("Given back by returns"), sums.points_returned, receipts("points_returned"), returned),
    ]
    if flow.ledger is not None:
        ledger = flow.ledger
        rows += [
            row(Words("Awarded beside receipts"), sum(each.awarded for each in ledger), points(PointsPart.AWARDED)),
            row(Words("Burnt"), -sum(each.burnt for each in ledger), points(PointsPart.BURNT)),
            row(Words("Given to a good cause"), -sum(each.charity for each in ledger), points(PointsPart.CHARITY)),
            row(Words("Corrected by hand"), sum(each.corrected for each in ledger), points(PointsPart.CORRECTED)),
        ]
    if flow.owed is not None:
        rows += [
            row(Words("Owed to customers"), flow.owed.points, points(PointsPart.OWED)),
            row(Words("Owed by customers"), flow.owed.debt, points(PointsPart.DEBT)),
        ]
    return Table("flow", Words("Points in points and as money"), POINTS_COLUMNS, tuple(rows))


POINTS_COLUMNS = (
    Column("flow", Words("Points"), Kind.WORDS),
    Column("points", Words("Points"), Kind.POINTS),
    Column("kopecks", Words("As money"), Kind.MONEY),
)


def office_notes(flow: PointsFlow) -> list[Block]:
    """Where burnt and owed points are not known at first hand: since when they are known, or that they are not."""
    if flow.ledger is None:
        return [Note("burnt", Words("What burnt and what is owed is known at the office"), Tone.WARNING)]
    if flow.heard_at is None:
        return []
    words = Words(
        "What burnt, was awarded and is owed is of the whole programme, as the office told it {at}",
        (("at", Filling(Kind.INSTANT, flow.heard_at)),),
    )
    read = Words("What stands behind these figures is read at the office, on the page of points")
    return [Note("heard", words, Tone.MUTED), Note("read_at_office", read, Tone.MUTED)]


def as_kopecks(points: Points, value_kopecks: Kopecks) -> Kopecks:
    """Rounded towards nothing, so that a sum taken away is the mirror of the sum."""
    sign = -1 if points < 0 else 1
    return sign * points_to_kopecks(abs(points), value_kopecks)
