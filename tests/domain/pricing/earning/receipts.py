"""Stages 7 and 9 by themselves: baskets without discounts, priced without the search of stages 2 to 6."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from hypothesis import strategies as st

from pos_app.domain.basket.basket import Basket, BasketLine
from pos_app.domain.catalogue.item import SellingRules
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme import Programme, ReceiptPicture
from pos_app.domain.loyalty.rules.conditions import Conditions
from pos_app.domain.loyalty.rules.earning import (
    EarnByReceipt,
    EarnForGroup,
    EarningRule,
    EarningTerms,
    EarnLadder,
    EarnMultiplier,
    EarnPerItem,
    EarnPerVisit,
    EarnRate,
    ReceiptStep,
)
from pos_app.domain.loyalty.rules.goods import ALL_GOODS, GoodsSelector
from pos_app.domain.loyalty.rules.points_rules import PointsRules
from pos_app.domain.loyalty.rules.rule import Combination, ForbidScope
from pos_app.domain.money.units import Unit
from pos_app.domain.pricing.compiled_programme import compile_programme
from pos_app.domain.pricing.earning.claims import Claims, claims_of
from pos_app.domain.pricing.facts import gather
from pos_app.domain.pricing.priced import TraceEntry
from pos_app.domain.pricing.stages.earning import Earned, earn
from pos_app.domain.pricing.stages.points import PointsPaid, pay_with_points
from pos_app.domain.pricing.worksheet import open_sheet
from tests.domain.goods import AT, CUSTOMER, basket, item, programme

GROUPS = ("bread", "milk", "tea")


class Staged(NamedTuple):
    """What stages 7 and 9 made of a basket."""

    claims: Claims
    paid: PointsPaid
    earned: Earned

    @property
    def total(self) -> int:
        """Points earned on the receipt, hundredths."""
        return sum(self.earned.points)

    def entry(self, rule_id: str) -> TraceEntry:
        """The one entry of a rule."""
        (found,) = (entry for entry in self.earned.entries if entry.rule_id == rule_id)
        return found


def staged(bought: Basket, rules: Programme, who: Standing | None = None, at: datetime = AT) -> Staged:
    """Stages 7 and 9 of a basket without discounts."""
    compiled = compile_programme(rules)
    if who is None:
        bought = replace(bought, customer_id=None)
    sheet = open_sheet(bought, rules.floor_kopecks)
    claims = claims_of(compiled.earning, gather(bought, who, compiled, at, sheet))
    paid = pay_with_points(claims)
    money = [one.net_kopecks - kopecks for one, kopecks in zip(sheet, paid.kopecks, strict=True)]
    return Staged(claims, paid, earn(claims, money, sum(paid.kopecks)))


def name(rule_id: str) -> LocalText:
    """A rule named by its id."""
    return LocalText(rule_id, rule_id)


def earning(*rules: EarningRule, terms: EarningTerms | None = None, base_bp: int = 500) -> Programme:
    """The programme of the worked examples with earning rules, share 100 %."""
    made = programme(points=PointsRules(max_points_share_bp=10_000), base_earn_bp=base_bp)
    return replace(made, earning_rules=rules, earning=terms or EarningTerms())


def sold(*lines: tuple[str, int, int]) -> Basket:
    """Lines of (group, price in kopecks, pieces)."""
    return basket(
        *(
            BasketLine(f"l{index}", item(f"i{index}", kopecks, group=group), pieces * 1000)
            for index, (group, kopecks, pieces) in enumerate(lines)
        )
    )


def who(spendable: int = 10**9, purchases: int = 0) -> Standing:
    """The customer of the tests."""
    return Standing(CUSTOMER, None, spendable, purchases=purchases)


goods_drawn = st.one_of(
    st.just(ALL_GOODS),
    st.lists(st.sampled_from(GROUPS), min_size=1, max_size=2, unique=True).map(tuple).map(GoodsSelector),
)


@st.composite
def earning_rules(draw: st.DrawFn, rule_id: str, kinds: Sequence[str] = ()) -> EarningRule:
    """A rule of any kind with figures small enough to matter on baskets of few kopecks."""
    kind = draw(st.sampled_from(kinds or ("rate", "steps", "item", "group", "visit", "ladder", "multiplier")))
    conditions = draw(
        st.one_of(
            st.just(Conditions()),
            st.just(Conditions()),
            st.builds(Conditions, min_goods_kopecks=st.integers(0, 60)),
            st.builds(Conditions, min_basket_kopecks=st.integers(0, 90)),
        )
    )
    head = {
        "goods": draw(goods_drawn),
        "combination": draw(
            st.sampled_from((Combination.BEST, Combination.BEST, Combination.STACKING, Combination.EXCLUSIVE))
        ),
        "conditions": conditions,
        "most_points": draw(st.one_of(st.none(), st.none(), st.integers(1, 40))),
        "discounted_goods": draw(st.booleans()),
    }
    if kind == "rate":
        return EarnRate(rule_id, name(rule_id), rate_bp=draw(st.integers(0, 9000)), **head)
    if kind == "steps":
        froms = sorted(draw(st.lists(st.integers(0, 80), min_size=1, max_size=2, unique=True)))
        steps = tuple(ReceiptStep(kopecks, draw(st.integers(0, 9000))) for kopecks in froms)
        return EarnByReceipt(rule_id, name(rule_id), steps=steps, **head)
    if kind == "item":
        return EarnPerItem(rule_id, name(rule_id), points=draw(st.integers(1, 30)), **head)
    if kind == "group":
        return EarnForGroup(rule_id, name(rule_id), points=draw(st.integers(1, 90)), **head)
    if kind == "visit":
        return EarnPerVisit(rule_id, name(rule_id), points=draw(st.integers(1, 90)), **head)
    if kind == "ladder":
        rungs = tuple(draw(st.lists(st.integers(0, 90), min_size=1, max_size=3)))
        return EarnLadder(rule_id, name(rule_id), points=rungs, **head)
    return EarnMultiplier(
        rule_id, name(rule_id), multiplier_bp=draw(st.sampled_from((0, 5000, 15_000, 20_000, 30_000))), **head
    )


@st.composite
def programmes_that_earn(draw: st.DrawFn, most_rules: int = 4, kinds: Sequence[str] = ()) -> Programme:
    """A programme with some earning rules and terms."""
    count = draw(st.integers(0, most_rules))
    terms = EarningTerms(
        discounted_goods=draw(st.booleans()),
        nothing_while_spending=draw(st.integers(0, 4)) == 0,
        min_basket_kopecks=draw(st.sampled_from((0, 0, 0, 50))),
        most_points=draw(st.sampled_from((None, None, None, 25))),
    )
    rules = PointsRules(
        max_points_share_bp=draw(st.sampled_from((10_000, 10_000, 5000))),
        min_points=draw(st.sampled_from((0, 0, 0, 7))),
        earn_step=draw(st.sampled_from((1, 1, 1, 100))),
        point_value_kopecks=draw(st.sampled_from((100, 100, 50))),
    )
    made = programme(
        points=rules,
        base_earn_bp=draw(st.sampled_from((0, 500, 1000))),
        picture=draw(st.sampled_from(ReceiptPicture)),
    )
    drawn = tuple(draw(earning_rules(f"rule-{index}", kinds)) for index in range(count))
    if count > 1 and draw(st.integers(0, 3)) == 0:
        later = draw(st.integers(1, count - 1))
        scope = draw(st.sampled_from(ForbidScope))
        drawn = (replace(drawn[0], forbids=(f"rule-{later}",), forbid_scope=scope), *drawn[1:])
    return replace(made, earning_rules=drawn, earning=terms)


@st.composite
def small_baskets(draw: st.DrawFn, most_lines: int = 3, most_kopecks: int = 12, *, weighed: bool = False) -> Basket:
    """Few kopecks, so that every split of points can be tried."""
    lines = []
    for index in range(draw(st.integers(1, most_lines))):
        unit = draw(st.sampled_from((Unit.PIECE, Unit.KILOGRAM))) if weighed else Unit.PIECE
        rules = SellingRules(
            earns=draw(st.sampled_from((True, True, True, False))),
            payable_with_points=draw(st.sampled_from((True, True, True, False))),
        )
        goods = item(
            f"i{index}", draw(st.integers(1, most_kopecks)), unit=unit, group=draw(st.sampled_from(GROUPS)), rules=rules
        )
        quantity = draw(st.integers(1, 3)) * 1000 if unit is Unit.PIECE else draw(st.integers(500, 5000))
        lines.append(BasketLine(f"l{index}", goods, quantity))
    return basket(*lines)
