"""Stage 2: promotions on goods. The gift of a group is a sum split over all the pieces of the group.

So no piece is at zero, and a return of any of them gives back its fair part.
"""

from collections.abc import Sequence
from dataclasses import replace

from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.programme import GoodsSelector, NForMPromotion
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.quantity import whole_units
from pos_app.domain.money.units import Kopecks, Unit
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.competition import Contender, assign
from pos_app.domain.pricing.n_for_m import Group, Run, form_groups
from pos_app.domain.pricing.priced import Stage, TraceEntry
from pos_app.domain.pricing.trace import applied, not_applied
from pos_app.domain.pricing.worksheet import SheetLine


def goods_promotions(sheet: Sequence[SheetLine], promotions: Sequence[NForMPromotion]) -> tuple[TraceEntry, ...]:
    """Apply every promotion; one entry each. Weighed goods are no pieces and never count."""
    if not promotions:
        return ()
    runs = sorted(
        (
            Run(index, one.line.item.price_kopecks, whole_units(one.line.quantity))
            for index, one in enumerate(sheet)
            if one.line.item.unit is Unit.PIECE and one.line.item.rules.discountable
        ),
        key=lambda run: (-run.price_kopecks, run.line),
    )
    contenders = [
        Contender(
            promotion.take,
            promotion.take - promotion.pay,
            frozenset(run.line for run in runs if selects(promotion.goods, sheet[run.line].line.item)),
        )
        for promotion in promotions
    ]
    assignment = assign(contenders, runs)
    entries: list[TraceEntry] = []
    for promotion, contender, share in zip(promotions, contenders, assignment.runs, strict=True):
        groups = form_groups(share, promotion.take)
        taken = _give(sheet, promotion.rule_id, groups, contender.gifts)
        pieces = sum(run.count for run in runs if run.line in contender.lines)
        entry = _entry(sheet, promotion, groups, pieces, taken)
        entries.append(entry if assignment.exact else replace(entry, params=(*entry.params, ("search", "bounded"))))
    return tuple(entries)


def selects(selector: GoodsSelector, item: Item) -> bool:
    """Whether the item is of the selected goods: every restriction that is stated must match."""
    return (
        (not selector.groups or item.group in selector.groups)
        and (not selector.brands or item.brand in selector.brands)
        and (not selector.tags or any(tag in selector.tags for tag in item.tags))
    )


def _give(sheet: Sequence[SheetLine], rule_id: str, groups: Sequence[Group], gifts: int) -> Kopecks:
    """Split each group's gift over its pieces, above their floors; the sum given."""
    taken = [0] * len(sheet)
    for group in groups:
        weights = [run.price_kopecks * run.count * group.times for run in group.runs]
        rooms = [
            (run.price_kopecks - sheet[run.line].unit_floor_kopecks) * run.count * group.times for run in group.runs
        ]
        gift = min(group.gift_kopecks(gifts) * group.times, sum(rooms))
        for run, part in zip(group.runs, allocate(gift, weights, rooms), strict=True):
            taken[run.line] += part
    for one, amount in zip(sheet, taken, strict=True):
        one.take(Stage.GOODS_PROMOTION, rule_id, amount)
    return sum(taken)


def _entry(
    sheet: Sequence[SheetLine], promotion: NForMPromotion, groups: Sequence[Group], pieces: int, taken: Kopecks
) -> TraceEntry:
    stage, rule_id = Stage.GOODS_PROMOTION.value, promotion.rule_id
    formed = sum(group.times for group in groups)
    missing = promotion.take - pieces % promotion.take
    if taken:
        used = formed * promotion.take
        return applied(stage, rule_id, reasons.N_FOR_M, taken, groups=formed, pieces=used, missing=missing)
    if formed:
        return not_applied(stage, rule_id, reasons.FLOOR_REACHED)
    if pieces >= promotion.take:
        return not_applied(stage, rule_id, reasons.BETTER_PROMOTION)
    if pieces:
        return not_applied(stage, rule_id, reasons.PIECES_MISSING, missing=missing, pieces=pieces)
    if any(one.line.item.unit is Unit.PIECE and selects(promotion.goods, one.line.item) for one in sheet):
        return not_applied(stage, rule_id, reasons.NOT_DISCOUNTABLE)
    return not_applied(stage, rule_id, reasons.NO_GOODS, missing=missing)
