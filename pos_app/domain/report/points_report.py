"""Points of a period: issued, spent, given back, burnt and owed, in points and as money."""

from pos_app.domain.money.points import points_to_kopecks
from pos_app.domain.money.units import Kopecks, Points
from pos_app.domain.report.cell import Cell
from pos_app.domain.report.chart import Chart, Form, Series
from pos_app.domain.report.document import Block, Fact, Facts, Note, Section
from pos_app.domain.report.figures import LedgerDay, PointsFlow, Scope
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.queries import ReportQueries
from pos_app.domain.report.shift_sums import ShiftSums, total
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Filling, Words

_TITLE = Words("Points")


def points_section(queries: ReportQueries, scope: Scope) -> Section:
    """From the receipts of the scope; what moved beside receipts and what is owed where it is known."""
    flow = queries.points_flow(scope)
    if not flow.days and not flow.ledger and flow.owed is None:
        return Section("points", _TITLE, ())
    sums = total(day.sums for day in flow.days)
    blocks: list[Block] = [_facts(flow, sums), _chart(flow), _table(flow, sums)]
    if flow.ledger is None:
        blocks.append(Note("burnt", Words("What burnt and what is owed is known at the office")))
    return Section("points", _TITLE, tuple(blocks))


def issued(sums: ShiftSums) -> Points:
    """Earned on receipts less what returns took back, and given for typed sums."""
    return sums.earned - sums.earned_taken_back + sums.credited


def _facts(flow: PointsFlow, sums: ShiftSums) -> Facts:
    def worth(points: Points) -> Words:
        kopecks = _kopecks(points, flow.point_value_kopecks)
        return Words("as money {sum}", (("sum", Filling(Kind.MONEY, kopecks)),))

    spent, returned = sums.points_spent + sums.rewarded, sums.points_returned
    facts = [
        Fact("issued", Words("Issued on receipts"), Kind.POINTS, Cell(issued(sums)), worth(issued(sums))),
        Fact("spent", Words("Spent"), Kind.POINTS, Cell(spent), worth(spent)),
        Fact("returned", Words("Given back"), Kind.POINTS, Cell(returned), worth(returned)),
    ]
    if flow.ledger is not None:
        awarded = sum(day.awarded for day in flow.ledger)
        burnt = sum(day.burnt for day in flow.ledger)
        facts.append(Fact("awarded", Words("Awarded beside receipts"), Kind.POINTS, Cell(awarded), worth(awarded)))
        facts.append(Fact("burnt", Words("Burnt"), Kind.POINTS, Cell(burnt), worth(burnt)))
    if flow.owed is not None:
        facts.append(
            Fact("owed", Words("Owed to customers"), Kind.POINTS, Cell(flow.owed.points), worth(flow.owed.points))
        )
        facts.append(
            Fact(
                "owed_money",
                Words("Owed to customers, as money"),
                Kind.MONEY,
                Cell(_kopecks(flow.owed.points, flow.point_value_kopecks)),
                Words("Looked at {at}", (("at", Filling(Kind.INSTANT, flow.owed.at)),)),
            )
        )
    return Facts("points", tuple(facts))


def _chart(flow: PointsFlow) -> Chart:
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
    labels = tuple(Cell(day) for day in days)
    return Chart("points", Words("Points by day"), Form.STACKED, Kind.POINTS, Kind.DAY, labels, tuple(series))


def _table(flow: PointsFlow, sums: ShiftSums) -> Table:
    columns = (
        Column("flow", Words("Points"), Kind.WORDS),
        Column("points", Words("Points"), Kind.POINTS),
        Column("kopecks", Words("As money"), Kind.MONEY),
    )
    value = flow.point_value_kopecks

    def row(words: Words, points: Points, kopecks: Kopecks | None = None) -> tuple[Cell, ...]:
        return Cell(words), Cell(points), Cell(_kopecks(points, value) if kopecks is None else kopecks)

    rows = [
        row(Words("Earned on receipts"), sums.earned),
        row(Words("Earned points taken back"), -sums.earned_taken_back),
        row(Words("Given for a typed sum"), sums.credited),
        row(Words("Spent on receipts"), -sums.points_spent, -sums.points_spent_kopecks),
        row(Words("Spent on rewards"), -sums.rewarded),
        row(Words("Given back by returns"), sums.points_returned, sums.points_returned_kopecks),
    ]
    if flow.ledger is not None:
        rows += [
            row(Words("Awarded beside receipts"), sum(day.awarded for day in flow.ledger)),
            row(Words("Burnt"), -sum(day.burnt for day in flow.ledger)),
            row(Words("Given to a good cause"), -sum(day.charity for day in flow.ledger)),
            row(Words("Corrected by hand"), sum(day.corrected for day in flow.ledger)),
        ]
    if flow.owed is not None:
        rows += [row(Words("Owed to customers"), flow.owed.points), row(Words("Owed by customers"), flow.owed.debt)]
    return Table("flow", Words("Points in points and as money"), columns, tuple(rows))


def _kopecks(points: Points, value_kopecks: Kopecks) -> Kopecks:
    """Rounded towards nothing, so that a sum taken away is the mirror of the sum."""
    sign = -1 if points < 0 else 1
    return sign * points_to_kopecks(abs(points), value_kopecks)
