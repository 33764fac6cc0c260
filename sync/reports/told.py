"""A shift as its till told it, and whether everything that is kept and added up says the same."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Protocol

from sqlalchemy import Connection

from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.report.beside_figure import BesideRecord
from pos_app.domain.report.fold import fold, report_of
from pos_app.domain.report.receipt_line import ReceiptLine, line_of_return, line_of_sale
from pos_app.domain.report.shift_sums import FIGURES, total
from pos_app.domain.report.ties import (
    Finding,
    FindingKind,
    KeptReceipt,
    tie_numbers,
    tie_receipts,
    tie_report,
    tie_times,
)
from pos_app.domain.shift.shift import ShiftOpened, ZReport
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.operation import instant_of
from sync.reports.fact import FactRecord
from sync.reports.receipts import all_of_shift
from sync.reports.settled import z_report_of
from sync.reports.shift_row import ShiftRow


@dataclass(frozen=True, slots=True)
class ToldShift:
    """``records`` of the shift in the order in which they were told, doubled ones too.

    ``kept``: how other places keep the receipts of ``compared`` (by the place's name). ``findings``: what was noticed
    while reading: records that cannot be read, operations that are missing or not as they were written.
    """

    records: tuple[FactRecord, ...]
    compared: Mapping[str, tuple[ReceiptLine, ...]] = field(default_factory=dict)
    kept: Mapping[str, tuple[KeptReceipt, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    not_kept: frozenset[str] = frozenset()
    """Figures whose records this end does not keep for ever: their sums are not compared."""

    def receipts(self) -> tuple[ReceiptLine, ...]:
        """Sales and returns as reports list them."""
        return tuple(told_lines(self.records))


class ShiftFacts(Protocol):
    """Where the facts of a shift are read from: a till's books, or the server's operations."""

    def told(self, connection: Connection, row: ShiftRow) -> ToldShift:
        """The shift as it was told. ``connection`` sees the derived tables."""
        ...

    def beside_receipts(self, connection: Connection, row: ShiftRow) -> Sequence[BesideRecord]:
        """Points that moved beside receipts in the shift, as far as they are kept."""
        ...

    def records(
        self, connection: Connection, receipts: Mapping[str, Collection[str]]
    ) -> Mapping[str, Sale | SaleReturn]:
        """Some receipts whole; ``receipts``: ids by shift. What cannot be read is missing."""
        ...


def told_lines(records: Sequence[FactRecord]) -> list[ReceiptLine]:
    """The receipts among the records."""
    return [
        line_of_sale(record) if isinstance(record, Sale) else line_of_return(record)
        for record in records
        if isinstance(record, Sale | SaleReturn)
    ]


def findings_of(connection: Connection, row: ShiftRow, told: ToldShift, zone: tzinfo) -> tuple[Finding, ...]:
    """All that does not tie; empty: points and money of the shift are those of its receipts, to 0.00."""
    cells = row.cells
    receipts = told.receipts()
    z_report = z_report_of(row)
    closed_at = None if cells["closed_ms"] is None else instant_of(cells["closed_ms"])
    found = list(told.findings)
    found += tie_receipts(receipts, {"sums": _folded(connection, cells["shift_id"])}, zone)
    for place, kept in told.kept.items():
        found += tie_receipts(told.compared.get(place, ()), {place: kept}, zone)
    first, last = _stated_numbers(z_report)
    found += tie_numbers(receipts, first, last)
    found += tie_times(receipts, instant_of(cells["opened_ms"]), closed_at)
    found += _tie_sums(row, told, z_report)
    return tuple(dict.fromkeys(found))


def _folded(connection: Connection, shift_id: str) -> tuple[KeptReceipt, ...]:
    return tuple(kept_of(line) for line in all_of_shift(connection, shift_id))


def kept_of(line: ReceiptLine) -> KeptReceipt:
    """A folded receipt."""
    figures = {name: getattr(line, name) for name in FOLDED_FIGURES}
    return KeptReceipt(line.receipt_id, line.number, line.business_day, figures, line.at)


FOLDED_FIGURES = ("net_kopecks", "money_kopecks", "paid_kopecks", "points", "points_kopecks", "earned")


def _stated_numbers(z_report: ZReport | None) -> tuple[str | None, str | None]:
    return (None, None) if z_report is None else (z_report.report.first_number, z_report.report.last_number)


def _tie_sums(row: ShiftRow, told: ToldShift, z_report: ZReport | None) -> list[Finding]:
    """The Z report against the receipts as told (each once), and the sums against them."""
    once: dict[str, FactRecord] = {}
    for record in told.records:
        once.setdefault(_id_of(record), record)
    folded = [
        fold(record).sums
        for record in once.values()
        if not isinstance(record, ShiftOpened | ZReport) and not _is_acceptance(record)
    ]
    sums = total(folded)
    found = [
        Finding(FindingKind.SUM_DIFFERS, "sums", figure=name, expected=str(expected), found=str(kept))
        for name in FIGURES
        if name not in told.not_kept and (expected := getattr(sums, name)) != (kept := getattr(row.sums, name))
    ]
    if z_report is not None:
        stated = z_report.report
        at = z_report.closed_at
        found += tie_report(stated, report_of(stated.shift, sums, stated.first_number, stated.last_number, at))
    return found


def _is_acceptance(record: FactRecord) -> bool:
    return isinstance(record, Deed) and record.kind is DeedKind.Z_ACCEPTED


def _id_of(record: FactRecord) -> str:
    for name in ("receipt_id", "movement_id", "deed_id", "credit_id", "reward_id", "z_id", "shift_id"):
        # A deed names the basket that it was about as its receipt.
        if name == "receipt_id" and isinstance(record, Deed):
            continue
        found = getattr(record, name, None)
        if found is not None:
            return f"{type(record).__name__}:{found}"
    return repr(record)
