"""I12 every report ties: folded sums are the receipts', and the Z reports say the same to the kopeck."""

from collections.abc import Iterator

from sqlalchemy import select

from pos_app.domain.report.ties import FindingKind
from pos_app.simulation.checks.finding import Violation
from pos_app.simulation.truth import Truth
from sync.reports.tables import REPORT_SHIFT
from sync.server.central import Central
from sync.server.database import reading
from sync.server.reports.fold_operations import fold_new
from sync.server.reports.server_reports import ServerReports

_TIES = frozenset({FindingKind.LOST, FindingKind.DOUBLED, FindingKind.CHANGED, FindingKind.SUM_DIFFERS})
"""Clocks of this world jump: times are looked at elsewhere."""


def check_reports(central: Central, truth: Truth) -> Iterator[Violation]:
    """Shifts of tills that lost nothing: those that did show what they lost, which is no fault of the reports."""
    fold_new(central)
    reports = ServerReports(central)
    with reading(central.engine) as connection:
        rows = connection.execute(select(REPORT_SHIFT.c.shift_id, REPORT_SHIFT.c.till_id)).all()
    for row in rows:
        till = truth.tills.get(row.till_id)
        if till is None or till.was_restored or till.disk_lost or till.injected or till.sold_again:
            continue
        detail = reports.shift(row.shift_id, None)
        for finding in () if detail is None else detail.findings:
            if finding.kind in _TIES:
                yield Violation("I12", f"{row.till_id}, shift {row.shift_id}: {finding}")
