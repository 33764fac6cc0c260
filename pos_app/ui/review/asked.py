"""What a reader of reports asks for, one after another: the way back is the list of these."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from pos_app.domain.report.document import Report
from pos_app.domain.report.link import DeedsLink, ReceiptsLink
from pos_app.domain.report.report_name import ReportName
from pos_app.ui.report_view.lines import Place


@dataclass(frozen=True, slots=True)
class ShiftsAsked:
    """The list of shifts; ``closed_by``: those with a difference that this person closed."""

    first_day: date
    last_day: date
    offset: int = 0
    closed_by: str = ""


@dataclass(frozen=True, slots=True)
class ShiftAsked:
    """One shift."""

    shift_id: str


@dataclass(frozen=True, slots=True)
class ReceiptsAsked:
    """The receipts behind a figure; ``after``: where the page before ended."""

    link: ReceiptsLink
    after: str = ""


@dataclass(frozen=True, slots=True)
class DeedsAsked:
    """The deeds that a figure counts; ``after`` as of receipts."""

    link: DeedsLink
    after: str = ""


@dataclass(frozen=True, slots=True)
class PeriodAsked:
    """A report about days: by hour, by cashier, points, differences …"""

    report: ReportName
    first_day: date
    last_day: date
    offset: int = 0


Asked = ShiftsAsked | ShiftAsked | ReceiptsAsked | DeedsAsked | PeriodAsked


@dataclass(frozen=True, slots=True)
class Shown:
    """A report as it is shown. ``next_page``: what asks for the rows that follow, None at the end."""

    asked: Asked
    report: Report
    next_page: Asked | None = None
    can_accept: bool = False
    place: Place | None = None
    scrolled: int = 0

    def left_at(self, place: Place | None, scrolled: int) -> "Shown":
        """The same, and where its reader was."""
        return replace(self, place=place, scrolled=scrolled)


def periods(today: date) -> tuple[tuple[date, date], ...]:
    """Today, yesterday, 7 days, 30 days, this month, the month before, this year, the year before."""
    yesterday = today - timedelta(days=1)
    month = today.replace(day=1)
    last_month_end = month - timedelta(days=1)
    year = today.replace(month=1, day=1)
    last_year_end = year - timedelta(days=1)
    return (
        (today, today),
        (yesterday, yesterday),
        (today - timedelta(days=6), today),
        (today - timedelta(days=29), today),
        (month, today),
        (last_month_end.replace(day=1), last_month_end),
        (year, today),
        (last_year_end.replace(month=1, day=1), last_year_end),
    )
