"""From the sums that are kept by day to what is usual on one day; which days count is said here alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pos_app.domain.suspicion.card_sums import NEVER_CAME, CardSums
from pos_app.domain.suspicion.operator_sums import NOTHING_DONE, OperatorSums
from pos_app.domain.suspicion.thresholds import Thresholds
from pos_app.domain.suspicion.usual import Usual


@dataclass(frozen=True, slots=True)
class OperatorDay:
    """What a cashier did at a shop on a business day, or in one shift of it: rows of one day add up."""

    operator_id: str
    day: date
    sums: OperatorSums


@dataclass(frozen=True, slots=True)
class CardDay:
    """How often an account came to a cashier of a shop on a business day, or in one shift of it."""

    customer_id: str
    operator_id: str
    day: date
    sums: CardSums


def first_day(day: date, thresholds: Thresholds) -> date:
    """The first day whose sums are asked for, for a shift of ``day``; the last is the day before."""
    return recent_from(day, thresholds) - timedelta(days=thresholds.past_days)


def recent_from(day: date, thresholds: Thresholds) -> date:
    """The first of the recent days, of which the shift's own is the last."""
    return day - timedelta(days=thresholds.recent_days - 1)


def usual_on(
    day: date,
    operators: Iterable[OperatorDay],
    cards: Iterable[CardDay],
    own_accounts: Mapping[str, str],
    thresholds: Thresholds,
) -> Usual:
    """What is usual for a shift of ``day``. Rows of other days than from ``first_day`` to the day before count nothing.

    ``cards``: at least of the accounts that came in the shift. Shifts of the same day know nothing of each other, so
    that it is no matter which of them is looked at first.
    """
    begins, lately = first_day(day, thresholds), recent_from(day, thresholds)
    past: dict[str, OperatorSums] = {}
    recent: dict[str, OperatorSums] = {}
    traded: set[date] = set()
    for row in operators:
        if begins <= row.day < day:
            side = recent if row.day >= lately else past
            side[row.operator_id] = side.get(row.operator_id, NOTHING_DONE).plus(row.sums)
            traded.add(row.day)
    with_cashier: dict[tuple[str, str], CardSums] = {}
    came: dict[str, CardSums] = {}
    for card in cards:
        if begins <= card.day < day:
            came[card.customer_id] = came.get(card.customer_id, NEVER_CAME).plus(card.sums)
            if card.day >= lately:
                key = card.customer_id, card.operator_id
                with_cashier[key] = with_cashier.get(key, NEVER_CAME).plus(card.sums)
    return Usual(past, recent, with_cashier, came, len(traded), own_accounts)
