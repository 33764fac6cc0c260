"""A report with everything that a report may hold, and texts that somebody planted."""

from datetime import UTC, date, datetime

from pos_app.domain.report.cell import Cell, Tone
from pos_app.domain.report.chart import Chart, Form, Series
from pos_app.domain.report.document import Fact, Facts, Note, Period, Report, Section
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import ReceiptLink, ReceiptsLink, ShiftLink
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Filling, Words, counted

MADE_AT = datetime(2026, 11, 22, 18, 5, tzinfo=UTC)
PLANTED = ('=HYPERLINK("http://example.invalid")', "+7 973 000-00-00", "-1+1", "@SUM(1)", "\tTab", "<b>&amp;</b>")
MONEY = (1_234_50, -120_00, 7, 99_999_999_99, 0, 33)
_HOURS = tuple(range(9, 22))
_SALES = (
    1200_00,
    3400_50,
    2800_00,
    5100_00,
    9900_99,
    7200_00,
    4100_00,
    3900_00,
    6100_00,
    12400_00,
    15000_00,
    8000_00,
    0,
)


def _tenders() -> Table:
    columns = (
        Column("tender", Words("Name"), Kind.TEXT),
        Column("sum", Words("Period"), Kind.MONEY),
        Column("points", Words("Shop"), Kind.POINTS),
        Column("count", Words("Hour"), Kind.COUNT),
        Column("share", Words("Shops"), Kind.SHARE),
        Column("lasted", Words("When"), Kind.DURATION, on_paper=False),
        Column("at", Words("When"), Kind.INSTANT, on_paper=False),
    )
    rows = tuple(
        (
            Cell(name, ReceiptsLink("cash", "s-1", (("operator_id", str(number)),))),
            Cell(money, tone=Tone.BAD if money < 0 else Tone.PLAIN),
            Cell(money // 3),
            Cell(number),
            Cell(number * 333),
            Cell(number * 61_000),
            Cell(MADE_AT),
        )
        for number, (name, money) in enumerate(zip(PLANTED, MONEY, strict=True))
    )
    totals = (Cell(Words("Made by")), Cell(sum(MONEY)), Cell(None), Cell(15), Cell(None), Cell(None), Cell(None))
    return Table("tenders", Words("Shops"), columns, rows, totals, left_out=3)


def sample_report() -> Report:
    """Two sections; every kind, form and tone once at least."""
    facts = Facts(
        "head",
        (
            Fact("sales", Words("Period"), Kind.MONEY, Cell(79_101_49, ReceiptsLink("sales", "s-1"))),
            Fact(
                "difference",
                Words("Shop"),
                Kind.MONEY,
                Cell(-120_00, ShiftLink("s-1"), Tone.BAD),
                counted("{count} more row is not shown", "{count} more rows are not shown", 2),
            ),
            Fact("owed", Words("Hour"), Kind.POINTS, Cell(2_100)),
            Fact("share", Words("Day"), Kind.SHARE, Cell(6_750)),
            Fact("receipt", Words("Name"), Kind.TEXT, Cell("2-000231", ReceiptLink("r-1"))),
            Fact("none", Words("When"), Kind.INSTANT, Cell(None)),
        ),
    )
    hours = Chart(
        "hours",
        Words("Hour"),
        Form.BARS,
        Kind.MONEY,
        Kind.HOUR,
        tuple(Cell(hour) for hour in _HOURS),
        (Series(Words("Made at"), _SALES), Series(Words("Made by"), tuple(value // 3 for value in _SALES))),
    )
    people = Chart(
        "people",
        Words("Name"),
        Form.STACKED,
        Kind.MONEY,
        Kind.TEXT,
        (Cell("Соколова Анна Викторовна"), Cell("Мельников Денис Олегович"), Cell("Гончаренко И. П.")),
        (Series(Words("Made at"), (5_000_00, 7_500_00, 100_00)), Series(Words("Made by"), (500_00, None, -300_00))),
    )
    days = Chart(
        "days",
        Words("Day"),
        Form.LINE,
        Kind.MONEY,
        Kind.DAY,
        tuple(Cell(date(2026, 11, day)) for day in range(1, 23)),
        (
            Series(Words("Shop"), tuple((-1) ** day * day * 1_000 if day != 9 else None for day in range(1, 23))),
            Series(Words("Shops"), tuple(day * 500 for day in range(1, 23))),
        ),
    )
    ties = Note(
        "ties", Words("Page {page} of {pages}", (("page", Filling(Kind.COUNT, 1)), ("pages", Filling(Kind.COUNT, 2))))
    )
    return Report(
        "sample",
        Words("Period"),
        ("Лавка на углу",),
        "Europe/Moscow",
        MADE_AT,
        Period(date(2026, 11, 1), date(2026, 11, 22)),
        (
            Section("one", Words("Shop"), (facts, ties, hours, _tenders())),
            Section("two", Words("Made by"), (people, days, Note("bad", Words("Nothing to show"), Tone.BAD))),
        ),
        made_by="Островский С. Л.",
    )
