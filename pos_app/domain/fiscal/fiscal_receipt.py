"""A sale or a return as a registrar takes it: positions that multiply out, payments that add up, no receipt discount.

Both lawful pictures of points are here: as a discount they are inside the positions' prices, as counter-performance
they are a payment of kind ``other`` (tag 1217) beside the money.
"""

from dataclasses import dataclass
from enum import StrEnum

from pos_app.domain.loyalty.programme import ReceiptPicture
from pos_app.domain.money.quantity import line_amount
from pos_app.domain.money.units import ONE, BasisPoints, Kopecks, Unit
from pos_app.domain.pricing.positions import MOST_POSITIONS, Position, positions_of, positions_of_sum
from pos_app.domain.transaction.kept_change import paid_in_advance
from pos_app.domain.transaction.sale import Sale, SaleLine, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn


class FiscalKind(StrEnum):
    """What a registrar is asked to do."""

    SALE = "sale"
    RETURN = "return"
    SHIFT_OPENED = "shift_opened"
    SHIFT_CLOSED = "shift_closed"


class PaymentKind(StrEnum):
    """Kinds of payment of a fiscal receipt: tags 1031, 1081, 1215, 1217."""

    CASH = "cash"
    ELECTRONIC = "electronic"
    PREPAID = "prepaid"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class FiscalPosition:
    """``discount_kopecks``: what it is cheaper than by the list, for the text on paper. ``vat_bp`` None: without VAT.

    ``mark``: the whole code of a marked piece with its GS separators, "" for goods that are not marked. ``is_advance``:
    money taken in advance (tag 1214 «аванс», subject 1212 «платёж»); its tax is a part of it, ``vat_bp`` / (100 % +
    ``vat_bp``).
    """

    position: Position
    unit: Unit
    vat_bp: BasisPoints | None
    discount_kopecks: Kopecks
    mark: str = ""
    is_advance: bool = False


@dataclass(frozen=True, slots=True)
class FiscalPayment:
    """A sum of one kind."""

    kind: PaymentKind
    sum_kopecks: Kopecks


@dataclass(frozen=True, slots=True)
class FiscalReceipt:
    """Σ payments = ``total_kopecks``, which is Σ positions less ``rounding_kopecks`` (the sum in cash rounded down).

    ``number`` is the till's own, for the paper. ``kind`` is SALE or RETURN.
    """

    kind: FiscalKind
    number: str
    positions: tuple[FiscalPosition, ...]
    payments: tuple[FiscalPayment, ...]
    total_kopecks: Kopecks
    rounding_kopecks: Kopecks = 0

    @property
    def has_many_positions(self) -> bool:
        """Whether some registrars would refuse it for its length."""
        return len(self.positions) > MOST_POSITIONS


_PAYMENTS = {
    TenderKind.CASH: PaymentKind.CASH,
    TenderKind.CARD: PaymentKind.ELECTRONIC,
    TenderKind.MONEY_ACCOUNT: PaymentKind.PREPAID,
    TenderKind.CERTIFICATE: PaymentKind.PREPAID,
    TenderKind.PREPAID: PaymentKind.PREPAID,
}


def fiscal_sale(sale: Sale) -> FiscalReceipt:
    """The fiscal receipt of a sale. Raises PositionError.

    Certificates, top-ups and change that stays on the account are advances, positions of their own; what certificates
    and accounts pay is set off against them (tag 1215).
    """
    positions: list[FiscalPosition] = []
    for line in sale.lines:
        positions += _as_fiscal(line, positions_of(line.item, line, sale.receipt_picture))
    positions += [_as_advance(sold.advance.name, sold.advance.kopecks, sold.vat_bp) for sold in paid_in_advance(sale)]
    sums = [(_PAYMENTS[tender.kind], tender.taken_kopecks) for tender in sale.tenders]
    if sale.receipt_picture is ReceiptPicture.COUNTER_PERFORMANCE:
        sums.append((PaymentKind.OTHER, sale.points_kopecks))
    return _receipt(FiscalKind.SALE, sale.number, positions, sums)


def fiscal_return(sale_return: SaleReturn, sale: Sale) -> FiscalReceipt:
    """The fiscal receipt of a return of ``sale``, in the sale's picture. Raises PositionError.

    What is withheld for earned points that were spent already stays a payment of its own kind: the goods come back at
    their whole price, the customer gets the rest. What comes back of an advance is a position of its own.
    """
    as_payment = sale.receipt_picture is ReceiptPicture.COUNTER_PERFORMANCE
    lines = {line.line_id: line for line in sale.lines}
    positions: list[FiscalPosition] = []
    for back in sale_return.lines:
        line = lines[back.line_id]
        sum_kopecks = back.money_kopecks + (back.points_kopecks if as_payment else 0)
        positions += _as_fiscal(line, positions_of_sum(line.item, back.quantity, sum_kopecks))
    advances = {sold.advance.line_id: sold for sold in paid_in_advance(sale)}
    for paid_back in sale_return.advances:
        sold = advances[paid_back.line_id]
        positions.append(_as_advance(sold.advance.name, paid_back.kopecks, sold.vat_bp))
    sums = [(_PAYMENTS[refund.kind], refund.amount_kopecks) for refund in sale_return.refunds]
    sums.append((PaymentKind.OTHER, sale_return.withheld_kopecks))
    if as_payment:
        sums.append((PaymentKind.OTHER, sale_return.points_kopecks))
    return _receipt(FiscalKind.RETURN, sale_return.number, positions, sums)


def _as_advance(name: str, kopecks: Kopecks, vat_bp: BasisPoints | None) -> FiscalPosition:
    return FiscalPosition(Position(name, kopecks, ONE, kopecks), Unit.PIECE, vat_bp, 0, is_advance=True)


def _as_fiscal(line: SaleLine, positions: tuple[Position, ...]) -> list[FiscalPosition]:
    listed = line.item.price_kopecks
    return [
        FiscalPosition(
            each,
            line.item.unit,
            line.vat_bp,
            max(0, line_amount(listed, each.quantity) - each.sum_kopecks),
            line.mark,
        )
        for each in positions
    ]


def _receipt(
    kind: FiscalKind, number: str, positions: list[FiscalPosition], sums: list[tuple[PaymentKind, Kopecks]]
) -> FiscalReceipt:
    by_kind: dict[PaymentKind, Kopecks] = {}
    for payment, amount in sums:
        by_kind[payment] = by_kind.get(payment, 0) + amount
    total = sum(by_kind.values())
    payments = tuple(FiscalPayment(payment, by_kind[payment]) for payment in PaymentKind if by_kind.get(payment))
    rounding = sum(each.position.sum_kopecks for each in positions) - total
    # A receipt for nothing still names how it was paid.
    return FiscalReceipt(
        kind, number, tuple(positions), payments or (FiscalPayment(PaymentKind.CASH, 0),), total, rounding
    )
