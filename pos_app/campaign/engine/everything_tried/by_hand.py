"""What discounts by hand take off in the end."""

from collections.abc import Sequence

from pos_app.campaign.engine.everything_tried.goods import Line
from pos_app.domain.basket.basket import ManualDiscount, ManualDiscountKind
from pos_app.domain.loyalty.rules.manual_limits import ManualLimits
from pos_app.domain.money.units import Kopecks


def by_hand(
    lines: Sequence[Line],
    nets: Sequence[Kopecks],
    barred: Sequence[bool],
    on_basket: ManualDiscount | None,
    limits: ManualLimits,
) -> Kopecks:
    """Lines first, then the basket; all within the limits of the programme and above the floors."""
    may = [
        line.item.rules.discountable
        and limits.goods.chooses(line.item)
        and not bar
        and (limits.on_discounted or net == line.list_kopecks)
        for line, net, bar in zip(lines, nets, barred, strict=True)
    ]
    most = sum(nets) * limits.basket_bp // 10_000
    left = list(nets)
    for index, line in enumerate(lines):
        if line.by_hand is not None and may[index]:
            amount = min(
                _asked(line.by_hand, nets[index]),
                nets[index] - line.floor_kopecks,
                nets[index] * limits.line_bp // 10_000,
                most,
            )
            left[index] -= amount
            most -= amount
    total = sum(nets) - sum(left)
    if on_basket is None:
        return total
    mine = [index for index in range(len(lines)) if may[index]]
    asked = _asked(on_basket, sum(left[index] for index in mine))
    return total + min(asked, most, sum(left[index] - lines[index].floor_kopecks for index in mine))


def _asked(discount: ManualDiscount, net: Kopecks) -> Kopecks:
    if discount.kind is ManualDiscountKind.PERCENT:
        return (net * discount.value * 2 + 10_000) // 20_000
    return discount.value
