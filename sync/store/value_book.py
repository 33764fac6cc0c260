"""Money of certificates and accounts that the server set aside for open receipts: asked, granted, paid, given back."""

from collections.abc import Callable, Sequence
from datetime import datetime

from pos_app.domain.money.units import Kopecks
from pos_app.domain.reservation.closed import CloseReason
from pos_app.domain.stored_value.certificate_block import CertificateBlocked
from pos_app.domain.stored_value.hold_closed import ValueHoldClosed
from pos_app.domain.stored_value.value_hold import ValueHold
from pos_app.domain.stored_value.value_kind import VALUE_OF_TENDER, ValueKind
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.operation import OperationKind
from sync.store.book import Book, body_of
from sync.store.connection import Proof
from sync.store.engine import sqlite3
from sync.store.operation_log import already_recorded, append_operation, proof_of


class ValueBook(Book):
    """The part of ``TillBooks`` for money that the shop owes. The id is stored before the server is asked."""

    def note_value_asked(self, hold_id: str, kind: ValueKind, owner: str, receipt_id: str) -> int:
        """Store the id before the first byte is sent; returns the epoch to ask in."""
        with self._database.transaction(Proof("SELECT 1 FROM value_hold WHERE hold_id = ?", (hold_id,))) as connection:
            connection.execute(
                "INSERT INTO value_hold (hold_id, epoch, kind, owner, receipt_id, state)"
                " VALUES (?, (SELECT epoch FROM meta), ?, ?, ?, 'asked')",
                (hold_id, kind.value, owner, receipt_id),
            )
            return int(connection.execute("SELECT epoch FROM meta").fetchone()[0])

    def note_value_granted(self, hold_id: str, kopecks: Kopecks) -> bool:
        """The server's answer. False if it came too late to be used, or nothing was granted."""
        proof = Proof("SELECT 1 FROM value_hold WHERE hold_id = ? AND state <> 'asked'", (hold_id,))
        with self._database.transaction(proof) as connection:
            changed = connection.execute(
                "UPDATE value_hold SET state = CASE WHEN ?2 > 0 THEN 'open' ELSE 'closed' END, kopecks = ?2"
                " WHERE hold_id = ?1 AND state = 'asked' AND epoch = (SELECT epoch FROM meta)",
                (hold_id, kopecks),
            ).rowcount
        return changed == 1 and kopecks > 0

    def end_value_holds(self, closings: Sequence[ValueHoldClosed]) -> int:
        """Close what is asked or open among these and queue the closings; returns how many. Asking again is safe."""
        if not closings:
            return 0
        proof = Proof("SELECT 1 FROM value_hold WHERE hold_id = ? AND state = 'closed'", (closings[-1].hold_id,))
        with self._database.transaction(proof) as connection:
            return sum(_close(connection, closing) for closing in closings)

    def unsettled_value_holds(self) -> tuple[ValueHold, ...]:
        """All that are asked or open, oldest first."""
        rows = self._database.rows(
            "SELECT hold_id, kind, owner, receipt_id, kopecks FROM value_hold WHERE state <> 'closed' ORDER BY hold_id"
        )
        return tuple(ValueHold(row[0], ValueKind(row[1]), *row[2:]) for row in rows)

    def record_certificate_block(self, record: CertificateBlocked) -> None:
        """Store and queue it. Storing the very same record again changes nothing."""
        body = body_of(record)
        with self._database.transaction(proof_of(record.block_id)) as connection:
            if not already_recorded(connection, record.block_id, body):
                append_operation(connection, OperationKind.CERTIFICATE_BLOCKED, record.block_id, record.at, body)


def end_paid_holds(connection: sqlite3.Connection, sale: Sale) -> None:
    """The holds that a receipt paid with end with it, inside its transaction: the server ends them by the receipt."""
    for tender in sale.tenders:
        if tender.kind in VALUE_OF_TENDER:
            connection.execute(
                "UPDATE value_hold SET state = 'closed' WHERE receipt_id = ? AND kind = ? AND state <> 'closed'"
                " AND (owner = ? OR kind = 'account')",
                (sale.receipt_id, VALUE_OF_TENDER[tender.kind].value, tender.reference),
            )


def end_paid_out_holds(connection: sqlite3.Connection, sale_return: SaleReturn) -> None:
    """The holds of what a return paid out of certificates and accounts end with it; the server ends them by its id."""
    if sale_return.advances:
        connection.execute(
            "UPDATE value_hold SET state = 'closed' WHERE receipt_id = ? AND state <> 'closed'",
            (sale_return.receipt_id,),
        )


def close_all_value_holds(connection: sqlite3.Connection, at: datetime, new_id: Callable[[], str]) -> None:
    """When a new epoch begins: nothing of the old one may be paid with."""
    rows = connection.execute(
        "SELECT hold_id, kind, owner FROM value_hold WHERE state <> 'closed' ORDER BY hold_id"
    ).fetchall()
    for hold_id, kind, owner in rows:
        _close(connection, ValueHoldClosed(new_id(), hold_id, ValueKind(kind), owner, CloseReason.REJOINED, at))


def _close(connection: sqlite3.Connection, closing: ValueHoldClosed) -> bool:
    changed = connection.execute(
        "UPDATE value_hold SET state = 'closed' WHERE hold_id = ? AND state <> 'closed'", (closing.hold_id,)
    ).rowcount
    if changed:
        append_operation(
            connection, OperationKind.VALUE_HOLD_CLOSED, closing.closing_id, closing.closed_at, body_of(closing)
        )
    return changed == 1
