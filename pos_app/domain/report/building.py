"""All reports by their questions: what screens, pages and files call."""

from pos_app.domain.report.day_reports import day_report
from pos_app.domain.report.deeds_behind import deeds_report
from pos_app.domain.report.list_of_shifts import shifts_report
from pos_app.domain.report.one_shift import shift_report
from pos_app.domain.report.points_behind import points_report
from pos_app.domain.report.receipts_behind import receipts_report

__all__ = ["day_report", "deeds_report", "points_report", "receipts_report", "shift_report", "shifts_report"]
