"""Shifts, cash movements and Z reports. One shift is open at a time; a Z report closes it for good."""

from pos_app.domain.shift.shift import CashMovement, ShiftOpened, ZReport
from pos_app.domain.transaction.errors import StoreError
from pos_app.domain.transaction.unprinted import PaperKind
from sync.protocol.operation import OperationKind, unix_ms
from sync.store.book import Book, body_of
from sync.store.engine import sqlite3
from sync.store.operation_log import already_recorded, append_operation, proof_of
from sync.store.paper_book import paper_is_due
from sync.store.receipt_rows import require_open_shift

_OPEN_SHIFT = (
    "SELECT body FROM shift WHERE NOT EXISTS (SELECT 1 FROM z_report WHERE z_report.shift_id = shift.shift_id)"
    " ORDER BY number DESC LIMIT 1"
)


class ShiftBook(Book):
    """The shifts part of ``TillBooks``."""

    def current_shift(self) -> ShiftOpened | None:
        """The open shift."""
        return self._record(ShiftOpened, self._database.row(_OPEN_SHIFT))

    def next_shift_number(self) -> int:
        """Number of the next shift."""
        return int(self._database.rows("SELECT last_shift + 1 FROM meta")[0][0])

    def next_z_number(self) -> int:
        """Number of the next Z report."""
        return int(self._database.rows("SELECT last_z + 1 FROM meta")[0][0])

    def open_shift(self, shift: ShiftOpened) -> None:
        """Store the opening. Raises ``StoreError`` (``refused``: a shift is open, the number is not the next one)."""
        body = body_of(shift)
        with self._database.transaction(proof_of(shift.shift_id)) as connection:
            if already_recorded(connection, shift.shift_id, body):
                return
            if connection.execute(_OPEN_SHIFT).fetchone() is not None:
                raise StoreError("refused", "a shift is open: close it first")
            _take(connection, "last_shift", shift.number, "shift")
            connection.execute(
                "INSERT INTO shift (shift_id, number, opened_ms, body) VALUES (?, ?, ?, ?)",
                (shift.shift_id, shift.number, unix_ms(shift.opened_at), body),
            )
            append_operation(connection, OperationKind.SHIFT_OPENED, shift.shift_id, shift.opened_at, body)

    def record_cash_movement(self, movement: CashMovement) -> None:
        """Store cash in or out. Raises ``StoreError`` (``refused``: the shift is not open)."""
        body = body_of(movement)
        with self._database.transaction(proof_of(movement.movement_id)) as connection:
            if already_recorded(connection, movement.movement_id, body):
                return
            require_open_shift(connection, movement.shift_id)
            connection.execute(
                "INSERT INTO cash_movement (movement_id, shift_id, kind, amount_kopecks, moved_ms, body)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    movement.movement_id,
                    movement.shift_id,
                    movement.kind.value,
                    movement.amount_kopecks,
                    unix_ms(movement.moved_at),
                    body,
                ),
            )
            append_operation(connection, OperationKind.CASH_MOVED, movement.movement_id, movement.moved_at, body)

    def close_shift(self, z_report: ZReport) -> None:
        """Store the Z report; the shift is closed with it.

        Raises ``StoreError`` (``refused``: the shift is not open, the number is not the next one).
        """
        body = body_of(z_report)
        shift_id = z_report.report.shift.shift_id
        with self._database.transaction(proof_of(z_report.z_id)) as connection:
            if already_recorded(connection, z_report.z_id, body):
                return
            require_open_shift(connection, shift_id)
            _take(connection, "last_z", z_report.z_number, "Z report")
            connection.execute(
                "INSERT INTO z_report (z_id, z_number, shift_id, closed_ms, body) VALUES (?, ?, ?, ?, ?)",
                (z_report.z_id, z_report.z_number, shift_id, unix_ms(z_report.closed_at), body),
            )
            paper_is_due(connection, z_report.z_id, PaperKind.Z_REPORT)
            append_operation(connection, OperationKind.SHIFT_CLOSED, z_report.z_id, z_report.closed_at, body)

    def shift_cash_movements(self, shift_id: str) -> tuple[CashMovement, ...]:
        """Every cash movement of the shift, oldest first."""
        return self._records(
            CashMovement,
            self._database.rows(
                "SELECT body FROM cash_movement WHERE shift_id = ? ORDER BY moved_ms, movement_id", (shift_id,)
            ),
        )

    def z_report(self, z_id: str) -> ZReport | None:
        """A Z report by id."""
        return self._record(ZReport, self._database.row("SELECT body FROM z_report WHERE z_id = ?", (z_id,)))

    def z_reports(self, limit: int) -> tuple[ZReport, ...]:
        """Newest first."""
        return self._records(
            ZReport, self._database.rows("SELECT body FROM z_report ORDER BY z_number DESC LIMIT ?", (limit,))
        )


def _take(connection: sqlite3.Connection, counter: str, number: int, what: str) -> None:
    expected = connection.execute(f"SELECT {counter} + 1 FROM meta").fetchone()[0]
    if number != expected:
        raise StoreError("refused", f"the next {what} has number {expected}, the record has {number}")
    connection.execute(f"UPDATE meta SET {counter} = ?", (number,))
