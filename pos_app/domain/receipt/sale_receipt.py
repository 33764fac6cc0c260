"""The receipt of a sale: goods, why they cost what they cost, tax, tenders, points, and the code for a return."""

from pos_app.domain.coupon.coupon_records import IssuedCoupon
from pos_app.domain.loyalty.programme import ReceiptPicture
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.positions import Position, positions_of
from pos_app.domain.pricing.priced import Stage
from pos_app.domain.receipt.balance_rows import balance_after, balance_before
from pos_app.domain.receipt.document import Align, BarcodeBlock, Block, PrintDocument, QrBlock, Row, Rule, Text
from pos_app.domain.receipt.figures import day, moment, money, points, quantity, rate
from pos_app.domain.receipt.labels import ENGLISH, Labels
from pos_app.domain.receipt.paper import INDENT, Paper, head, receipt_foot
from pos_app.domain.receipt.vat_totals import sale_vat
from pos_app.domain.stored_value.advance import SoldAdvance
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.sale import Sale, SaleLine, Tender, TenderKind

_SHOWN_DIGITS = 4


def sale_receipt(sale: Sale, paper: Paper, cashier_name: str) -> PrintDocument:
    """The paper for ``sale``; ``paper.copy`` for a reprint, which carries the same sums."""
    labels = paper.labels
    blocks = head(paper, f"{labels.sale} {labels.number_sign} {sale.number}")
    blocks += [
        Row(moment(sale.sold_at, paper.zone, labels), f"{labels.till} {sale.till_code}"),
        Text(f"{labels.cashier}: {cashier_name}"),
        Rule(),
    ]
    for line in sale.lines:
        blocks += _line(line, sale, labels)
    for sold in sale.advances:
        blocks += _advance(sold, sale, labels)
    blocks.append(Rule())
    blocks += _totals(sale, labels)
    for tender in sale.tenders:
        blocks += _tender(tender, labels)
    blocks += _points(sale, labels)
    blocks += receipt_foot(paper, sale.number)
    for coupon in sale.coupons_issued:
        blocks += coupon_slip(coupon, labels)
    return PrintDocument(title=f"sale {sale.number}", blocks=tuple(blocks))


def _line(line: SaleLine, sale: Sale, labels: Labels) -> list[Block]:
    """Name, list price and reasons where anything was taken off, and the positions that multiply out."""
    blocks: list[Block] = [Text(line.item.name)]
    reductions = _reductions(line, sale.receipt_picture, labels)
    if reductions:
        listed = f"{quantity(line.quantity, line.item.unit, labels)} x {money(line.item.price_kopecks, labels)}"
        blocks.append(Row(INDENT + listed, money(line.list_kopecks, labels)))
        blocks += [Row(INDENT + label, money(-amount, labels)) for label, amount in reductions]
    positions = positions_of(line.item, line, sale.receipt_picture)
    return [*blocks, *(_position(line, position, labels) for position in positions)]


def _advance(sold: SoldAdvance, sale: Sale, labels: Labels) -> list[Block]:
    """A certificate with its number and its last day, or a top-up."""
    advance = sold.advance
    blocks: list[Block] = [Row(advance.name, money(advance.kopecks, labels))]
    if advance.kind is ValueKind.CERTIFICATE:
        until = f"{labels.certificate_valid_until} {day(sold.until_day(sale.business_day), labels)}"
        blocks.append(Row(INDENT + masked(advance.reference), until))
    return blocks


def _position(line: SaleLine, position: Position, labels: Labels) -> Row:
    text = f"{quantity(position.quantity, line.item.unit, labels)} x {money(position.price_kopecks, labels)}"
    return Row(f"{INDENT}= {text}", money(position.sum_kopecks, labels))


def _reductions(line: SaleLine, picture: ReceiptPicture, labels: Labels) -> list[tuple[str, Kopecks]]:
    """What was taken off the line's price, by reason, in the order of the stages; points last where they are one."""
    names = stage_names(labels)
    sums: dict[Stage, Kopecks] = {}
    for take in line.takes:
        sums[take.stage] = sums.get(take.stage, 0) + take.amount_kopecks
    reductions = [(names[stage], sums[stage]) for stage in Stage if stage in sums]
    if line.points_kopecks and picture is ReceiptPicture.DISCOUNT:
        reductions.append((labels.points_on_line, line.points_kopecks))
    return reductions


