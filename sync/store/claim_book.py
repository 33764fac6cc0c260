"""Single coupons and orders of this till's receipts: asked for, kept, taken at risk, given back, used up."""

from collections.abc import Callable, Sequence
from datetime import datetime

from pos_app.domain.claim.claim import Claim, ClaimStage, NumberUsed
from pos_app.domain.claim.claim_closed import ClaimClosed
from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.domain.pre_order.order_cancelled import OrderCancelled
from pos_app.domain.reservation.closed import CloseReason
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.encoding import decode
from sync.protocol.operation import OperationKind
from sync.store.book import Book, body_of
from sync.store.connection import Proof
from sync.store.engine import sqlite3
from sync.store.operation_log import already_recorded, append_operation, proof_of


class ClaimBook(Book):
    """The part of ``TillBooks`` for numbers that one receipt may take. The id is stored before the server is asked."""

    def note_claim_asked(self, claim_id: str, kind: ClaimKind, number: str, receipt_id: str) -> int:
        """Store the id before the first byte is sent; returns the epoch to ask in."""
        with self._database.transaction(Proof("SELECT 1 FROM claim WHERE claim_id = ?", (claim_id,))) as connection:
            _insert(connection, claim_id, kind, number, receipt_id, "asked")
            return int(connection.execute("SELECT epoch FROM meta").fetchone()[0])

    def note_claim_granted(self, claim_id: str, *, granted: bool) -> bool:
        """The server's answer. False if it came too late to be used, or nothing was granted."""
        proof = Proof("SELECT 1 FROM claim WHERE claim_id = ? AND state <> 'asked'", (claim_id,))
        with self._database.transaction(proof) as connection:
            changed = connection.execute(
                "UPDATE claim SET state = ?2 WHERE claim_id = ?1 AND state = 'asked'"
                " AND epoch = (SELECT epoch FROM meta)",
                (claim_id, "held" if granted else "closed"),
            ).rowcount
        return changed == 1 and granted

    def note_claim_at_risk(self, claim_id: str, kind: ClaimKind, number: str, receipt_id: str) -> None:
        """The number is taken without the server, whether it was asked in vain or not at all."""
        proof = Proof("SELECT 1 FROM claim WHERE claim_id = ? AND state = 'at_risk'", (claim_id,))
        with self._database.transaction(proof) as connection:
            asked = connection.execute(
                "UPDATE claim SET state = 'at_risk' WHERE claim_id = ? AND state = 'asked'", (claim_id,)
            ).rowcount
            if not asked:
                _insert(connection, claim_id, kind, number, receipt_id, "at_risk")

    def end_claims(self, closings: Sequence[ClaimClosed]) -> int:
        """Close those that have not ended and queue the closings that the server must hear of; how many were."""
        if not closings:
            return 0
        proof = Proof("SELECT 1 FROM claim WHERE claim_id = ? AND state = 'closed'", (closings[-1].claim_id,))
        with self._database.transaction(proof) as connection:
            return sum(_close(connection, closing) for closing in closings)

    def unsettled_claims(self) -> tuple[Claim, ...]:
        """All that have not ended, oldest first."""
        rows = self._database.rows(
            "SELECT claim_id, kind, number, receipt_id, state FROM claim WHERE state <> 'closed' ORDER BY claim_id"
        )
        return tuple(Claim(row[0], ClaimKind(row[1]), row[2], row[3], ClaimStage(row[4])) for row in rows)

    def number_used(self, kind: ClaimKind, number: str) -> NumberUsed | None:
        """The first receipt of this till that took the number; None if none did, or its goods came back."""
        sales = self.sales_with(kind, number)
        if not sales:
            return None
        waiting = self._database.row(
            "SELECT 1 FROM op WHERE state <> 1 AND op_id IN (SELECT receipt_id FROM number_use"
            " WHERE kind = ? AND number = ?)",
            (kind.value, number),
        )
        return NumberUsed(sales[0].receipt_id, sales[0].number, sales[0].sold_at, waiting is None)

    def sales_with(self, kind: ClaimKind, number: str) -> tuple[Sale, ...]:
        """This till's receipts that took the number, oldest first."""
        rows = self._database.rows(
            "SELECT receipt.body FROM number_use JOIN receipt USING (receipt_id)"
            " WHERE number_use.kind = ? AND number_use.number = ? ORDER BY receipt.running",
            (kind.value, number),
        )
        return self._records(Sale, rows)

    def record_order_cancelled(self, record: OrderCancelled) -> None:
        """Store and queue it. Storing the very same record again changes nothing."""
        body = body_of(record)
        with self._database.transaction(proof_of(record.cancel_id)) as connection:
            if not already_recorded(connection, record.cancel_id, body):
                append_operation(connection, OperationKind.ORDER_CANCELLED, record.cancel_id, record.at, body)

    def order_cancelled_here(self, number: str) -> bool:
        """Whether this till cancelled it, whether or not the server has heard of that."""
        rows = self._database.rows("SELECT body FROM op WHERE kind = ?", (OperationKind.ORDER_CANCELLED.value,))
        return any(each.number == number for each in self._records(OrderCancelled, rows))


