"""A random programme: some rules of some kinds, so that they meet on the same goods, and sound as a document."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast

from pos_app.campaign.engine.chance import Chance
from pos_app.campaign.engine.goods import make_selector
from pos_app.campaign.engine.rule_head import COUPON_CONDITION, MEMBERSHIP, PARTNER, SHOP, TIERS
from pos_app.campaign.engine.rules import (
    BASKET_PROMOTIONS,
    COUPON_PRINTS,
    COUPONS,
    EARNING_RULES,
    PROMOTIONS,
    STANDING_DISCOUNTS,
    Make,
)
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme import PointsRules, Programme, ReceiptPicture, Tier
from pos_app.domain.loyalty.rules.cash_rounding import CashRounding
from pos_app.domain.loyalty.rules.coalition import Clearing, Coalition, Partner
from pos_app.domain.loyalty.rules.conditions import Conditions
from pos_app.domain.loyalty.rules.earning import EarningTerms
from pos_app.domain.loyalty.rules.manual_limits import ManualLimits
from pos_app.domain.loyalty.rules.memberships import Membership
from pos_app.domain.loyalty.rules.points_rules import DebtPolicy
from pos_app.domain.loyalty.rules.rule import Combination, Rule
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.loyalty.rules.window import Window

_LISTS: tuple[tuple[str, dict[str, Make], int], ...] = (
    ("promotions", PROMOTIONS, 4),
    ("basket_promotions", BASKET_PROMOTIONS, 2),
    ("standing_discounts", STANDING_DISCOUNTS, 3),
    ("coupons", COUPONS, 2),
    ("earning_rules", EARNING_RULES, 3),
    ("coupon_prints", COUPON_PRINTS, 1),
)
"""Where rules stand in the programme, their kinds, and how many of them there are at most."""


def make_programme(chance: Chance) -> Programme:
    """Any programme whose document would be accepted."""
    rules: dict[str, tuple[Rule, ...]] = {name: _rules(name, makes, most, chance) for name, makes, most in _LISTS}
    made = Programme(
        programme_id="campaign",
        version=1,
        starts_at=datetime(2026, 1, 1, tzinfo=UTC),
        name=LocalText("Проба", "Trial"),
        floor_kopecks=chance.choice((1, 1, 1, 0, 100)),
        receipt_picture=chance.choice(tuple(ReceiptPicture)),
        points=_points(chance),
        base_earn_bp=chance.choice((0, 137, 500, 500)),
        tiers=_tiers(chance),
        manual=_manual(chance),
        cash_rounding=chance.maybe(
            20, lambda: CashRounding(chance.choice((100, 50, 1000)), chance.maybe(30, chance.kopecks))
        ),
        earning=_terms(chance),
        memberships=(Membership(MEMBERSHIP, LocalText("Клуб", "Club"), ("item-0",), 30, chance.choice((0, 700))),),
        coalition=_coalition(chance),
        **cast(Any, rules),
    )
    return _with_bans(made, chance)


def make_contest(chance: Chance) -> Programme:
    """Up to six rules of stages 2 to 5 that compete for the same goods, with few conditions."""
    made = make_programme(chance)
    lists: dict[str, list[Rule]] = {name: [] for name, _, _ in _LISTS}
    contested = [*[_LISTS[0]] * 4, *_LISTS[1:4]]
    for place in range(chance.randint(2, 6)):
        name, makes, _ = chance.choice(contested)
        rule = makes[chance.choice(tuple(makes))](f"rule-{place}", chance)
        if chance.happens(70):
            rule = replace(rule, conditions=Conditions(), window=Window())
        if chance.happens(25):
            rule = replace(rule, combination=chance.choice(tuple(Combination)))
        lists[name].append(rule)
    rules = {name: tuple(one for one in found) for name, found in lists.items()}
    coupon = COUPONS["coupon"](COUPON_CONDITION, chance)
    changed = replace(made, **cast(Any, rules | {"coupons": (coupon, *rules["coupons"])}))
    return _with_bans(changed, chance)


def _rules(name: str, makes: dict[str, Make], most: int, chance: Chance) -> tuple[Rule, ...]:
    kinds = tuple(makes)
    chosen = [chance.choice(kinds) for _ in range(chance.choice((0, 0, 1, 1, most, chance.randint(0, most))))]
    if name == "coupons" and not chosen:
        chosen = ["coupon"]
    short = name.removesuffix("s").replace("_", "-")
    return tuple(makes[kind](f"{short}-{place}", chance) for place, kind in enumerate(chosen))


def _with_bans(programme: Programme, chance: Chance) -> Programme:
    """Here and there a rule forbids later ones; never an earlier one, so that there is no circle."""
    if not chance.happens(30):
        return programme
    staged = [(stage, rule) for stage, rule in programme.staged_rules() if stage is not Stage.EARNING]
    if len(staged) < 2:
        return programme
    place = chance.randrange(len(staged) - 1)
    stage, rule = staged[place]
    later = staged[place + 1 :]
    banned = tuple(other.rule_id for _, other in chance.some(later, 1, 2))
    stages = tuple(one for one in Stage if one.place > stage.place and one in _MAY_BE_BANNED)
    some_stages = chance.some(stages, 0, 1)
    changed = replace(rule, forbids=banned, forbids_stages=some_stages)
    lists = {name: tuple(changed if one is rule else one for one in getattr(programme, name)) for name, _, _ in _LISTS}
    return replace(programme, **cast(Any, lists))


_MAY_BE_BANNED = frozenset(
    {Stage.BASKET_PROMOTION, Stage.STANDING_DISCOUNT, Stage.COUPON, Stage.MANUAL_DISCOUNT, Stage.POINTS}
)


def _points(chance: Chance) -> PointsRules:
    return PointsRules(
        point_value_kopecks=chance.choice((100, 100, 100, 1, 33, 50, 250)),
        max_points_share_bp=chance.choice((10_000, 10_000, 9900, 5000, 3333, 0)),
        min_points=chance.choice((0, 0, 0, 1, 10_000)),
        earn_step=chance.choice((1, 1, 100)),
        lot_days=chance.choice((30, 365)),
        pending_days=chance.choice((0, 0, 14)),
        debt_policy=chance.choice(tuple(DebtPolicy)),
        goods=make_selector(chance) if chance.happens(20) else PointsRules().goods,
        discounted_goods=chance.happens(85),
        most_spends_per_day=chance.maybe(10, lambda: 1),
    )


def _tiers(chance: Chance) -> tuple[Tier, ...]:
    if chance.happens(20):
        rates = (0, 0)
    else:
        rates = (chance.randint(0, 1500), chance.randint(0, 3000))
    return tuple(
        Tier(
            code,
            LocalText(code, code),
            place * 1_000_000,
            rates[place],
            chance.choice((0, 300, 777)),
            chance.maybe(15, lambda: chance.choice((0, 2500, 10_000))),
        )
        for place, code in enumerate(TIERS)
    )


def _manual(chance: Chance) -> ManualLimits:
    if chance.happens(75):
        return ManualLimits()
    return ManualLimits(
        line_bp=chance.choice((10_000, 3000)),
        basket_bp=chance.choice((10_000, 2000)),
        goods=make_selector(chance),
        on_discounted=chance.happens(50),
    )


def _terms(chance: Chance) -> EarningTerms:
    if chance.happens(70):
        return EarningTerms()
    return EarningTerms(
        goods=make_selector(chance),
        discounted_goods=chance.happens(60),
        nothing_while_spending=chance.happens(30),
        min_basket_kopecks=chance.choice((0, chance.kopecks())),
        most_points=chance.maybe(30, lambda: chance.randint(1, 5000)),
        most_accruals_per_day=chance.maybe(20, lambda: 1),
    )


def _coalition(chance: Chance) -> Coalition:
    """Rules may name its partner, so there always is one."""
    own = Partner(
        PARTNER,
        LocalText("Свой", "Own"),
        (SHOP,),
        earn_bp=chance.maybe(10, lambda: chance.choice((0, 200))),
        max_points_share_bp=chance.maybe(10, lambda: chance.choice((0, 4000))),
        issues=chance.happens(92),
        accepts=chance.happens(92),
    )
    return Coalition((own,), Clearing(PARTNER))
