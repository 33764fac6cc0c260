"""What all awards share: the rule's head, its limits, and the gift."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pos_app.domain.loyalty.account import AwardGiven, Standing
from pos_app.domain.loyalty.accrual import accrual, lot_terms
from pos_app.domain.loyalty.awards.outcome import (
    ALREADY_GIVEN,
    DAY_LIMIT_REACHED,
    LIMIT_REACHED,
    YEAR_LIMIT_REACHED,
    AwardOutcome,
    CouponGrant,
)
from pos_app.domain.loyalty.eligibility import NOWHERE, Place, Unmet, unmet, unmet_by_customer
from pos_app.domain.loyalty.rules.awards import Award, PointsGift
from pos_app.domain.loyalty.rules.points_rules import PointsRules


@dataclass(frozen=True, slots=True)
class AwardCase:
    """Who may be awarded, when (the shop's local zone, aware) and where, and what he was awarded before."""

    standing: Standing
    at: datetime
    points: PointsRules
    given: Sequence[AwardGiven] = ()
    place: Place = NOWHERE

    @property
    def day(self) -> date:
        """The local day."""
        return self.at.date()


def refused(rule: Award, why: Unmet) -> AwardOutcome:
    """Nothing, for that reason."""
    return AwardOutcome(rule.rule_id, unmet=why)


def grant(rule: Award, case: AwardCase, source: str, reason: str) -> AwardOutcome:
    """The gift of the rule for ``source``, unless its head, its limits or an earlier gift for the same stand against.

    ``reason`` is the key under which the customer is told what it is for.
    """
    why = unmet_by_customer(rule, case.standing, case.at, case.place) or _limit(rule, case, source)
    if why is not None:
        return refused(rule, why)
    customer_id = case.standing.customer_id
    if isinstance(rule.gift, PointsGift):
        terms = lot_terms(case.points, rule.lot_days, rule.pending_days)
        return AwardOutcome(
            rule.rule_id,
            accrual(customer_id, rule.rule_id, source, reason, rule.gift.points, case.day, terms),
        )
    until_day = case.day + timedelta(days=rule.gift.valid_days)
    return AwardOutcome(rule.rule_id, CouponGrant(customer_id, rule.rule_id, source, rule.gift.coupon, until_day))


def _limit(rule: Award, case: AwardCase, source: str) -> Unmet | None:
    before = [one for one in case.given if one.rule_id == rule.rule_id]
    if any(one.source == source for one in before):
        return unmet(ALREADY_GIVEN, source=source)
    if rule.most_per_customer is not None and len(before) >= rule.most_per_customer:
        return unmet(LIMIT_REACHED, times=len(before))
    in_year = sum(1 for one in before if one.day.year == case.day.year)
    if rule.most_per_year is not None and in_year >= rule.most_per_year:
        return unmet(YEAR_LIMIT_REACHED, times=in_year)
    on_day = sum(1 for one in before if one.day == case.day)
    if rule.most_per_day is not None and on_day >= rule.most_per_day:
        return unmet(DAY_LIMIT_REACHED, times=on_day)
    return None