def put_number_uses(connection: sqlite3.Connection, sale: Sale) -> bool:
    """What a stored sale took; inside its transaction. Answers whether it took anything."""
    taken = [(ClaimKind.COUPON, used.number) for used in sale.coupons_used]
    taken += [(ClaimKind.ORDER, sale.picked_up.number)] if sale.picked_up is not None else []
    for kind, number in taken:
        connection.execute(
            "INSERT OR IGNORE INTO number_use (kind, number, receipt_id) VALUES (?, ?, ?)",
            (kind.value, number, sale.receipt_id),
        )
    return bool(taken)


def end_used_claims(connection: sqlite3.Connection, sale: Sale) -> None:
    """The claims that a receipt used end with it, inside its transaction: the server ends them by the receipt."""
    if not put_number_uses(connection, sale):
        return
    connection.execute(
        "UPDATE claim SET state = 'closed' WHERE receipt_id = ?1 AND state <> 'closed' AND EXISTS (SELECT 1 FROM"
        " number_use AS used WHERE used.receipt_id = ?1 AND used.kind = claim.kind AND used.number = claim.number)",
        (sale.receipt_id,),
    )


def free_returned_coupons(connection: sqlite3.Connection, sale_return: SaleReturn) -> None:
    """All goods of a sale came back: its coupons may be used again where their rule said so."""
    if not sale_return.completes:
        return
    row = connection.execute("SELECT body FROM receipt WHERE receipt_id = ?", (sale_return.sale_id,)).fetchone()
    if row is None:
        return
    for used in decode(Sale, row[0]).coupons_used:
        if used.freed_by_return:
            connection.execute(
                "DELETE FROM number_use WHERE kind = 'coupon' AND number = ? AND receipt_id = ?",
                (used.number, sale_return.sale_id),
            )


def close_all_claims(connection: sqlite3.Connection, at: datetime, new_id: Callable[[], str]) -> None:
    """When a new epoch begins: nothing of the old one is kept any more."""
    rows = connection.execute(
        "SELECT claim_id, kind, number FROM claim WHERE state <> 'closed' ORDER BY claim_id"
    ).fetchall()
    for claim_id, kind, number in rows:
        _close(connection, ClaimClosed(new_id(), claim_id, ClaimKind(kind), number, CloseReason.REJOINED, at))


def _insert(
    connection: sqlite3.Connection, claim_id: str, kind: ClaimKind, number: str, receipt_id: str, state: str
) -> None:
    connection.execute(
        "INSERT INTO claim (claim_id, epoch, kind, number, receipt_id, was_asked, state)"
        " VALUES (?, (SELECT epoch FROM meta), ?, ?, ?, ?, ?)",
        (claim_id, kind.value, number, receipt_id, int(state == "asked"), state),
    )


def _close(connection: sqlite3.Connection, closing: ClaimClosed) -> bool:
    row = connection.execute(
        "UPDATE claim SET state = 'closed' WHERE claim_id = ? AND state <> 'closed' RETURNING was_asked",
        (closing.claim_id,),
    ).fetchone()
    if row is not None and row[0]:
        append_operation(
            connection, OperationKind.CLAIM_CLOSED, closing.closing_id, closing.closed_at, body_of(closing)
        )
    return row is not None
