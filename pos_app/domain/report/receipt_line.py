"""One receipt as a report lists it, and what it has that a figure may lead to."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntFlag

from pos_app.domain.money.units import Kopecks, Points
from pos_app.domain.transaction.sale import Sale, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn


class Trait(IntFlag):
    """What a receipt has; one number, so that a list of receipts is one condition. Never renumbered."""

    SALE = 1
    RETURN = 2
    CUSTOMER = 4
    CASH = 8
    CARD = 16
    MONEY_ACCOUNT = 32
    CERTIFICATE = 64
    POINTS = 128  # spent, or given back
    EARNED = 256  # earned, or taken back
    DISCOUNT = 512
    BY_HAND = 1024  # a discount or a price by hand
    ROUNDED = 2048
    CHANGE_KEPT = 4096
    WITHHELD = 8192
    CERTIFICATE_SOLD = 16384
    ACCOUNT_TOPPED_UP = 32768
    VOID = 65536  # it undoes a sale within its shift
    WITHOUT_RECEIPT = 131072
    APPROVED = 262144  # a second person approved something on it
    PREPAID = 524288
    CERTIFICATE_RETURNED = 1048576
    TOP_UP_RETURNED = 2097152


TRAIT_OF_TENDER = {
    TenderKind.CASH: Trait.CASH,
    TenderKind.CARD: Trait.CARD,
    TenderKind.MONEY_ACCOUNT: Trait.MONEY_ACCOUNT,
    TenderKind.CERTIFICATE: Trait.CERTIFICATE,
    TenderKind.PREPAID: Trait.PREPAID,
}


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """Sums are never negative: whether it is a return says ``traits``. ``points`` and ``earned`` hundredths.

    ``money_kopecks``: paid for goods, or given back for them; ``paid_kopecks``: all tenders together, advances too.
    """

    receipt_id: str
    shift_id: str
    number: str
    at: datetime
    operator_id: str
    customer_id: str | None
    traits: Trait
    list_kopecks: Kopecks
    net_kopecks: Kopecks
    money_kopecks: Kopecks
    paid_kopecks: Kopecks
    points: Points
    points_kopecks: Kopecks
    earned: Points
    business_day: date

    @property
    def is_return(self) -> bool:
        """A return, a post-void among them."""
        return Trait.RETURN in self.traits


def line_of_sale(sale: Sale) -> ReceiptLine:
    """The sale as a report lists it."""
    return ReceiptLine(
        receipt_id=sale.receipt_id,
        shift_id=sale.shift_id,
        number=sale.number,
        at=sale.sold_at,
        operator_id=sale.operator_id,
        customer_id=sale.customer_id,
        traits=_traits_of_sale(sale),
        list_kopecks=sale.list_kopecks,
        net_kopecks=sale.net_kopecks,
        money_kopecks=sale.money_kopecks,
        paid_kopecks=sale.paid_kopecks,
        points=sale.points,
        points_kopecks=sale.points_kopecks,
        earned=sale.earned,
        business_day=sale.business_day,
    )


def line_of_return(record: SaleReturn) -> ReceiptLine:
    """The return as a report lists it."""
    net_kopecks = record.money_kopecks + record.points_kopecks
    return ReceiptLine(
        receipt_id=record.receipt_id,
        shift_id=record.shift_id,
        number=record.number,
        at=record.returned_at,
        operator_id=record.operator_id,
        customer_id=record.customer_id,
        traits=_traits_of_return(record),
        list_kopecks=net_kopecks,
        net_kopecks=net_kopecks,
        money_kopecks=record.money_kopecks,
        paid_kopecks=sum(refund.amount_kopecks for refund in record.refunds),
        points=record.points,
        points_kopecks=record.points_kopecks,
        earned=record.earned,
        business_day=record.business_day,
    )


def running_of(number: str) -> int:
    """The running part of a receipt number: 231 of «2-000231»; 0 where it has none."""
    running = number.rpartition("-")[2]
    return int(running) if running.isascii() and running.isdigit() else 0


def _traits_of_sale(sale: Sale) -> Trait:
    by_hand = sale.basket_discount is not None or any(
        line.discount_operator_id is not None or line.price_set is not None for line in sale.lines
    )
    approved = (sale.basket_discount is not None and sale.basket_discount.approved_by is not None) or any(
        line.discount_approved_by is not None or (line.price_set is not None and line.price_set.approved_by is not None)
        for line in sale.lines
    )
    return _together(
        Trait.SALE,
        (
            (Trait.CUSTOMER, sale.customer_id is not None),
            *((TRAIT_OF_TENDER[tender.kind], True) for tender in sale.tenders),
            (Trait.POINTS, sale.points > 0),
            (Trait.EARNED, sale.earned > 0),
            (Trait.DISCOUNT, sale.list_kopecks != sale.net_kopecks),
            (Trait.BY_HAND, by_hand),
            (Trait.ROUNDED, any(tender.rounding_kopecks for tender in sale.tenders)),
            (Trait.CHANGE_KEPT, any(tender.kept_kopecks for tender in sale.tenders)),
            (Trait.CERTIFICATE_SOLD, any(sold.advance.reference for sold in sale.advances)),
            (Trait.ACCOUNT_TOPPED_UP, any(not sold.advance.reference for sold in sale.advances)),
            (Trait.APPROVED, approved),
        ),
    )


def _traits_of_return(record: SaleReturn) -> Trait:
    return _together(
        Trait.RETURN,
        (
            (Trait.CUSTOMER, record.customer_id is not None),
            *((TRAIT_OF_TENDER[refund.kind], True) for refund in record.refunds),
            (Trait.POINTS, record.points > 0),
            (Trait.EARNED, record.earned > 0),
            (Trait.ROUNDED, record.rounding_kopecks > 0),
            (Trait.WITHHELD, record.withheld_kopecks > 0),
            (Trait.VOID, record.voids),
            (Trait.CERTIFICATE_RETURNED, any(back.reference for back in record.advances)),
            (Trait.TOP_UP_RETURNED, any(not back.reference for back in record.advances)),
            (Trait.WITHOUT_RECEIPT, record.without_receipt),
            (Trait.APPROVED, bool(record.approved_by)),
        ),
    )


def _together(first: Trait, others: tuple[tuple[Trait, bool], ...]) -> Trait:
    traits = first.value
    for trait, has in others:
        if has:
            traits |= trait.value
    return Trait(traits)
