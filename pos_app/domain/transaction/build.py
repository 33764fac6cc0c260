"""From the priced basket and the tenders to the record of the sale; nothing that does not add up is built."""

from collections.abc import Sequence

from pos_app.domain.basket.basket import Basket, BasketLine
from pos_app.domain.catalogue.vat import VatRate, advance_rate, rate_in_force
from pos_app.domain.coupon.coupon_number import issued_by, used_by
from pos_app.domain.coupon.coupon_records import IssuedCoupon
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.money.units import Kopecks, Points
from pos_app.domain.pre_order.opened_order import picked_up
from pos_app.domain.pricing.priced import PricedBasket, PricedLine
from pos_app.domain.stored_value.advance import SoldAdvance
from pos_app.domain.stored_value.payable import NotPayableError, Part, Payable, spread
from pos_app.domain.transaction.earned_lots import lots_of
from pos_app.domain.transaction.errors import ReceiptMismatchError
from pos_app.domain.transaction.receipt_head import ReceiptHead
from pos_app.domain.transaction.sale import EVERYDAY_TENDERS, NAMED_TENDERS, Sale, SaleLine, Tender, TenderKind


def build_sale(
    basket: Basket,
    priced: PricedBasket,
    tenders: Sequence[Tender],
    head: ReceiptHead,
    programme: Programme,
    vat_rates: tuple[VatRate, ...],
    balance_before: Points | None = None,
    award_coupons: tuple[IssuedCoupon, ...] = (),
) -> Sale:
    """The finished sale, each line with its part of every tender. ``award_coupons``: which its paper bears beside those
    that it earned itself.

    Raises :class:`ReceiptMismatchError` unless Σ lines = receipt = Σ tenders, and ``VatRateUnknownError`` for goods
    without a rate on the business day.
    """
    _check_priced(basket, priced)
    for tender in tenders:
        _check_tender(head.number, tender)
    to_pay = priced.money_kopecks + basket.advance_kopecks
    _require(head.number, "tenders", to_pay, sum(tender.amount_kopecks for tender in tenders))
    parts = _spread(basket, priced, tenders, head, programme)
    lines = tuple(
        _sale_line(line, priced_line, part, head, vat_rates)
        for line, priced_line, part in zip(basket.lines, priced.lines, parts[: len(basket.lines)], strict=True)
    )
    advance_vat_bp = advance_rate(vat_rates, head.business_day)
    advances = tuple(
        SoldAdvance(advance, part, advance_vat_bp)
        for advance, part in zip(basket.advances, parts[len(basket.lines) :], strict=True)
    )
    lots = lots_of(basket.receipt_id, priced, programme, head.business_day)
    used = used_by(priced, programme, basket.coupons, basket.coupons_at_risk)
    sale = Sale(
        receipt_id=basket.receipt_id,
        number=head.number,
        till_code=head.till_code,
        shift_id=head.shift_id,
        operator_id=head.operator_id,
        customer_id=basket.customer_id,
        sold_at=head.at,
        business_day=head.business_day,
        programme_id=priced.programme_id,
        programme_version=priced.programme_version,
        receipt_picture=programme.receipt_picture,
        lines=lines,
        tenders=tuple(tenders),
        list_kopecks=priced.list_kopecks,
        net_kopecks=priced.net_kopecks,
        points=priced.points,
        points_kopecks=priced.points_kopecks,
        money_kopecks=priced.money_kopecks,
        earned=priced.earned,
        lot_expires_day=max((lot.expires_day for lot in lots), default=None),
        balance_before=balance_before,
        trace=priced.trace,
        coupons=basket.coupons,
        shop_code=basket.shop_code,
        lots=lots,
        card_step=basket.card_step,
        advances=advances,
        basket_discount=basket.manual_discount,
        came=basket.came if basket.customer_id is not None else None,
        coupons_used=used,
        # Another till may have printed it already, which this one has not heard of yet.
        coupons_issued=(
            *issued_by(priced, programme, basket.receipt_id),
            *(gift for gift in award_coupons if gift.number not in {each.number for each in used}),
        ),
        picked_up=None if basket.order is None else picked_up(basket.order, basket.lines),
    )
    check_sale(sale)
    return sale


