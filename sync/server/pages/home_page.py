"""The first page: how the shops do today, and which tills need somebody."""

from pos_app.domain.report.behind import Behind
from pos_app.domain.report.cell import Cell, Tone
from pos_app.domain.report.document import Fact, Facts, Period, Report, Section
from pos_app.domain.report.figures import Scope, ShiftList
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.setting import customer_share_bp
from pos_app.domain.report.shift_sums import NOTHING
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Words
from sync.server.database import reading
from sync.server.office.roles import Right
from sync.server.office.tills_seen import shops_known
from sync.server.pages.answer import Answer, Shown
from sync.server.pages.report_view import view_of
from sync.server.pages.till_pages import till_rows
from sync.server.pages.visit import Visit

_MOST_SHOPS = 1_000
_NOTHING = ShiftList((), 0, 0, 0, 0, 0, NOTHING)
"""Of a shop that has not opened today."""


def home(visit: Visit) -> Answer:
    """Today of the shops that the viewer sees; with ``part`` what renews itself alone."""
    tills, _ = till_rows(visit)
    report = today_report(visit) if visit.may(Right.REPORTS) else None
    values = {
        "title": visit.say(Words("Today")),
        "report": None if report is None else view_of(report, visit.words),
        "needing": tuple(till for till in tills if till.state == "bad"),
        "tills_count": len(tills),
        "connected_count": sum(till.state == "good" for till in tills),
    }
    return Shown("home_part.html" if "part" in visit.asked else "home.html", values)


def today_report(visit: Visit) -> Report:
    """A row for each shop."""
    queries = visit.site.reports()
    queries.fold()
    with reading(visit.central.engine) as connection:
        known = shops_known(connection, visit.viewer.shop_ids)
    names = queries.shop_names(known)
    today = visit.today
    together = queries.shifts(Scope(visit.viewer.shop_ids, today, today), limit=1)
    of_today = queries.shops(Scope(visit.viewer.shop_ids, today, today))
    found = [(shop, of_today.get(shop, _NOTHING)) for shop in known[:_MOST_SHOPS]]
    sums, whole = together.sums, Behind(scope=Scope(visit.viewer.shop_ids, today, today))
    difference = together.short_kopecks + together.over_kopecks
    facts = Facts(
        "today",
        (
            Fact("net", Words("Sales less returns"), Kind.MONEY, Cell(sums.net_kopecks, whole.receipts("all"))),
            Fact("receipts", Words("Receipts"), Kind.COUNT, Cell(sums.sales_count, whole.receipts("sales"))),
            Fact(
                "difference",
                Words("Over or short"),
                Kind.MONEY,
                Cell(difference, whole.shifts(), _tone(difference)),
            ),
            Fact("earned", Words("Points earned"), Kind.POINTS, Cell(sums.earned, whole.receipts("earned"))),
            Fact("spent", Words("Points spent"), Kind.POINTS, Cell(sums.points_spent, whole.receipts("points_spent"))),
        ),
    )
    table = Table(
        "shops",
        Words("Shops"),
        (
            Column("shop", Words("Shop"), Kind.TEXT),
            Column("net", Words("Sales less returns"), Kind.MONEY),
            Column("receipts", Words("Receipts"), Kind.COUNT),
            Column("customers", Words("With a customer"), Kind.SHARE),
            Column("returns", Words("Returns"), Kind.MONEY),
            Column("difference", Words("Over or short"), Kind.MONEY),
            Column("shifts", Words("Shifts"), Kind.COUNT),
            Column("waiting", Words("To be accepted"), Kind.COUNT),
        ),
        tuple(
            _row(names.get(shop, shop), each, Behind(scope=Scope(frozenset({shop}), today, today)))
            for shop, each in found
        ),
        left_out=max(0, len(known) - _MOST_SHOPS),
    )
    return Report(
        key="today",
        title=Words("Today"),
        shops=(),
        zone=visit.central.timezone.key,
        made_at=visit.now,
        period=Period(today, today),
        sections=(Section("today", Words("Shops today"), (facts, table)),),
    )


def _row(name: str, shifts: ShiftList, behind: Behind) -> tuple[Cell, ...]:
    sums = shifts.sums
    difference = shifts.over_kopecks + shifts.short_kopecks
    return (
        Cell(name, behind.shifts()),
        Cell(sums.net_kopecks, behind.receipts("all")),
        Cell(sums.sales_count, behind.receipts("sales")),
        Cell(customer_share_bp(sums), behind.receipts("customers")),
        Cell(sums.net_returns_kopecks, behind.receipts("returns")),
        Cell(difference, behind.shifts(), _tone(difference)),
        Cell(shifts.shifts_count, behind.shifts()),
        Cell(shifts.waiting_count, behind.shifts()),
    )


def _tone(kopecks: int) -> Tone:
    return Tone.BAD if kopecks else Tone.PLAIN
