"""The list of receipts, and what they did to each customer: points not yet in the server's picture, visits."""

from datetime import date

from pos_app.domain.loyalty.points_delta import PointsDelta
from pos_app.domain.money.units import Points
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.stored_receipt import ReceiptKind, StoredReceipt
from sync.protocol.operation import instant_of
from sync.store.book import Book
from sync.store.connection import SqlRow
from sync.store.receipt_rows import running_number

_PAID = (
    "money_kopecks + CASE WHEN json_valid(CAST(body AS TEXT)) THEN coalesce((SELECT sum(coalesce("
    "json_extract(value, '$.advance.kopecks'), json_extract(value, '$.kopecks')))"
    " FROM json_each(CAST(body AS TEXT), '$.advances')), 0) ELSE 0 END"
)
"""Goods, and certificates and top-ups beside them, as a list of receipts shows it; a damaged body hides no receipt."""


class ReceiptRegister(Book):
    """The part of ``TillBooks`` that looks over all receipts."""

    def recent_receipts(self, limit: int) -> tuple[StoredReceipt, ...]:
        """Newest first."""
        rows = self._database.rows(
            f"SELECT receipt_id, kind, number, at_ms, {_PAID}, customer_id FROM receipt ORDER BY running DESC LIMIT ?",
            (limit,),
        )
        return tuple(_stored(row) for row in rows)

    def receipt_by_number(self, number: str) -> StoredReceipt | None:
        """The sale or return with this receipt number."""
        running = running_number(number)
        if running is None:
            return None
        row = self._database.row(
            f"SELECT receipt_id, kind, number, at_ms, {_PAID}, customer_id FROM receipt"
            " WHERE running = ? AND number = ?",
            (running, number),
        )
        return None if row is None else _stored(row)

    def points_delta(self, customer_id: str, after_seq: int, after_epoch: int = 0) -> PointsDelta:
        """What own records with an operation number above ``after_seq`` did; hundredths of a point.

        Numbers of an earlier epoch than the present one are not comparable: when ``after_epoch`` names one (0: the
        present), every record of the present epoch counts, and no other: what moved into it the server had not yet.
        """
        rows = self._database.rows(
            "SELECT receipt.kind, sum(receipt.points), sum(receipt.earned),"
            " sum((SELECT coalesce(sum(points), 0) FROM redemption WHERE redemption.receipt_id = receipt.receipt_id))"
            " FROM receipt JOIN op ON op.op_id = receipt.receipt_id"
            " WHERE receipt.customer_id = ?1 AND op.epoch = (SELECT epoch FROM meta)"
            " AND op.seq > (SELECT CASE WHEN ?3 IN (0, epoch) THEN ?2 ELSE 0 END FROM meta) GROUP BY receipt.kind",
            (customer_id, after_seq, after_epoch),
        )
        sums = {ReceiptKind(kind): (int(points), int(earned), int(held)) for kind, points, earned, held in rows}
        spent, earned, from_reserved = sums.get(ReceiptKind.SALE, (0, 0, 0))
        returned, taken_back, _ = sums.get(ReceiptKind.RETURN, (0, 0, 0))
        given, credited = self._beside_receipts(customer_id)
        return PointsDelta(spent + given, returned, earned + credited, taken_back, from_reserved + given)

    def _beside_receipts(self, customer_id: str) -> tuple[Points, Points]:
        """Rewards and points for a sum that the server has not confirmed; its answer brings the account with them.

        All points of a reward come out of reservations.
        """
        rows = self._database.rows(
            "SELECT kind, sum(json_extract(CAST(body AS TEXT), iif(kind = 'reward_given', '$.points', '$.earned')))"
            " FROM op WHERE state = 0 AND kind IN ('reward_given', 'quick_credit')"
            " AND json_extract(CAST(body AS TEXT), '$.customer_id') = ? GROUP BY kind",
            (customer_id,),
        )
        sums = {str(kind): int(points) for kind, points in rows}
        return sums.get("reward_given", 0), sums.get("quick_credit", 0)

    def sales_since(self, customer_id: str, after_seq: int, after_epoch: int = 0) -> tuple[Sale, ...]:
        """The customer's sales that ``points_delta`` counts, oldest first."""
        return self._records(
            Sale,
            self._database.rows(
                "SELECT receipt.body FROM receipt JOIN op ON op.op_id = receipt.receipt_id"
                " WHERE receipt.customer_id = ?1 AND receipt.kind = 'sale' AND op.epoch = (SELECT epoch FROM meta)"
                " AND op.seq > (SELECT CASE WHEN ?3 IN (0, epoch) THEN ?2 ELSE 0 END FROM meta) ORDER BY op.seq",
                (customer_id, after_seq, after_epoch),
            ),
        )

    def points_risked_on(self, customer_id: str, business_day: date) -> Points:
        """Points spent in sales of that day at this till out of no reservation; returns do not free them again."""
        row = self._database.rows(
            "SELECT coalesce(sum(points - (SELECT coalesce(sum(points), 0) FROM redemption"
            " WHERE redemption.receipt_id = receipt.receipt_id)), 0) FROM receipt"
            " WHERE customer_id = ? AND business_day = ? AND kind = 'sale'",
            (customer_id, business_day.isoformat()),
        )[0]
        return int(row[0])


def _stored(row: SqlRow) -> StoredReceipt:
    receipt_id, kind, number, at_ms, money_kopecks, customer_id = row
    return StoredReceipt(receipt_id, ReceiptKind(kind), number, instant_of(at_ms), money_kopecks, customer_id)
