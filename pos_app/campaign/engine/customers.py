"""A random customer: someone known to every kind of rule, or nobody."""

from datetime import date

from pos_app.campaign.engine.chance import Chance
from pos_app.campaign.engine.goods import ITEM_IDS
from pos_app.campaign.engine.rule_head import CUSTOMER_TAGS, MEMBERSHIP, TIERS
from pos_app.domain.loyalty.account import GrantedOffer, HeldMembership, RuleUses, Standing
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.standing_discounts import PersonalOffer

CUSTOMER_ID = "customer-1"


def make_standing(programme: Programme, chance: Chance) -> Standing | None:
    """What the engine may know of him; None for nobody."""
    if chance.happens(15):
        return None
    offers = [rule.rule_id for rule in programme.standing_discounts if isinstance(rule, PersonalOffer)]
    rules = sorted(rule.rule_id for _, rule in programme.staged_rules())
    return Standing(
        customer_id=CUSTOMER_ID,
        tier_code=chance.choice((None, *TIERS, "forgotten")),
        spendable=chance.choice((0, 1, 99, 10_000, 123_456, 10**9, chance.randint(0, 500_000))),
        card_discount_bp=chance.choice((0, 0, 500, 1234)),
        turnover_kopecks=chance.choice((0, chance.randint(0, 2_000_000))),
        life_turnover_kopecks=chance.choice((0, chance.randint(0, 4_000_000))),
        purchases=chance.randint(0, 9),
        birthday=chance.choice((None, (3, 14), (3, 20), (9, 1), (2, 29))),
        tags=chance.some(CUSTOMER_TAGS),
        memberships=(HeldMembership(MEMBERSHIP, date(2026, 3, chance.randint(12, 20))),) if chance.happens(50) else (),
        offers=tuple(
            GrantedOffer(rule_id, chance.some(ITEM_IDS, 0, 4), chance.choice((None, date(2026, 3, 20))))
            for rule_id in offers
            if chance.happens(80)
        ),
        rule_uses=tuple(
            RuleUses(rule_id, chance.randint(0, 3), chance.randint(0, 1)) for rule_id in chance.some(rules)
        ),
        accruals_today=chance.choice((0, 0, 1)),
        spends_today=chance.choice((0, 0, 1)),
    )
