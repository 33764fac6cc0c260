"""The balanced entries of a sale and of a return, as the till posts them.

Entry ids are the operation's id and the kind, so that posting twice is noticed. The server posts points itself, with
lots of its own choice, under the same account names and signs.
"""

from pos_app.domain.ledger.accounts import (
    CUSTOMER_AVAILABLE,
    PROGRAMME_ISSUED,
    PROGRAMME_REDEEMED,
    PROGRAMME_WITHHELD,
    SALES_DISCOUNT,
    SALES_GROSS,
    SALES_POINTS,
    SALES_RETURNED,
    SALES_ROUNDING,
    SALES_WITHHELD,
    TENDER_ACCOUNTS,
    TILL_CASH,
)
from pos_app.domain.ledger.entry import Book, Entry, Leg
from pos_app.domain.money.units import Kopecks
from pos_app.domain.stored_value.value_kind import TENDER_OF_VALUE
from pos_app.domain.transaction.errors import ReceiptMismatchError
from pos_app.domain.transaction.sale import NAMED_TENDERS, Sale, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn

SALE_MONEY = "sale.money"
POINTS_REDEEMED = "points.redeemed"
POINTS_EARNED = "points.earned"
RETURN_MONEY = "return.money"
POINTS_RESTORED = "points.restored"
POINTS_TAKEN_BACK = "points.taken_back"
POINTS_WITHHELD = "points.withheld"


def entry_id(operation_id: str, kind: str) -> str:
    """The id of the one entry of ``kind`` that an operation posts."""
    return f"{operation_id}/{kind}"


def sale_entries(sale: Sale) -> tuple[Entry, ...]:
    """Money, then points spent and points earned where there are any.

    Raises ``UnbalancedEntryError`` for a sale that does not add up, :class:`ReceiptMismatchError` for points or a money
    account without a customer.
    """
    till = sale.till_code
    legs = []
    for tender in sale.tenders:
        amount = tender.amount_kopecks - tender.rounding_kopecks
        legs.append(_tender_leg(sale, tender.kind, tender.reference, amount))
        legs.append(Leg(SALES_ROUNDING, till, tender.rounding_kopecks))
        if tender.kept_kopecks:
            legs.append(Leg(TILL_CASH, till, tender.kept_kopecks))
            legs.append(_tender_leg(sale, TenderKind.MONEY_ACCOUNT, "", -tender.kept_kopecks))
    for sold in sale.advances:
        legs.append(
            _tender_leg(sale, TENDER_OF_VALUE[sold.advance.kind], sold.advance.reference, -sold.advance.kopecks)
        )
    legs += [
        Leg(SALES_DISCOUNT, till, sale.list_kopecks - sale.net_kopecks),
        Leg(SALES_POINTS, till, sale.points_kopecks),
        Leg(SALES_GROSS, till, -sale.list_kopecks),
    ]
    entries = [_entry(sale, Book.MONEY, SALE_MONEY, legs)]
    entries += _points_entries(sale, sale.programme_id, ((POINTS_REDEEMED, -sale.points), (POINTS_EARNED, sale.earned)))
    return tuple(entries)


def return_entries(sale_return: SaleReturn, sale: Sale) -> tuple[Entry, ...]:
    """Money back, then points restored and earned points taken back where there are any. Raises as ``sale_entries``."""
    till = sale_return.till_code
    legs = [
        _tender_leg(sale_return, refund.kind, refund.reference, -refund.amount_kopecks)
        for refund in sale_return.refunds
    ]
    legs += [
        _tender_leg(sale_return, TENDER_OF_VALUE[back.kind], back.reference, back.kopecks)
        for back in sale_return.advances
    ]
    legs += [
        Leg(SALES_ROUNDING, till, -sale_return.rounding_kopecks),
        Leg(SALES_WITHHELD, till, -sale_return.withheld_kopecks),
        Leg(SALES_POINTS, till, -sale_return.points_kopecks),
        Leg(SALES_RETURNED, till, sale_return.money_kopecks + sale_return.points_kopecks),
    ]
    entries = [_entry(sale_return, Book.MONEY, RETURN_MONEY, legs)]
    entries += _points_entries(
        sale_return,
        sale.programme_id,
        ((POINTS_RESTORED, sale_return.points), (POINTS_TAKEN_BACK, sale_return.withheld_points - sale_return.earned)),
    )
    if sale_return.withheld_points:
        points = sale_return.withheld_points
        withheld = [
            Leg(PROGRAMME_WITHHELD, sale.programme_id, -points),
            Leg(PROGRAMME_ISSUED, sale.programme_id, points),
        ]
        entries.append(_entry(sale_return, Book.POINTS, POINTS_WITHHELD, withheld))
    return tuple(entries)


def _tender_leg(record: Sale | SaleReturn, kind: TenderKind, reference: str, amount: Kopecks) -> Leg:
    """Money of a tender: in the till, on the customer's account, or on a certificate."""
    account = TENDER_ACCOUNTS[kind]
    if kind in NAMED_TENDERS:
        return Leg(account, reference, amount)
    if kind is not TenderKind.MONEY_ACCOUNT:
        return Leg(account, record.till_code, amount)
    if record.customer_id is None:
        raise ReceiptMismatchError(record.number, "money account without a customer", 0, amount)
    return Leg(account, record.customer_id, amount)


_OTHER_SIDES = {
    POINTS_REDEEMED: PROGRAMME_REDEEMED,
    POINTS_RESTORED: PROGRAMME_REDEEMED,
    POINTS_EARNED: PROGRAMME_ISSUED,
    POINTS_TAKEN_BACK: PROGRAMME_ISSUED,
}


def _points_entries(
    record: Sale | SaleReturn, programme_id: str, movements: tuple[tuple[str, int], ...]
) -> list[Entry]:
    entries = []
    for kind, amount in movements:
        if amount == 0:
            continue
        if record.customer_id is None:
            raise ReceiptMismatchError(record.number, f"{kind} without a customer", 0, amount)
        legs = [
            Leg(CUSTOMER_AVAILABLE, record.customer_id, amount),
            Leg(_OTHER_SIDES[kind], programme_id, -amount),
        ]
        entries.append(_entry(record, Book.POINTS, kind, legs))
    return entries


def _entry(record: Sale | SaleReturn, book: Book, kind: str, legs: list[Leg]) -> Entry:
    return Entry(
        entry_id=entry_id(record.receipt_id, kind),
        operation_id=record.receipt_id,
        book=book,
        kind=kind,
        posted_at=record.sold_at if isinstance(record, Sale) else record.returned_at,
        legs=tuple(leg for leg in legs if leg.amount),
    )
