"""Turnover of a customer in the programme's window, and the tier that it makes, as a function of what was bought.

A return takes its money off on the day of the sale that it mirrors, not on its own: so a sale that came back is as if
it had never been, and a tier reached through it is gone with it, whatever the order of returns.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pos_app.domain.loyalty.programme import Programme, Tier
from pos_app.domain.loyalty.rules.tiers import TierTerms
from pos_app.domain.loyalty.tier import tier_for_turnover
from pos_app.domain.money.units import Kopecks


@dataclass(frozen=True, slots=True)
class TurnoverMove:
    """``kopecks`` of money: plus for a purchase, minus for a return. ``day``: the local day of the purchase."""

    day: date
    kopecks: Kopecks


@dataclass(frozen=True, slots=True)
class TierState:
    """The tier on a day, since when it has been held, and how long it is kept whatever the turnover (None: no tier)."""

    tier: Tier | None
    since_day: date | None
    kept_until_day: date | None
    turnover_kopecks: Kopecks


def turnover_on(moves: Iterable[TurnoverMove], terms: TierTerms, day: date) -> Kopecks:
    """The money of the last ``window_days`` up to and including ``day``; all of it without a window. Never below 0."""
    first = None if terms.window_days is None else day - timedelta(days=terms.window_days - 1)
    return max(0, sum(move.kopecks for move in moves if (first is None or first <= move.day) and move.day <= day))


def tier_on(programme: Programme, moves: Sequence[TurnoverMove], day: date) -> TierState:
    """The customer's tier on a local day: risen on the day the turnover reached it, fallen when it left the window.

    A tier is kept through ``keep_days`` from the day it was reached. ``moves`` need no order.
    """
    terms = programme.tier_terms
    by_day: dict[date, Kopecks] = {}
    for move in moves:
        if move.day <= day:
            by_day[move.day] = by_day.get(move.day, 0) + move.kopecks
    tier: Tier | None = None
    since: date | None = None
    looked_at = sorted(_days_of_change(by_day, terms, day))
    for on in looked_at:
        reached = tier_for_turnover(programme, _in_window(by_day, terms, on))
        if _height(reached) > _height(tier):
            tier, since = reached, on
        elif _height(reached) < _height(tier) and since is not None and on > since + timedelta(days=terms.keep_days):
            # the lower tier had been reached along with the higher one
            tier, since = reached, None if reached is None else since
    kept = None if since is None else since + timedelta(days=terms.keep_days)
    return TierState(tier, since, kept, _in_window(by_day, terms, day))


def _days_of_change(by_day: dict[date, Kopecks], terms: TierTerms, day: date) -> set[date]:
    """Days on which the turnover may change, or on which a tier may stop being kept; and ``day`` itself."""
    days = {day, *by_day}
    if terms.window_days is not None:
        days |= {on + timedelta(days=terms.window_days) for on in by_day}
    days |= {on + timedelta(days=terms.keep_days + 1) for on in days}
    return {on for on in days if on <= day}


def _in_window(by_day: dict[date, Kopecks], terms: TierTerms, day: date) -> Kopecks:
    return turnover_on([TurnoverMove(on, kopecks) for on, kopecks in by_day.items()], terms, day)


def _height(tier: Tier | None) -> int:
    return -1 if tier is None else tier.turnover_kopecks
