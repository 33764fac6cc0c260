"""Hypothesis strategy for whole sound programmes with rules of every kind."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, get_args

from hypothesis import strategies as st

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme import Programme, ReceiptPicture
from pos_app.domain.loyalty.rules.benefit import PercentOff
from pos_app.domain.loyalty.rules.cash_rounding import CashRounding
from pos_app.domain.loyalty.rules.certificates import CertificateSeries
from pos_app.domain.loyalty.rules.coalition import Clearing, Coalition, Partner
from pos_app.domain.loyalty.rules.coupons import Coupon, CouponPrint
from pos_app.domain.loyalty.rules.earning import EarningTerms
from pos_app.domain.loyalty.rules.kinds import AnyAward, BasketPromotion, Earning, Promotion, StandingDiscount
from pos_app.domain.loyalty.rules.manual_limits import ManualLimits
from pos_app.domain.loyalty.rules.memberships import Membership
from pos_app.domain.loyalty.rules.money_account import MoneyAccount
from pos_app.domain.loyalty.rules.offline import OfflineTerms
from pos_app.domain.loyalty.rules.points_rules import PointsRules
from pos_app.domain.loyalty.rules.referral import Referral
from pos_app.domain.loyalty.rules.rewards import Reward
from pos_app.domain.loyalty.rules.rule import Rule
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.loyalty.rules.tiers import Tier, TierTerms
from tests.domain.loyalty.drawn_rules import MEMBERSHIPS, PARTNERS, SERIES, TIERS, of_class

KINDS = {
    "promotions": Promotion,
    "basket_promotions": BasketPromotion,
    "standing_discounts": StandingDiscount,
    "earning_rules": Earning,
    "awards": AnyAward,
}
"""Lists of the programme whose rules are of several kinds."""


def kinds_of(union: Any) -> list[type]:
    """The classes of a list's union."""
    return [get_args(one)[0] if get_args(one) else one for one in get_args(get_args(union)[0])]


STAGED = {
    "promotions": Stage.GOODS_PROMOTION,
    "basket_promotions": Stage.BASKET_PROMOTION,
    "standing_discounts": Stage.STANDING_DISCOUNT,
    "coupons": Stage.COUPON,
    "earning_rules": Stage.EARNING,
    "coupon_prints": Stage.EARNING,
}
_NAMED = LocalText("имя", "name")


def rules_of_kinds(classes: list[type], most: int = 3) -> st.SearchStrategy[list[Any]]:
    """Some rules of any of the classes."""
    return st.lists(st.one_of([of_class(one) for one in classes]), max_size=most)


@st.composite
def sound_programmes(draw: st.DrawFn) -> Programme:
    """Any programme that its document may state."""
    lists: dict[str, list[Any]] = {name: draw(rules_of_kinds(kinds_of(union))) for name, union in KINDS.items()}
    coupons = [replace(one, prefix=f"C{n}-") for n, one in enumerate(draw(rules_of_kinds([Coupon], 2)))]
    coupons = [replace(one, codes=tuple(f"W{n}-{c}" for c in range(len(one.codes)))) for n, one in enumerate(coupons)]
    series = Coupon(SERIES, _NAMED, prefix="S-", benefit=PercentOff(500))
    lists["coupons"] = coupons
    lists["coupon_prints"] = draw(rules_of_kinds([CouponPrint], 2))
    lists["rewards"] = draw(rules_of_kinds([Reward], 2))
    _name(draw, lists)
    referral = draw(st.none() | of_class(Referral))
    return Programme(
        programme_id=draw(st.sampled_from(["p", "our-shop"])),
        version=draw(st.integers(1, 9)),
        starts_at=datetime(2026, 3, 1, 9, tzinfo=UTC),
        name=draw(of_class(LocalText)),
        floor_kopecks=draw(st.integers(0, 500)),
        receipt_picture=draw(st.sampled_from(ReceiptPicture)),
        points=draw(of_class(PointsRules)),
        base_earn_bp=draw(st.integers(0, 10_000)),
        tiers=tuple(
            replace(draw(of_class(Tier)), code=code, turnover_kopecks=n * 1000, privileges=())
            for n, code in enumerate(TIERS)
        ),
        promotions=tuple(lists["promotions"]),
        basket_promotions=tuple(lists["basket_promotions"]),
        standing_discounts=tuple(lists["standing_discounts"]),
        coupons=(*lists["coupons"], series),
        manual=draw(of_class(ManualLimits)),
        cash_rounding=draw(st.none() | of_class(CashRounding)),
        offline=draw(of_class(OfflineTerms)),
        earning=draw(of_class(EarningTerms)),
        earning_rules=tuple(lists["earning_rules"]),
        coupon_prints=tuple(lists["coupon_prints"]),
        awards=tuple(lists["awards"]),
        referral=None if referral is None else replace(referral, rule_id="referral"),
        tier_terms=draw(of_class(TierTerms)),
        memberships=tuple(replace(draw(of_class(Membership)), code=code, privileges=()) for code in MEMBERSHIPS),
        coalition=_coalition(draw),
        money_account=draw(st.none() | of_class(MoneyAccount).map(_account_in_order)),
        certificates=(CertificateSeries(code="cards", name=_NAMED, prefix="G-", nominals_kopecks=(100_000, 300_000)),),
        rewards=tuple(lists["rewards"]),
    )


def _name(draw: st.DrawFn, lists: dict[str, list[Rule]]) -> None:
    """Ids of their own; what stands later may be forbidden, so that there is no circle."""
    names = [(name, index) for name in (*STAGED, "awards", "rewards") for index in range(len(lists[name]))]
    for number, (name, index) in enumerate(names):
        rule = replace(lists[name][index], rule_id=f"rule-{number}")
        if name in STAGED:
            later = [f"rule-{n}" for n in range(number + 1, len(names)) if names[n][0] in STAGED]
            later_ones = (stage for stage in Stage if stage.place > STAGED[name].place)
            stages = [stage for stage in later_ones if stage is not Stage.CASH_ROUNDING]
            if later:
                rule = replace(rule, forbids=tuple(draw(st.lists(st.sampled_from(later), unique=True, max_size=2))))
            if stages:
                forbidden = st.lists(st.sampled_from(stages), unique=True, max_size=1)
                rule = replace(rule, forbids_stages=tuple(draw(forbidden)))
            rule = replace(rule, exclusive_place=draw(st.sampled_from([None, f"place-{number}"])))
        lists[name][index] = rule


def _coalition(draw: st.DrawFn) -> Coalition:
    partners = tuple(replace(draw(of_class(Partner)), code=code, shops=(f"{code}-1", f"{code}-2")) for code in PARTNERS)
    clearing = replace(draw(of_class(Clearing)), operator=PARTNERS[0])
    return Coalition(partners, replace(clearing, accept_bp=min(clearing.accept_bp, clearing.issue_bp)))


def _account_in_order(account: MoneyAccount) -> MoneyAccount:
    least, most, balance = sorted(
        (account.least_top_up_kopecks, account.most_top_up_kopecks, account.most_balance_kopecks)
    )
    return replace(account, least_top_up_kopecks=least, most_top_up_kopecks=most, most_balance_kopecks=balance)