def check_sale(sale: Sale) -> None:
    """Raise :class:`ReceiptMismatchError` at the first sum of a sale that does not tie."""
    number, lines = sale.number, sale.lines
    sums = listed, net, points, points_kopecks, money, earned = _line_sums(lines)
    if sums != (sale.list_kopecks, sale.net_kopecks, sale.points, sale.points_kopecks, sale.money_kopecks, sale.earned):
        _require(number, "list sum of the lines", sale.list_kopecks, listed)
        _require(number, "net sum of the lines", sale.net_kopecks, net)
        _require(number, "points of the lines", sale.points, points)
        _require(number, "points as money of the lines", sale.points_kopecks, points_kopecks)
        _require(number, "money of the lines", sale.money_kopecks, money)
        _require(number, "earned points of the lines", sale.earned, earned)
    _require(number, "tenders", sale.paid_kopecks, sum(tender.amount_kopecks for tender in sale.tenders))
    _require(number, "money and points", sale.net_kopecks, sale.money_kopecks + sale.points_kopecks)
    if sale.lots:
        _require(number, "lots of the earned points", sale.earned, sum(lot.points for lot in sale.lots))
    for line in lines:
        _check_line(number, line, len(sale.tenders))
    for sold in sale.advances:
        _check_advance(sale, sold)
    for index, tender in enumerate(sale.tenders):
        _check_tender(number, tender)
        paid = sum([line.tender_kopecks[index] for line in lines])
        paid += sum([sold.tender_kopecks[index] for sold in sale.advances])
        if paid != tender.amount_kopecks:
            raise ReceiptMismatchError(number, f"tender {index}", tender.amount_kopecks, paid)


def _line_sums(lines: Sequence[SaleLine]) -> tuple[int, int, int, int, int, int]:
    """List, net, points, points as money, money, earned: of all lines in one go."""
    listed = net = points = points_kopecks = money = earned = 0
    for line in lines:
        listed += line.list_kopecks
        net += line.net_kopecks
        points += line.points
        points_kopecks += line.points_kopecks
        money += line.money_kopecks
        earned += line.earned
    return listed, net, points, points_kopecks, money, earned


def _spread(
    basket: Basket, priced: PricedBasket, tenders: Sequence[Tender], head: ReceiptHead, programme: Programme
) -> tuple[tuple[Kopecks, ...], ...]:
    rows = payable_rows(basket, priced)
    try:
        return spread(programme, rows, [tender_part(tender) for tender in tenders])
    except NotPayableError as error:
        raise ReceiptMismatchError(
            head.number, f"most of tender {error.index} for these goods", error.most, error.asked
        ) from error


def payable_rows(basket: Basket, priced: PricedBasket) -> tuple[Payable, ...]:
    """The rows of a receipt that tenders pay: goods, then advances."""
    goods = [Payable(line.item, each.money_kopecks) for line, each in zip(basket.lines, priced.lines, strict=True)]
    return (*goods, *(Payable(None, advance.kopecks) for advance in basket.advances))


def tender_part(tender: Tender) -> Part:
    """A tender, as far as spreading it asks."""
    return Part(tender.kind, tender.amount_kopecks, tender.reference)


def _check_advance(sale: Sale, sold: SoldAdvance) -> None:
    advance = sold.advance
    name = f"advance {advance.line_id}"
    if advance.kopecks <= 0:
        raise ReceiptMismatchError(sale.number, f"least sum of {name}", 1, advance.kopecks)
    if not sold.owner(sale.customer_id):
        raise ReceiptMismatchError(sale.number, f"owner of {name}", 1, 0)
    _require(sale.number, f"tender count of {name}", len(sale.tenders), len(sold.tender_kopecks))
    _require(sale.number, f"tenders of {name}", advance.kopecks, sum(sold.tender_kopecks))
    for tender, kopecks in zip(sale.tenders, sold.tender_kopecks, strict=True):
        if tender.kind not in EVERYDAY_TENDERS:
            _require(sale.number, f"a {tender.kind} tender for {name}", 0, kopecks)


