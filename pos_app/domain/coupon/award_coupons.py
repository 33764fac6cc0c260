"""Coupons that awards give: what the server gave waits for a receipt, a first purchase makes a number of its own.

Both are printed without the network: the first number came with the account, the second follows from the receipt's id.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pos_app.domain.codes.code_error import CodeError
from pos_app.domain.coupon.coupon_number import printed_number
from pos_app.domain.coupon.coupon_records import IssuedCoupon
from pos_app.domain.loyalty.account import AccountFacts, AwardGiven, CouponWaiting, Standing
from pos_app.domain.loyalty.awards.grant import AwardCase
from pos_app.domain.loyalty.awards.occasions import welcome
from pos_app.domain.loyalty.awards.outcome import CouponGrant
from pos_app.domain.loyalty.eligibility import Place
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.awards import WelcomeAward, WelcomeOccasion
from pos_app.domain.loyalty.rules.coupons import Coupon
from pos_app.domain.transaction.sale import Sale


@dataclass(frozen=True, slots=True)
class CouponsDue:
    """What the till knows of a customer's awards: his standing, what he was given, what is not printed yet."""

    standing: Standing
    given: tuple[AwardGiven, ...]
    waiting: tuple[CouponWaiting, ...]


def coupons_due(standing: Standing, facts: AccountFacts, unsent: Sequence[Sale]) -> CouponsDue:
    """As the server told it, less what receipts of this till printed or took that it has not heard of."""
    printed = {coupon.number for sale in unsent for coupon in sale.coupons_issued}
    printed |= {coupon.number for sale in unsent for coupon in sale.coupons_used}
    return CouponsDue(standing, facts.awards, tuple(one for one in facts.coupons_waiting if one.number not in printed))


def award_coupons(
    due: CouponsDue, programme: Programme, receipt_id: str, at: datetime, place: Place
) -> tuple[IssuedCoupon, ...]:
    """What the customer's receipt prints; ``at``: in the shop's zone. A coupon that is over is printed no more."""
    series = {coupon.rule_id: coupon for coupon in programme.coupons if coupon.prefix is not None}
    told = [
        IssuedCoupon(
            one.number, one.coupon, series[one.coupon].name, one.from_day, one.until_day, False, award=one.rule_id
        )
        for one in due.waiting
        if one.coupon in series and one.until_day >= at.date()
    ]
    return (*told, *_first_purchase(due, programme, series, receipt_id, at, place))


def first_purchase_rules(programme: Programme) -> tuple[WelcomeAward, ...]:
    """The awards that welcome a first purchase."""
    welcomes = (rule for rule in programme.awards if isinstance(rule, WelcomeAward))
    return tuple(rule for rule in welcomes if rule.occasion is WelcomeOccasion.FIRST_PURCHASE)


def _first_purchase(
    due: CouponsDue, programme: Programme, series: dict[str, Coupon], receipt_id: str, at: datetime, place: Place
) -> list[IssuedCoupon]:
    if due.standing.purchases:
        return []
    made = []
    case = AwardCase(due.standing, at, programme.points, due.given, place)
    for rule in first_purchase_rules(programme):
        grant = welcome(rule, case, WelcomeOccasion.FIRST_PURCHASE).given
        coupon = series.get(grant.coupon) if isinstance(grant, CouponGrant) else None
        if not isinstance(grant, CouponGrant) or coupon is None or coupon.prefix is None:
            continue
        try:
            number = printed_number(coupon.prefix, receipt_id, rule.rule_id)
        except CodeError:
            continue
        made.append(IssuedCoupon(number, coupon.rule_id, coupon.name, at.date(), grant.until_day, award=rule.rule_id))
    return made
