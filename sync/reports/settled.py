"""What of a closed shift does not tie, as far as its sums tell; names come from ``ties`` when the shift is opened."""

from pos_app.domain.report.fold import report_of
from pos_app.domain.report.receipt_line import running_of
from pos_app.domain.report.ties import tie_report
from pos_app.domain.shift.shift import ZReport
from sync.protocol.encoding import decode
from sync.reports.shift_row import ShiftRow


def findings_count(row: ShiftRow) -> int:
    """How many figures of the Z report are not the sums of the receipts, and how many numbers no receipt has.

    Of an open shift: the numbers alone.
    """
    cells = row.cells
    missing = 0
    if cells["first_number"] is not None:
        span = running_of(cells["last_number"]) - running_of(cells["first_number"]) + 1
        missing = abs(span - cells["receipts_count"])
    z_report = z_report_of(row)
    if z_report is None:
        return missing
    told = report_of(z_report.report.shift, row.sums, cells["first_number"], cells["last_number"], z_report.closed_at)
    return missing + sum(1 for _ in tie_report(z_report.report, told))


def z_report_of(row: ShiftRow) -> ZReport | None:
    """The Z report that closed it."""
    body = row.cells["z_body"]
    return None if body is None else decode(ZReport, bytes(body))
