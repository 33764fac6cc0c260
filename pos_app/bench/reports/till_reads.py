"""Everything that a till's screens read of the past: reports, files of them, lists, receipts, the journal, people."""

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from pos_app.bench.reports.made_till import ZONE, MadeTill, phone
from pos_app.bench.reports.trade import FIRST_DAY, shift_id
from pos_app.domain.report.building import day_report, receipts_report, shift_report, shifts_report
from pos_app.domain.report.chart import Chart
from pos_app.domain.report.document import Report
from pos_app.domain.report.figures import Scope
from pos_app.domain.report.link import ReceiptsLink
from pos_app.domain.report.receipt_choice import FIGURES
from pos_app.domain.report.report_name import ReportName
from pos_app.domain.why.explain import why_sale
from pos_app.report_files.csv_file import report_csv
from pos_app.report_files.pdf.pdf_file import report_pdf
from pos_app.report_files.picture.chart_picture import chart_picture
from pos_app.report_files.report_words import ReportWords
from pos_app.report_files.xlsx_file import report_xlsx
from pos_app.services.customer_desk.page import OWN_RECEIPTS
from pos_app.services.journal import PAGE as JOURNAL_PAGE
from pos_app.ui.review.asked import PeriodAsked, ReceiptsAsked, ShiftAsked, ShiftsAsked

Read = Callable[[MadeTill, random.Random], object]
_WIDTH = 700.0
_RECEIPTS = 200
_SAME_ENDING = 200
_WORDS = ReportWords("ru", ZoneInfo(ZONE))


def _pictured(report: Report) -> Report:
    """With the charts drawn, as the screen does before it shows them."""
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Chart):
                chart_picture(block, _WORDS, _WIDTH)
    return report


def _month(chance: random.Random, till: MadeTill) -> Scope:
    last = till.trade.days - 30
    first = FIRST_DAY + timedelta(days=chance.randrange(max(1, last)))
    return Scope(None, first, min(till.trade.last_day, first + timedelta(days=29)))


def _year(till: MadeTill) -> Scope:
    return Scope(None, FIRST_DAY, till.trade.last_day)


def _some_day(chance: random.Random, till: MadeTill) -> date:
    return FIRST_DAY + timedelta(days=chance.randrange(till.trade.days))


def _days(name: ReportName, *, whole_year: bool) -> Read:
    def read(till: MadeTill, chance: random.Random) -> Report:
        till.reports.fold()
        scope = _year(till) if whole_year else _month(chance, till)
        return _pictured(day_report(till.reports, name, scope, till.setting))

    return read


def _shifts(*, whole_year: bool) -> Read:
    def read(till: MadeTill, chance: random.Random) -> Report:
        till.reports.fold()
        return shifts_report(till.reports, _year(till) if whole_year else _month(chance, till), till.setting)[0]

    return read


def _shift(till: MadeTill, chance: random.Random) -> Report:
    till.reports.fold()
    report = shift_report(till.reports, chance.choice(till.real_shifts), None, till.setting)
    if report is None:
        raise LookupError("a shift that was written is not there")
    return _pictured(report)


def _behind(figure: str, **narrow: str) -> Read:
    def read(till: MadeTill, chance: random.Random) -> Report:
        till.reports.fold()
        link = ReceiptsLink(figure, shift_id(chance.randrange(till.trade.shifts)), tuple(sorted(narrow.items())))
        return receipts_report(till.reports, link, None, till.setting)[0]

    return read


def _of_day(till: MadeTill, chance: random.Random) -> Report:
    till.reports.fold()
    link = ReceiptsLink(chance.choice(sorted(FIGURES)), "", (("day", _some_day(chance, till).isoformat()),))
    return receipts_report(till.reports, link, None, till.setting)[0]


def _file(make: Callable[[Report, str], bytes]) -> Read:
    year = _days(ReportName.DAYS, whole_year=True)
    return lambda till, chance: make(_is_report(year(till, chance)), "ru")


def _is_report(read: object) -> Report:
    if not isinstance(read, Report):
        raise TypeError(f"expected a report, got {type(read).__name__}")
    return read


def _why(till: MadeTill, chance: random.Random) -> object:
    sale = till.books.sale(chance.choice(till.real_receipts))
    if sale is None:
        raise LookupError("a sale that was written is not there")
    return why_sale(sale, None)


def _journal_far_on(till: MadeTill, chance: random.Random) -> object:
    older = 1 + chance.randrange(max(1, till.trade.receipts // 20))
    return till.books.deeds(JOURNAL_PAGE, f"made-{older}")


def _reports() -> dict[str, Read]:
    reads: dict[str, Read] = {}
    for name in ReportName:
        reads[f"{name.value}: a month"] = _days(name, whole_year=False)
        reads[f"{name.value}: the year"] = _days(name, whole_year=True)
    return reads


TILL_READS: Mapping[str, Read] = {
    "shifts: a month": _shifts(whole_year=False),
    "shifts: the year": _shifts(whole_year=True),
    "one shift, held against its receipts": _shift,
    "receipts of a shift": _behind("all"),
    "returns of a shift": _behind("returns"),
    "receipts of an hour": _behind("sales", hour="12"),
    "receipts of a day behind any figure": _of_day,
    **_reports(),
    "days: the year, as pdf": _file(report_pdf),
    "days: the year, as xlsx": _file(report_xlsx),
    "days: the year, as csv": _file(report_csv),
    "list of receipts": lambda till, chance: till.books.recent_receipts(_RECEIPTS),
    "a receipt by its number": lambda till, chance: till.books.receipt_by_number(
        f"77-{1 + chance.randrange(till.trade.receipts):06d}"
    ),
    "one receipt": lambda till, chance: till.books.sale(chance.choice(till.real_receipts)),
    "why: one receipt": _why,
    "Z reports": lambda till, chance: till.books.z_reports(_RECEIPTS),
    "journal": lambda till, chance: till.books.deeds(JOURNAL_PAGE),
    "journal, far on": _journal_far_on,
    "the queue": lambda till, chance: till.books.queued_operations(_RECEIPTS),
    "a customer by phone": lambda till, chance: till.people.by_phone(phone(chance.randrange(till.customers))),
    "customers by four digits": lambda till, chance: till.people.by_last4(
        f"{chance.randrange(10_000):04d}", _SAME_ENDING
    ),
    "a sale is stored": lambda till, chance: till.sell(),
    "a customer's receipts here": lambda till, chance: till.books.receipts_of(
        f"customer-{chance.randrange(50)}", OWN_RECEIPTS
    ),
}
"""By what the table of the bench calls it."""
ASKED_AT_A_TILL: Mapping[type, tuple[str, ...]] = {
    ShiftsAsked: ("shifts: a month", "shifts: the year"),
    ShiftAsked: ("one shift, held against its receipts",),
    ReceiptsAsked: ("receipts of a shift", "receipts of a day behind any figure"),
    PeriodAsked: ("days: a month", "days: the year"),
}
"""Which of them stand for what a reader of reports asks."""
