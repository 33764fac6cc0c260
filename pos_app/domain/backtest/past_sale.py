"""A stored sale read back as what was on the counter: the basket, and what it tells of its customer."""

from datetime import datetime, tzinfo

from pos_app.domain.basket.basket import Basket, BasketLine, ManualDiscount, ManualDiscountKind
from pos_app.domain.loyalty.points_choice import LinePoints, LinePointsMode, PointsChoice, PointsMode
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.points_wish import ROUBLE
from pos_app.domain.pricing.stages.manual_discount import MANUAL_BASKET_RULE_ID, MANUAL_RULE_ID
from pos_app.domain.transaction.sale import Sale, SaleLine

_TIER_RULE = "tier:"


def basket_of_sale(sale: Sale) -> Basket:
    """The basket as it was paid for.

    Discounts by hand are sums, as large as they were. The customer spends points line by line as he did: the same sums,
    or the same pieces, as far as the programme at trial allows, and whole roubles where points made them so. Under the
    programme of the sale, and with the same standing, it costs the same again, but for the kopeck or two by which the
    points of a weighed line may move, and but for a percentage by hand that decided which promotions saved most.
    """
    return Basket(
        receipt_id=sale.receipt_id,
        opened_at=sale.sold_at,
        lines=tuple(_line(line) for line in sale.lines),
        customer_id=sale.customer_id,
        points=PointsChoice(
            _rest(sale), lines=tuple(sorted((line.line_id, _wish(line)) for line in sale.lines if line.points_kopecks))
        ),
        coupons=sale.coupons,
        manual_discount=_on_basket(sale),
        shop_code=sale.shop_code,
    )


def local_time(sale: Sale, zone: tzinfo) -> datetime:
    """When it was sold, on the shop's clock."""
    return sale.sold_at.astimezone(zone)


def tier_told(sale: Sale) -> str | None:
    """The tier that the customer had ("": none), as far as the receipt tells it; None: it tells nothing."""
    for line in sale.lines:
        for take in line.takes:
            if take.rule_id.startswith(_TIER_RULE):
                return take.rule_id.removeprefix(_TIER_RULE)
    for entry in sale.trace:
        if entry.reason == reasons.OTHER_TIER:
            return dict(entry.params).get("tier")
    return None


def _line(line: SaleLine) -> BasketLine:
    by_hand = _taken(line, MANUAL_RULE_ID)
    discount = None
    if by_hand:
        discount = ManualDiscount(
            ManualDiscountKind.SUM,
            by_hand,
            line.discount_operator_id or "",
            line.discount_approved_by,
            line.discount_reason,
        )
    return BasketLine(line.line_id, line.item, line.quantity, discount)


def _on_basket(sale: Sale) -> ManualDiscount | None:
    by_hand = sum(_taken(line, MANUAL_BASKET_RULE_ID) for line in sale.lines)
    return ManualDiscount(ManualDiscountKind.SUM, by_hand, sale.operator_id) if by_hand else None


def _taken(line: SaleLine, rule_id: str) -> Kopecks:
    return sum(
        take.amount_kopecks for take in line.takes if take.stage is Stage.MANUAL_DISCOUNT and take.rule_id == rule_id
    )


def _rest(sale: Sale) -> PointsMode:
    """Points of odd kopecks that left whole roubles were meant to."""
    odd, left = sale.points_kopecks % ROUBLE, sale.money_kopecks % ROUBLE
    return PointsMode.WHOLE_ROUBLES if odd and not left else PointsMode.NONE


def _wish(line: SaleLine) -> LinePoints:
    if line.points_pieces is not None:
        return LinePoints(LinePointsMode.PIECES, line.points_pieces)
    return LinePoints(LinePointsMode.SUM, line.points_kopecks)
