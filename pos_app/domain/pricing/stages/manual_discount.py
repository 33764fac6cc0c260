"""Stage 6: discounts by hand, on lines and then on the basket. A percentage is of what the earlier stages left.

None goes below a floor or beyond the programme's limits (``ManualLimits``); what an operator may give is not asked
here.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pos_app.domain.basket.basket import ManualDiscount, ManualDiscountKind
from pos_app.domain.loyalty.rules.manual_limits import NO_MANUAL_LIMITS, ManualLimits
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.rate import part_floor, part_half_up
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.priced import Stage, TraceEntry
from pos_app.domain.pricing.trace import applied, not_applied
from pos_app.domain.pricing.worksheet import SheetLine

MANUAL_RULE_ID = "manual"
"""How the trace and the takes name a discount by hand on a line."""
MANUAL_BASKET_RULE_ID = "manual:basket"
"""How they name the one on the basket."""


class ByHand(NamedTuple):
    """One discount by hand: on ``line`` of the sheet (None: the basket), what it takes off which lines, and why less.

    ``refusal`` is the reason where it takes nothing; ``limited``: the programme's limits cut it, not a floor.
    """

    line: int | None
    asked_kopecks: Kopecks
    takes: tuple[tuple[int, Kopecks], ...]
    refusal: str | None
    limited: bool = False

    @property
    def rule_id(self) -> str:
        """How the trace and the takes name it."""
        return MANUAL_BASKET_RULE_ID if self.line is None else MANUAL_RULE_ID

    @property
    def total_kopecks(self) -> Kopecks:
        """All that it takes off."""
        return sum(kopecks for _, kopecks in self.takes)


def discounts_by_hand(
    sheet: Sequence[SheetLine],
    nets: Sequence[Kopecks],
    barred: Sequence[bool],
    on_basket: ManualDiscount | None,
    limits: ManualLimits = NO_MANUAL_LIMITS,
) -> tuple[ByHand, ...]:
    """What the discounts by hand take if the earlier stages left ``nets``; ``barred`` lines may take none."""
    if on_basket is None and all(one.line.manual_discount is None for one in sheet):
        return ()
    left = part_floor(sum(nets), limits.basket_bp)
    after = list(nets)
    given: list[ByHand] = []
    for index, one in enumerate(sheet):
        discount = one.line.manual_discount
        if discount is None:
            continue
        asked = asked_kopecks(discount, nets[index])
        room, refusal = _room(one, nets[index], limits, barred=barred[index])
        amount = min(asked, room, left, part_floor(nets[index], limits.line_bp))
        left -= amount
        after[index] -= amount
        takes = ((index, amount),) if amount else ()
        given.append(ByHand(index, asked, takes, _why(refusal, asked, room, amount), amount < min(asked, room)))
    if on_basket is not None:
        given.append(_on_basket(sheet, nets, after, on_basket, left, limits, barred))
    return tuple(given)


def entries(sheet: Sequence[SheetLine], given: Sequence[ByHand]) -> tuple[TraceEntry, ...]:
    """The trace of the discounts by hand: one entry for each that was given."""
    return tuple(_entry(sheet, one) for one in given)


def asked_kopecks(discount: ManualDiscount, net_kopecks: Kopecks) -> Kopecks:
    """What a discount by hand asks of a line or a basket of ``net_kopecks``, before any limit."""
    if discount.kind is ManualDiscountKind.PERCENT:
        return part_half_up(net_kopecks, discount.value)
    return discount.value


def _on_basket(
    sheet: Sequence[SheetLine],
    nets: Sequence[Kopecks],
    after: Sequence[Kopecks],
    discount: ManualDiscount,
    left: Kopecks,
    limits: ManualLimits,
    barred: Sequence[bool],
) -> ByHand:
    found = [_room(one, net, limits, barred=bar) for one, net, bar in zip(sheet, nets, barred, strict=True)]
    weights = [net if refusal is None else 0 for net, (_, refusal) in zip(after, found, strict=True)]
    rooms = [
        max(net - one.floor_kopecks, 0) if refusal is None else 0
        for one, net, (_, refusal) in zip(sheet, after, found, strict=True)
    ]
    asked = asked_kopecks(discount, sum(weights))
    amount = min(asked, left, sum(rooms))
    takes = tuple((line, share) for line, share in enumerate(allocate(amount, weights, rooms)) if share)
    refusals = [refusal for _, refusal in found if refusal is not None]
    refusal = None
    if not sheet:
        refusal = reasons.NO_GOODS
    elif len(refusals) == len(sheet):
        refusal = refusals[0]
    return ByHand(None, asked, takes, _why(refusal, asked, sum(rooms), amount))


def _room(one: SheetLine, net: Kopecks, limits: ManualLimits, *, barred: bool) -> tuple[Kopecks, str | None]:
    """What may be taken off a line by hand at most, with the reason where it is nothing at all."""
    if not one.line.item.rules.discountable or not limits.goods.chooses(one.line.item):
        return 0, reasons.NOT_DISCOUNTABLE
    if barred:
        return 0, reasons.FORBIDDEN
    if not limits.on_discounted and net < one.list_kopecks:
        return 0, reasons.ON_DISCOUNTED
    return net - one.floor_kopecks, None


def _why(refusal: str | None, asked: Kopecks, room: Kopecks, amount: Kopecks) -> str | None:
    if amount:
        return None
    if refusal is not None:
        return refusal
    if asked == 0:
        return reasons.TOO_LITTLE
    return reasons.FLOOR_REACHED if room == 0 else reasons.LIMIT_REACHED


def _entry(sheet: Sequence[SheetLine], given: ByHand) -> TraceEntry:
    stage = Stage.MANUAL_DISCOUNT.value
    on_basket = given.line is None
    rule_id = given.rule_id
    params: dict[str, str | int] = {} if given.line is None else {"line_id": sheet[given.line].line.line_id}
    params["asked_kopecks"] = given.asked_kopecks
    amount = given.total_kopecks
    if given.refusal is not None:
        if given.refusal == reasons.FORBIDDEN:
            lines = sheet if given.line is None else (sheet[given.line],)
            params["rule_id"] = next(one.bars[stage] for one in lines if stage in one.bars)
        return not_applied(stage, rule_id, given.refusal, **params)
    whole = amount == given.asked_kopecks
    if on_basket:
        reason = reasons.BASKET_DISCOUNT if whole else reasons.BASKET_DISCOUNT_CAPPED
    else:
        capped = reasons.MANUAL_DISCOUNT_LIMITED if given.limited else reasons.MANUAL_DISCOUNT_CAPPED
        reason = reasons.MANUAL_DISCOUNT if whole else capped
    return applied(stage, rule_id, reason, amount, **params)
