"""Periods, reports and kinds of files in words, in the order of their digits."""

from datetime import date

from pos_app.domain.report.report_name import ReportName
from pos_app.ui.formatting import Formatting
from pos_app.ui.language import translate
from pos_app.ui.review.asked import periods
from pos_app.ui.review.saving import FileKind
from pos_app.ui.widgets.choice_list import ChoiceRow


def period_rows(today: date, formatting: Formatting) -> tuple[ChoiceRow, ...]:
    """A row for each of ``periods``."""
    titles = (
        translate("Review", "Today"),
        translate("Review", "Yesterday"),
        translate("Review", "7 days"),
        translate("Review", "30 days"),
        translate("Review", "This month"),
        translate("Review", "The month before"),
        translate("Review", "This year"),
        translate("Review", "The year before"),
    )
    days = (f"{formatting.day(first)} – {formatting.day(last)}" for first, last in periods(today))
    return tuple(ChoiceRow(title, "", told) for title, told in zip(titles, days, strict=True))


def report_rows() -> tuple[tuple[ReportName, ChoiceRow], ...]:
    """The reports about days."""
    return (
        (ReportName.HOURS, ChoiceRow(translate("Review", "Sales by hour"))),
        (ReportName.CASHIERS, ChoiceRow(translate("Review", "Cashiers compared"))),
        (ReportName.DAYS, ChoiceRow(translate("Review", "Sales by day, share with a customer"))),
        (ReportName.DISCOUNTS, ChoiceRow(translate("Review", "Discounts by reason"))),
        (ReportName.POINTS, ChoiceRow(translate("Review", "Points: issued, spent, owed"))),
        (ReportName.DIFFERENCES, ChoiceRow(translate("Review", "Over and short in time"))),
        (ReportName.DEEDS, ChoiceRow(translate("Review", "Voids, approvals, discounts by hand"))),
        (ReportName.SUSPICION, ChoiceRow(translate("Review", "Suspicious use of cards, points, discounts"))),
    )


def file_rows() -> tuple[tuple[FileKind, ChoiceRow], ...]:
    """What a report may be saved as."""
    return (
        (FileKind.PDF, ChoiceRow(translate("Review", "PDF, with charts"))),
        (FileKind.XLSX, ChoiceRow(translate("Review", "Excel workbook (XLSX)"))),
        (FileKind.CSV, ChoiceRow(translate("Review", "Table as text (CSV)"))),
    )
