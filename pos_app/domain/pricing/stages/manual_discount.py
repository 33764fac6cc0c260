"""Stage 6: discounts by hand. A percentage is of what the earlier stages left; neither kind goes below the floor."""

from collections.abc import Sequence

from pos_app.domain.basket.basket import ManualDiscount, ManualDiscountKind
from pos_app.domain.money.rate import part_half_up
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.priced import Stage, TraceEntry
from pos_app.domain.pricing.trace import applied, not_applied
from pos_app.domain.pricing.worksheet import SheetLine

MANUAL_RULE_ID = "manual"
"""How the trace and the takes name a discount by hand."""


def manual_discounts(sheet: Sequence[SheetLine]) -> tuple[TraceEntry, ...]:
    """Apply the discounts that operators gave; one entry for every line that has one."""
    return tuple(_one_line(one, one.line.manual_discount) for one in sheet if one.line.manual_discount is not None)


def _one_line(one: SheetLine, discount: ManualDiscount) -> TraceEntry:
    stage, line_id = Stage.MANUAL_DISCOUNT.value, one.line.line_id
    asked = asked_kopecks(discount, one.net_kopecks)
    amount = min(asked, one.discount_room_kopecks)
    one.take(Stage.MANUAL_DISCOUNT, MANUAL_RULE_ID, amount)
    if amount:
        reason = reasons.MANUAL_DISCOUNT if amount == asked else reasons.MANUAL_DISCOUNT_CAPPED
        return applied(stage, MANUAL_RULE_ID, reason, amount, line_id=line_id, asked_kopecks=asked)
    if not one.line.item.rules.discountable:
        reason = reasons.NOT_DISCOUNTABLE
    else:
        reason = reasons.FLOOR_REACHED if asked else reasons.TOO_LITTLE
    return not_applied(stage, MANUAL_RULE_ID, reason, line_id=line_id, asked_kopecks=asked)


def asked_kopecks(discount: ManualDiscount, net_kopecks: Kopecks) -> Kopecks:
    """What a discount by hand asks of a line of ``net_kopecks``, before any limit."""
    if discount.kind is ManualDiscountKind.PERCENT:
        return part_half_up(net_kopecks, discount.value)
    return discount.value
