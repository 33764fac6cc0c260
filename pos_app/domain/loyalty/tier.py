"""Tiers: a status by turnover in a window, never by the balance, so that spending points demotes nobody."""

from dataclasses import dataclass

from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.programme import Programme, Tier
from pos_app.domain.money.units import Kopecks


@dataclass(frozen=True, slots=True)
class NextTier:
    """The tier above and the turnover that is missing to it."""

    tier: Tier
    missing_kopecks: Kopecks


def tier_of_code(programme: Programme, code: str | None) -> Tier | None:
    """The tier of that code; None without a code, or for one that this version of the programme no longer has."""
    for tier in programme.tiers:
        if tier.code == code:
            return tier
    return None


def tier_for_turnover(programme: Programme, turnover_kopecks: Kopecks) -> Tier | None:
    """The highest tier that the turnover reaches; None below the first."""
    reached = [tier for tier in programme.tiers if tier.turnover_kopecks <= turnover_kopecks]
    return max(reached, key=lambda tier: tier.turnover_kopecks, default=None)


def next_tier(programme: Programme, turnover_kopecks: Kopecks) -> NextTier | None:
    """The lowest tier that the turnover does not reach yet; None at the top."""
    ahead = [tier for tier in programme.tiers if tier.turnover_kopecks > turnover_kopecks]
    above = min(ahead, key=lambda tier: tier.turnover_kopecks, default=None)
    return None if above is None else NextTier(above, above.turnover_kopecks - turnover_kopecks)


def tier_with_receipt(programme: Programme, standing: Standing, money_kopecks: Kopecks) -> Tier | None:
    """The tier after a receipt of so much money: the upgrade a cashier can tell at once. Nobody falls by buying."""
    held = tier_of_code(programme, standing.tier_code)
    reached = tier_for_turnover(programme, standing.turnover_kopecks + money_kopecks)
    if held is None or (reached is not None and reached.turnover_kopecks > held.turnover_kopecks):
        return reached
    return held