def coupon_slip(coupon: IssuedCoupon, labels: Labels) -> list[Block]:
    """What a customer cuts off and brings along: what it gives, when, and its number for any reader and for the eye."""
    name = coupon.name.en if labels is ENGLISH else coupon.name.ru
    days = (labels.coupon_from, day(coupon.from_day, labels), labels.coupon_until, day(coupon.until_day, labels))
    return [
        Rule(),
        Text(labels.next_visit_coupon, Align.CENTER, bold=True),
        Text(name, Align.CENTER),
        Text(" ".join(days), Align.CENTER),
        QrBlock(coupon.number),
        BarcodeBlock(coupon.number),
        Text(labels.coupon_once, Align.CENTER),
    ]


def stage_names(labels: Labels) -> dict[Stage, str]:
    """What a customer reads for each stage."""
    return {
        Stage.GOODS_PROMOTION: labels.goods_promotion,
        Stage.BASKET_PROMOTION: labels.basket_promotion,
        Stage.STANDING_DISCOUNT: labels.standing_discount,
        Stage.COUPON: labels.coupon,
        Stage.MANUAL_DISCOUNT: labels.manual_discount,
    }


def _totals(sale: Sale, labels: Labels) -> list[Block]:
    """Points stand above the total where they are a discount, beside the tenders where they are a payment."""
    as_discount = sale.receipt_picture is ReceiptPicture.DISCOUNT
    total = sale.paid_kopecks if as_discount else sale.net_kopecks + sale.advance_kopecks
    blocks: list[Block] = []
    if sale.list_kopecks + sale.advance_kopecks != total:
        blocks.append(Row(labels.without_discounts, money(sale.list_kopecks + sale.advance_kopecks, labels)))
    if sale.list_kopecks != sale.net_kopecks:
        blocks.append(Row(labels.discount, money(sale.net_kopecks - sale.list_kopecks, labels)))
    if sale.points_kopecks and as_discount:
        blocks.append(Row(labels.paid_with_points, money(-sale.points_kopecks, labels)))
    blocks.append(Row(labels.total, money(total, labels), bold=True, large=True))
    blocks += _tax(sale, labels)
    if sale.points_kopecks and not as_discount:
        blocks.append(Row(labels.paid_with_points, money(sale.points_kopecks, labels), bold=True))
    return blocks


def _tax(sale: Sale, labels: Labels) -> list[Block]:
    return [tax_row(rate_bp, kopecks, labels) for rate_bp, kopecks in sale_vat(sale)]


def tax_row(rate_bp: int | None, kopecks: Kopecks, labels: Labels) -> Row:
    """The tax of one rate, or the sum of goods without VAT."""
    name = labels.no_vat if rate_bp is None else f"{labels.vat} {rate(rate_bp, labels)}"
    return Row(name, money(kopecks, labels))


def _tender(tender: Tender, labels: Labels) -> list[Block]:
    blocks: list[Block] = [Row(tender_name(tender.kind, labels), money(tender.amount_kopecks, labels), bold=True)]
    if tender.reference:
        blocks.append(Text(INDENT + masked(tender.reference)))
    if tender.change_kopecks:
        blocks.append(Row(INDENT + labels.given, money(tender.given_kopecks, labels)))
        if tender.kept_kopecks:
            blocks.append(Row(INDENT + labels.kept_on_account, money(tender.kept_kopecks, labels)))
        blocks.append(Row(INDENT + labels.change, money(tender.change_kopecks - tender.kept_kopecks, labels)))
    return blocks


def masked(number: str) -> str:
    """The end of a certificate's number: whoever knows all of it may pay with it, and papers are thrown away."""
    return f"…{number[-_SHOWN_DIGITS:]}"


def tender_name(kind: TenderKind, labels: Labels) -> str:
    """What a customer reads for a kind of tender."""
    return {
        TenderKind.CASH: labels.cash,
        TenderKind.CARD: labels.card,
        TenderKind.MONEY_ACCOUNT: labels.money_account,
        TenderKind.CERTIFICATE: labels.certificate,
        TenderKind.PREPAID: labels.prepaid,
    }[kind]


def _points(sale: Sale, labels: Labels) -> list[Block]:
    if sale.customer_id is None:
        return []
    before = sale.balance_before
    blocks: list[Block] = [Rule()]
    if before is not None:
        blocks.append(balance_before(before, labels))
    if sale.points:
        blocks.append(Row(labels.points_spent, points(-sale.points, labels)))
    if sale.earned:
        blocks.append(Row(labels.points_earned, points(sale.earned, labels)))
    if before is not None:
        blocks.append(balance_after(before - sale.points + sale.earned, labels))
    if sale.lot_expires_day is not None:
        blocks.append(Text(f"{labels.points_burn_on} {day(sale.lot_expires_day, labels)}", Align.LEFT))
    return blocks