def _check_line(number: str, line: SaleLine, tenders: int) -> None:
    """Told apart only where something does not tie: a server asks this of every line of every till."""
    taken = sum([take.amount_kopecks for take in line.takes]) if line.takes else 0
    if line.list_kopecks - taken != line.net_kopecks:
        raise ReceiptMismatchError(number, f"net of line {line.line_id}", line.list_kopecks - taken, line.net_kopecks)
    if line.net_kopecks - line.points_kopecks != line.money_kopecks:
        money = line.net_kopecks - line.points_kopecks
        raise ReceiptMismatchError(number, f"money of line {line.line_id}", money, line.money_kopecks)
    if line.money_kopecks != sum(line.tender_kopecks):
        tendered = sum(line.tender_kopecks)
        raise ReceiptMismatchError(number, f"tenders of line {line.line_id}", line.money_kopecks, tendered)
    if tenders != len(line.tender_kopecks):
        raise ReceiptMismatchError(number, f"tender count of line {line.line_id}", tenders, len(line.tender_kopecks))
    if line.earnings:
        _require(number, f"earnings of line {line.line_id}", line.earned, sum(one.points for one in line.earnings))


def _check_priced(basket: Basket, priced: PricedBasket) -> None:
    receipt = basket.receipt_id
    _require(receipt, "number of priced lines", len(basket.lines), len(priced.lines))
    for line, priced_line in zip(basket.lines, priced.lines, strict=True):
        if line.line_id != priced_line.line_id:
            raise ReceiptMismatchError(receipt, f"order of priced lines at {line.line_id}", 0, 1)
        _require(receipt, f"quantity of line {line.line_id}", line.quantity, priced_line.quantity)


def _check_tender(receipt: str, tender: Tender) -> None:
    if tender.amount_kopecks <= 0:
        raise ReceiptMismatchError(receipt, f"least sum of a {tender.kind} tender", 1, tender.amount_kopecks)
    due, left = tender.amount_kopecks - tender.rounding_kopecks, tender.given_kopecks - tender.change_kopecks
    if due != left:
        raise ReceiptMismatchError(receipt, f"given less change of a {tender.kind} tender", due, left)
    if tender.kind is not TenderKind.CASH and (tender.change_kopecks or tender.rounding_kopecks):
        _require(receipt, f"change of a {tender.kind} tender", 0, tender.change_kopecks)
        _require(receipt, f"rounding of a {tender.kind} tender", 0, tender.rounding_kopecks)
    if not 0 <= tender.rounding_kopecks <= tender.amount_kopecks:
        raise ReceiptMismatchError(
            receipt, "most rounding of a cash tender", tender.amount_kopecks, tender.rounding_kopecks
        )
    if not 0 <= tender.kept_kopecks <= tender.change_kopecks:
        raise ReceiptMismatchError(receipt, "most change to be kept", tender.change_kopecks, tender.kept_kopecks)
    if (tender.kind in NAMED_TENDERS) != bool(tender.reference):
        raise ReceiptMismatchError(receipt, f"number of a {tender.kind} tender", 0, 1)


def _sale_line(
    line: BasketLine,
    priced: PricedLine,
    tender_kopecks: tuple[Kopecks, ...],
    head: ReceiptHead,
    vat_rates: tuple[VatRate, ...],
) -> SaleLine:
    discount = line.manual_discount
    return SaleLine(
        line_id=line.line_id,
        item=line.item,
        quantity=line.quantity,
        vat_bp=rate_in_force(vat_rates, line.item.vat_code, head.business_day).rate_bp,
        list_kopecks=priced.list_kopecks,
        takes=priced.takes,
        net_kopecks=priced.net_kopecks,
        points=priced.points,
        points_kopecks=priced.points_kopecks,
        points_pieces=priced.points_pieces,
        money_kopecks=priced.money_kopecks,
        tender_kopecks=tender_kopecks,
        earned=priced.earned,
        discount_operator_id=discount.operator_id if discount else None,
        discount_approved_by=discount.approved_by if discount else None,
        discount_reason=discount.reason if discount else "",
        earnings=priced.earnings,
        mark=line.mark,
        price_set=line.price_set,
    )


def _require(receipt: str, what: str, expected: int, got: int) -> None:
    if expected != got:
        raise ReceiptMismatchError(receipt, what, expected, got)
