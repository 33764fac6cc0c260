"""What a customer has beside points, in words for the cashier: the tier and the next, privileges, personal offers."""

from dataclasses import dataclass
from datetime import date

from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.membership import active_memberships, privileges_of
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.standing_discounts import PersonalOffer
from pos_app.domain.loyalty.tier import next_tier, tier_of_code
from pos_app.domain.money.units import Kopecks


@dataclass(frozen=True, slots=True)
class OfferShown:
    """A personal offer that holds today: until the close of ``until_day`` and ``uses_left`` times (None: no end)."""

    rule_id: str
    name: LocalText
    text: LocalText | None
    until_day: date | None
    uses_left: int | None


@dataclass(frozen=True, slots=True)
class TierAhead:
    """The tier above and what is missing to it."""

    name: LocalText
    missing_kopecks: Kopecks


@dataclass(frozen=True, slots=True)
class Benefits:
    """``memberships``: name and last day of each that holds today."""

    offers: tuple[OfferShown, ...] = ()
    privileges: tuple[LocalText, ...] = ()
    memberships: tuple[tuple[LocalText, date], ...] = ()
    next_tier: TierAhead | None = None


NO_BENEFITS = Benefits()


def benefits_of(programme: Programme, standing: Standing, today: date) -> Benefits:
    """For the shop's local day ``today``, by the programme in force."""
    held = tier_of_code(programme, standing.tier_code)
    # A tier that is kept though the turnover fell is no aim: the next one is.
    reached = max(standing.turnover_kopecks, 0 if held is None else held.turnover_kopecks)
    ahead = next_tier(programme, reached)
    return Benefits(
        offers=_offers(programme, standing, today),
        privileges=tuple(privilege.name for privilege in privileges_of(programme, standing, today)),
        memberships=tuple(
            (membership.name, next(held.until_day for held in standing.memberships if held.code == membership.code))
            for membership in active_memberships(programme, standing, today)
        ),
        next_tier=None
        if ahead is None
        else TierAhead(ahead.tier.name, ahead.tier.turnover_kopecks - standing.turnover_kopecks),
    )


def _offers(programme: Programme, standing: Standing, today: date) -> tuple[OfferShown, ...]:
    shown = []
    for rule in programme.standing_discounts:
        granted = standing.offer_of(rule.rule_id, today) if isinstance(rule, PersonalOffer) else None
        if granted is not None:
            shown.append(OfferShown(rule.rule_id, rule.name, rule.text, granted.until_day, granted.uses_left))
    return tuple(shown)
