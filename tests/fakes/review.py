"""Reports over the fake books: every kind of block, with the receipts that are really there behind the figures."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from pos_app.domain.people.operator import Operator
from pos_app.domain.report.cell import Cell, Tone
from pos_app.domain.report.chart import Chart, Form, Series
from pos_app.domain.report.document import Fact, Facts, Note, Period, Report, Section
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import ReceiptLink, ReceiptsLink, ShiftLink
from pos_app.domain.report.report_name import ReportName
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Filling, Words
from pos_app.domain.transaction.sale import Sale
from pos_app.services.errors import ServiceError
from pos_app.services.operator import OperatorService
from pos_app.services.ports import Clock
from pos_app.services.rights import Right
from tests.fakes.till_books import InMemoryTillBooks

_SHIFTS = 40
_CASHIERS = ("Иванова М.", "Петрова Алла Константиновна", "Кузнецов И.")


@dataclass
class FakeReview:
    """``slow``: called before every report, so that a test can hold one back. ``accepted``: what was accepted."""

    books: InMemoryTillBooks
    operators: OperatorService
    clock: Clock
    slow: Callable[[], None] = lambda: None
    accepted: list[tuple[str, str, str]] = field(default_factory=list)
    reads: list[str] = field(default_factory=list)

    def shifts(self, reader: Operator, first_day: date, last_day: date, offset: int = 0) -> tuple[Report, int | None]:
        self._check(reader, "shifts")
        columns = (
            Column("number", Words("Shift"), Kind.TEXT),
            Column("day", Words("Day"), Kind.DAY),
            Column("cashier", Words("Cashier"), Kind.TEXT),
            Column("sales", Words("Sales"), Kind.MONEY),
            Column("difference", Words("Over or short"), Kind.MONEY),
            Column("reason", Words("Reason"), Kind.TEXT, on_paper=False),
            Column("accepted", Words("Accepted"), Kind.TEXT),
        )
        rows = tuple(self._shift_row(number, last_day) for number in range(offset, min(offset + 25, _SHIFTS)))
        facts = Facts(
            "head",
            (
                Fact("shifts", Words("Shifts"), Kind.COUNT, Cell(_SHIFTS)),
                Fact("differences", Words("With a difference"), Kind.COUNT, Cell(6, tone=Tone.WARNING)),
                Fact("short", Words("Short"), Kind.MONEY, Cell(-345_00, tone=Tone.BAD)),
                Fact("over", Words("Over"), Kind.MONEY, Cell(20_00)),
            ),
        )
        table = Table("shifts", Words("Shifts, differences first"), columns, rows)
        sections = (Section("shifts", Words("Shifts"), (facts, table)),)
        following = offset + 25 if offset + 25 < _SHIFTS else None
        return self._report("shifts", Words("Shifts"), first_day, last_day, sections), following

    def shift(self, reader: Operator, shift_id: str) -> Report:
        self._check(reader, f"shift {shift_id}")
        today = self.clock.now().date()
        number = Filling(Kind.TEXT, shift_id.removeprefix("shift-"))
        sections = (
            Section("cash", Words("Cash"), (self._drawer(shift_id), self._tenders(shift_id))),
            Section("hours", Words("Hours"), (_hours(),)),
            Section("ties", Words("Ties"), (Note("ties", Words("Everything ties to the receipts"), Tone.GOOD),)),
        )
        return self._report("shift", Words("Shift {number}", (("number", number),)), today, today, sections)

    def receipts(self, reader: Operator, link: ReceiptsLink, after: str = "") -> tuple[Report, str | None]:
        self._check(reader, f"receipts {link.figure}")
        today = self.clock.now().date()
        columns = (
            Column("number", Words("Receipt"), Kind.TEXT),
            Column("at", Words("When"), Kind.INSTANT),
            Column("sum", Words("Sum"), Kind.MONEY),
        )
        sales = tuple(record for record in self.books.operations if isinstance(record, Sale))
        rows = tuple(
            (Cell(sale.number, ReceiptLink(sale.receipt_id)), Cell(sale.sold_at), Cell(sale.paid_kopecks))
            for sale in sales
        )
        totals = (Cell(Words("Together")), Cell(None), Cell(sum(sale.paid_kopecks for sale in sales)))
        table = Table("receipts", Words("Receipts"), columns, rows, totals)
        sections = (Section("receipts", Words("Receipts"), (table,)),)
        return self._report("receipts", Words("Receipts"), today, today, sections), None

    def report(self, reader: Operator, name: ReportName, first_day: date, last_day: date) -> Report:
        self._check(reader, f"report {name.value}")
        chart = _days(last_day) if name is ReportName.DIFFERENCES else _hours()
        sections = (Section(name.value, Words("Hours"), (chart,)),)
        return self._report(name.value, Words("Sales by hour"), first_day, last_day, sections)

    def can_accept(self, shift_id: str) -> bool:
        return shift_id not in {each for each, _, _ in self.accepted}

    def accept(self, shift_id: str, operator: Operator, note: str) -> None:
        self.operators.authorise(operator, Right.ACCEPT_Z, None)
        if not self.can_accept(shift_id):
            raise ServiceError("already_accepted")
        self.accepted.append((shift_id, operator.operator_id, note))

    def _check(self, reader: Operator, what: str) -> None:
        self.operators.authorise(reader, Right.REVIEW_SHIFTS, None)
        self.reads.append(what)
        self.slow()

    def _report(self, key: str, title: Words, first_day: date, last_day: date, sections: tuple[Section, ...]) -> Report:
        made_at = self.clock.now()
        period = Period(first_day, last_day)
        return Report(key, title, ("Магазин «Копилка»",), "Europe/Moscow", made_at, period, sections)

    def _shift_row(self, number: int, last_day: date) -> tuple[Cell, ...]:
        differences = (-200_00, -120_00, -25_00, 15_00, 5_00, -50)
        difference = differences[number] if number < len(differences) else 0
        link = ShiftLink(f"shift-{_SHIFTS - number}")
        return (
            Cell(f"2-{_SHIFTS - number}", link),
            Cell(last_day - timedelta(days=number)),
            Cell(_CASHIERS[number % 3]),
            Cell(45_000_00 + number * 1_234_56),
            Cell(difference, tone=Tone.BAD if difference < 0 else Tone.WARNING if difference else Tone.PLAIN),
            Cell("Покупателю дали неверную сдачу" if difference else ""),
            Cell("Смирнов О. Л." if number % 4 == 1 else ""),
        )

    def _drawer(self, shift_id: str) -> Facts:
        accepted = next((each for each in self.accepted if each[0] == shift_id), None)
        return Facts(
            "drawer",
            (
                Fact("expected", Words("Expected"), Kind.MONEY, Cell(12_345_60, ReceiptsLink("cash_sales", shift_id))),
                Fact("counted", Words("Counted"), Kind.MONEY, Cell(12_225_60)),
                Fact(
                    "difference",
                    Words("Over or short"),
                    Kind.MONEY,
                    Cell(-120_00, ReceiptsLink("cash_sales", shift_id), Tone.BAD),
                    Words("Reason: {reason}", (("reason", Filling(Kind.TEXT, "покупателю дали неверную сдачу")),)),
                ),
                Fact("returns", Words("Returns"), Kind.MONEY, Cell(350_00, ReceiptsLink("returns", shift_id))),
                Fact("owed", Words("Points owed"), Kind.POINTS, Cell(21_000_00)),
                Fact("accepted", Words("Accepted"), Kind.TEXT, Cell(accepted[2] if accepted else None)),
            ),
        )

    def _tenders(self, shift_id: str) -> Table:
        columns = (
            Column("tender", Words("Tender"), Kind.WORDS),
            Column("sales", Words("Sales"), Kind.MONEY),
            Column("returns", Words("Returns"), Kind.MONEY),
            Column("count", Words("Receipts"), Kind.COUNT),
        )
        rows = (
            (
                Cell(Words("Cash")),
                Cell(9_345_60, ReceiptsLink("cash_sales", shift_id)),
                Cell(350_00, ReceiptsLink("cash_returns", shift_id)),
                Cell(31),
            ),
            (Cell(Words("Card")), Cell(35_100_00, ReceiptsLink("card_sales", shift_id)), Cell(0), Cell(88)),
        )
        totals = (Cell(Words("Together")), Cell(44_445_60), Cell(350_00), Cell(119))
        return Table("tenders", Words("Tenders"), columns, rows, totals)


def _hours() -> Chart:
    sales = (
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
    )
    labels = tuple(Cell(hour) for hour in range(9, 21))
    return Chart(
        "hours", Words("Sales by hour"), Form.BARS, Kind.MONEY, Kind.HOUR, labels, (Series(Words("Sales"), sales),)
    )


def _days(last_day: date) -> Chart:
    labels = tuple(Cell(last_day - timedelta(days=back)) for back in range(29, -1, -1))
    values = tuple((-1) ** place * place * 7_00 for place in range(30))
    return Chart(
        "differences",
        Words("Over or short"),
        Form.LINE,
        Kind.MONEY,
        Kind.DAY,
        labels,
        (Series(Words("Short"), values),),
    )
