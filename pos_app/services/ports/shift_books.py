"""Shifts in the books."""

from typing import Protocol

from pos_app.domain.shift.shift import CashMovement, ShiftOpened, ZReport
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn


class ShiftBooks(Protocol):
    """Shifts, cash and Z reports; the part of ``TillBooks`` that a shift needs."""

    def current_shift(self) -> ShiftOpened | None:
        """The open shift."""
        ...

    def next_shift_number(self) -> int:
        """Number of the next shift."""
        ...

    def next_z_number(self) -> int:
        """Number of the next Z report."""
        ...

    def open_shift(self, shift: ShiftOpened) -> None:
        """Store the opening."""
        ...

    def record_cash_movement(self, movement: CashMovement) -> None:
        """Store cash in or out."""
        ...

    def close_shift(self, z_report: ZReport) -> None:
        """Store the Z report; the shift is closed with it."""
        ...

    def shift_sales(self, shift_id: str) -> tuple[Sale, ...]:
        """Every sale of the shift, oldest first. May take longer than a frame on a long shift."""
        ...

    def shift_returns(self, shift_id: str) -> tuple[SaleReturn, ...]:
        """Every return of the shift, oldest first."""
        ...

    def shift_cash_movements(self, shift_id: str) -> tuple[CashMovement, ...]:
        """Every cash movement of the shift."""
        ...

    def z_report(self, z_id: str) -> ZReport | None:
        """A Z report by id."""
        ...

    def z_reports(self, limit: int) -> tuple[ZReport, ...]:
        """Newest first."""
        ...
