"""Stage 4: what the customer always gets, by tier. The rate applies to each line, half up to the kopeck."""

from collections.abc import Sequence

from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.programme import Tier
from pos_app.domain.money.rate import part_half_up
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.priced import Stage, TraceEntry
from pos_app.domain.pricing.trace import applied, not_applied
from pos_app.domain.pricing.worksheet import SheetLine


def standing_discounts(
    sheet: Sequence[SheetLine], tiers: Sequence[Tier], standing: Standing | None
) -> tuple[TraceEntry, ...]:
    """Apply the discount of the customer's tier; one entry for every tier of the programme."""
    return tuple(_one_tier(sheet, tier, standing) for tier in tiers)


def tier_rule_id(tier: Tier) -> str:
    """How the trace and the takes name a tier's discount."""
    return f"tier:{tier.code}"


def _one_tier(sheet: Sequence[SheetLine], tier: Tier, standing: Standing | None) -> TraceEntry:
    stage, rule_id = Stage.STANDING_DISCOUNT.value, tier_rule_id(tier)
    if standing is None:
        return not_applied(stage, rule_id, reasons.NO_CUSTOMER)
    if standing.tier_code != tier.code:
        return not_applied(stage, rule_id, reasons.OTHER_TIER, tier=standing.tier_code or "")
    if tier.discount_bp == 0:
        return not_applied(stage, rule_id, reasons.NO_RATE)
    discountable = [one for one in sheet if one.line.item.rules.discountable]
    if not discountable:
        return not_applied(stage, rule_id, reasons.NOT_DISCOUNTABLE if sheet else reasons.NO_GOODS)
    total, asked = 0, 0
    for one in discountable:
        wanted = part_half_up(one.net_kopecks, tier.discount_bp)
        amount = min(wanted, one.discount_room_kopecks)
        one.take(Stage.STANDING_DISCOUNT, rule_id, amount)
        total += amount
        asked += wanted
    if total == 0:
        return not_applied(stage, rule_id, reasons.FLOOR_REACHED if asked else reasons.TOO_LITTLE)
    return applied(stage, rule_id, reasons.TIER_DISCOUNT, total, rate_bp=tier.discount_bp)
