"""A shift's row, in memory while it is folded."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Row

from pos_app.domain.report.figures import Acceptance, ShiftLine
from pos_app.domain.report.shift_sums import FIGURES, NOTHING, ShiftSums
from pos_app.domain.shift.shift import ShiftOpened
from sync.protocol.operation import instant_of
from sync.reports.upsert import figure_cells


@dataclass(slots=True)
class ShiftRow:
    """``cells``: the columns beside the figures."""

    cells: dict[str, Any]
    sums: ShiftSums = NOTHING
    is_new: bool = field(default=False)

    @property
    def day(self) -> date:
        """On which all of it counts."""
        found: date = self.cells["day"]
        return found

    @property
    def shop_id(self) -> str:
        """Whose it is."""
        return str(self.cells["shop_id"])

    @property
    def over_short_kopecks(self) -> int:
        """0 while it is open."""
        return int(self.cells["over_short_kopecks"] or 0)

    def row(self) -> dict[str, Any]:
        """All columns."""
        return {**self.cells, **figure_cells(self.sums)}

    def opened(self) -> ShiftOpened:
        """Its opening, as far as it is told."""
        cells = self.cells
        return ShiftOpened(
            cells["shift_id"],
            cells["number"],
            cells["till_code"],
            cells["operator_id"],
            instant_of(cells["opened_ms"]),
            cells["float_kopecks"],
        )


def shift_row(row: Row[Any]) -> ShiftRow:
    """From the database."""
    cells = dict(row._mapping)
    sums = sums_of(cells)
    return ShiftRow({name: value for name, value in cells.items() if name not in _FIGURES}, sums)


_FIGURES = frozenset(FIGURES)


def sums_of(cells: Any) -> ShiftSums:
    """The figures in a row."""
    return ShiftSums(*(int(cells[name] or 0) for name in FIGURES))


def shift_line(row: ShiftRow) -> ShiftLine:
    """The shift as reports show it."""
    cells = row.cells
    closed_ms = cells["closed_ms"]
    return ShiftLine(
        shift_id=cells["shift_id"],
        shop_id=cells["shop_id"],
        till_id=cells["till_id"],
        till_code=cells["till_code"],
        number=cells["number"],
        day=cells["day"],
        operator_id=cells["operator_id"],
        opened_at=instant_of(cells["opened_ms"]),
        float_kopecks=cells["float_kopecks"],
        sums=row.sums,
        expected_cash_kopecks=cells["float_kopecks"] + row.sums.cash_change_kopecks,
        closed_at=None if closed_ms is None else instant_of(closed_ms),
        closed_by=cells["closed_by"] or "",
        z_id=cells["z_id"] or "",
        z_number=cells["z_number"],
        counted_cash_kopecks=cells["counted_kopecks"],
        over_short_kopecks=cells["over_short_kopecks"],
        over_short_reason=cells["over_short_reason"] or "",
        unsent_operations=cells["unsent_operations"],
        first_number=cells["first_number"],
        last_number=cells["last_number"],
        acceptance=acceptance_of(cells),
        findings_count=cells["findings_count"],
    )


def acceptance_of(cells: Any) -> Acceptance | None:
    """Who signed the shift off."""
    if cells["accepted_ms"] is None:
        return None
    return Acceptance(
        accepted_at=instant_of(cells["accepted_ms"]),
        operator_id=cells["accepted_by"] or "",
        operator_name=cells["accepted_name"] or "",
        note=cells["accepted_note"] or "",
        at_office=bool(cells["accepted_at_office"]),
    )
