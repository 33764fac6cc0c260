"""The points of one shift in points and roubles, and beside them what the whole programme burnt and owes."""

from pos_app.domain.money.units import Kopecks, Points
from pos_app.domain.report.behind import Behind
from pos_app.domain.report.beside_figure import CREDITED, REWARDED
from pos_app.domain.report.cell import Cell
from pos_app.domain.report.document import Section
from pos_app.domain.report.figures import PointsFlow, Scope, ShiftLine
from pos_app.domain.report.link import Link
from pos_app.domain.report.points_part import PointsPart
from pos_app.domain.report.points_report import POINTS_COLUMNS, as_kopecks, office_notes
from pos_app.domain.report.table import Table
from pos_app.domain.report.words import Words


def shift_points_section(line: ShiftLine, flow: PointsFlow, day: Scope) -> Section:
    """``flow``: of the shift's day; its ledger and what is owed are of the whole programme."""
    sums, behind, whole = line.sums, Behind(line.shift_id), Behind(scope=day, at_office=flow.heard_at is None)

    def row(words: Words, points: Points, link: Link | None, kopecks: Kopecks | None = None) -> tuple[Cell, ...]:
        money = as_kopecks(points, flow.point_value_kopecks) if kopecks is None else kopecks
        return Cell(words), Cell(points, link), Cell(money, link)

    spent, returned = sums.points_spent_kopecks, -sums.points_returned_kopecks
    taken_back = behind.receipts("earned_taken_back")
    rows = [
        row(Words("Earned on receipts"), sums.earned, behind.receipts("earned")),
        row(Words("Earned points taken back"), -sums.earned_taken_back, taken_back),
        row(Words("Spent"), sums.points_spent, behind.receipts("points_spent"), spent),
        row(Words("Given back"), -sums.points_returned, behind.receipts("points_returned"), returned),
    ]
    if sums.credited:
        rows.append(row(Words("Given for a typed sum"), sums.credited, behind.deeds(CREDITED)))
    if sums.rewarded:
        rows.append(row(Words("Spent on rewards"), sums.rewarded, behind.deeds(REWARDED)))
    if flow.ledger is not None:
        burnt = sum(each.burnt for each in flow.ledger)
        rows.append(row(Words("Burnt on this day, whole programme"), burnt, whole.points(PointsPart.BURNT)))
    if flow.owed is not None:
        owed = whole.points(PointsPart.OWED)
        rows.append(row(Words("Owed to customers, whole programme"), flow.owed.points, owed))
    table = Table("points", Words("Points"), POINTS_COLUMNS, tuple(rows))
    return Section("points", Words("Points"), (table, *office_notes(flow)))
