"""Lots: points of one accrual that burn together. Every debit names the lots it ate, so nothing collapses later.

The same code chooses lots at the server, which has the say, and at the till, for its picture. A lot ends at the close
of the local day of its date: on that day its points may still be spent. Amounts are hundredths of a point.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from pos_app.domain.loyalty.account import Lot
from pos_app.domain.money.units import Points


class NegativePointsError(ValueError):
    """An amount of points to move must not be negative."""

    def __init__(self, amount: Points) -> None:
        super().__init__(f"expected 0 or more hundredths of a point, got {amount}")
        self.key = "negative_points"
        self.amount = amount


class Consumption(NamedTuple):
    """``taken`` names (lot id, amount) in the order of use; ``remaining`` are the lots that still hold points.

    ``shortfall`` is what the lots together did not have.
    """

    taken: tuple[tuple[str, Points], ...]
    remaining: tuple[Lot, ...]
    shortfall: Points


class Burning(NamedTuple):
    """``amount`` burns at the close of ``day``."""

    day: date
    amount: Points


class Burn(NamedTuple):
    """``kept`` may still be spent; ``burnt`` ended before today."""

    kept: tuple[Lot, ...]
    burnt: tuple[Lot, ...]


def in_order_of_use(lots: Sequence[Lot]) -> tuple[Lot, ...]:
    """Soonest-expiring first, ties by lot id; empty lots left out."""
    return tuple(sorted((lot for lot in lots if lot.remaining > 0), key=lambda lot: (lot.expires_day, lot.lot_id)))


def consume(lots: Sequence[Lot], amount: Points) -> Consumption:
    """Take ``amount`` out of the lots, soonest-expiring first. Expired lots must have been burnt before.

    Raises :class:`NegativePointsError`.
    """
    if amount < 0:
        raise NegativePointsError(amount)
    left = amount
    taken: list[tuple[str, Points]] = []
    remaining: list[Lot] = []
    for lot in in_order_of_use(lots):
        part = min(left, lot.remaining)
        if part:
            taken.append((lot.lot_id, part))
            left -= part
        if lot.remaining > part:
            remaining.append(replace(lot, remaining=lot.remaining - part))
    return Consumption(tuple(taken), tuple(remaining), left)


def restore(lots: Sequence[Lot], returned: Sequence[Lot], today: date, grace_days: int) -> tuple[Lot, ...]:
    """Give points back to the lots they came from, with their dates.

    ``returned`` holds, for each lot, its id, its own date and in ``remaining`` how much comes back. A lot that has
    expired since lives until ``today + grace_days``. Raises :class:`NegativePointsError`.
    """
    held = {lot.lot_id: lot for lot in lots if lot.remaining > 0}
    for back in returned:
        if back.remaining < 0:
            raise NegativePointsError(back.remaining)
        if back.remaining == 0:
            continue
        mate = held.get(back.lot_id)
        day = back.expires_day if mate is None else mate.expires_day
        if day < today:
            day = today + timedelta(days=grace_days)
        amount = back.remaining + (0 if mate is None else mate.remaining)
        held[back.lot_id] = Lot(back.lot_id, day, amount)
    return in_order_of_use(tuple(held.values()))


def burn(lots: Sequence[Lot], today: date) -> Burn:
    """Tell the lots whose day is over from those that may still be spent ``today``."""
    ordered = in_order_of_use(lots)
    return Burn(
        tuple(lot for lot in ordered if lot.expires_day >= today),
        tuple(lot for lot in ordered if lot.expires_day < today),
    )


def burning_soon(lots: Sequence[Lot], today: date, days: int) -> tuple[Burning, ...]:
    """What burns from ``today`` to ``days`` days later, both included, summed by day, soonest first."""
    last = today + timedelta(days=days)
    by_day: dict[date, Points] = {}
    for lot in in_order_of_use(lots):
        if today <= lot.expires_day <= last:
            by_day[lot.expires_day] = by_day.get(lot.expires_day, 0) + lot.remaining
    return tuple(Burning(day, amount) for day, amount in by_day.items())


def sum_of(lots: Sequence[Lot]) -> Points:
    """What the lots hold together."""
    return sum(lot.remaining for lot in lots)
