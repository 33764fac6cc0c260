"""Points come and go: earned, spent, given back, taken back, burnt. Each move gives a new holding and what it changed.

Amounts are hundredths of a point, days the shop's local ones. What a sale ate and what it earned are kept with the sale
(:class:`SpentPart`, :class:`EarnedPart`), for its returns mirror them (loyalty-rules «Returning»).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pos_app.domain.loyalty.holding.holding import HeldLot, Holding, HoldingError, in_order, not_negative
from pos_app.domain.loyalty.holding.workings import LotChange, Workings
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.units import Points


@dataclass(frozen=True, slots=True)
class SpentPart:
    """What a sale took from one lot, with the dates of that lot, and what of it came back since."""

    lot: HeldLot
    points: Points
    returned: Points = 0


@dataclass(frozen=True, slots=True)
class EarnedPart:
    """What a sale earned into one lot, and what of it was taken back since."""

    lot: HeldLot
    points: Points
    taken_back: Points = 0


@dataclass(frozen=True, slots=True)
class Move:
    """The holding after it, and what every lot and the debt gained or lost."""

    holding: Holding
    changes: tuple[LotChange, ...]


@dataclass(frozen=True, slots=True)
class Spending:
    """What a sale ate of which lot."""

    move: Move
    parts: tuple[SpentPart, ...]


@dataclass(frozen=True, slots=True)
class GivenBack:
    """Points that went back, and the parts of the sale with what has come back by now."""

    move: Move
    parts: tuple[SpentPart, ...]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Points that were taken back, and the parts of the sale with what has been taken by now."""

    move: Move
    parts: tuple[EarnedPart, ...]


def earn(holding: Holding, lots: Sequence[HeldLot], day: date) -> tuple[Move, tuple[EarnedPart, ...]]:
    """New lots; a debt is paid first, out of pending points too.

    Raises :class:`HoldingError` ``negative_points``, ``lot_id_taken``.
    """
    work = Workings(holding, day)
    known = {lot.lot_id for lot in holding.lots}
    parts = []
    for lot in in_order(lots):
        not_negative(lot.remaining)
        if lot.lot_id in known:
            raise HoldingError("lot_id_taken", lot_id=lot.lot_id)
        known.add(lot.lot_id)
        work.receive(replace(lot, remaining=0), lot.remaining)
        parts.append(EarnedPart(replace(lot, remaining=0), lot.remaining))
    return Move(work.done(), work.changes()), tuple(parts)


def spend(holding: Holding, points: Points, day: date) -> Spending:
    """Pay with what may be spent on the day, soonest-expiring first; pending points never.

    Raises :class:`HoldingError` ``negative_points``, ``not_enough_points``.
    """
    not_negative(points)
    there = holding.spendable(day)
    if points > there:
        raise HoldingError("not_enough_points", asked=points, spendable=there)
    work = Workings(holding, day)
    left, parts = points, []
    for lot in work.lots():
        if lot.spendable(day) and left:
            part = work.take(lot.lot_id, left)
            left -= part
            parts.append(SpentPart(replace(lot, remaining=0), part))
    return Spending(Move(work.done(), work.changes()), tuple(parts))


def give_back(holding: Holding, parts: Sequence[SpentPart], points: Points, day: date, grace_days: int) -> GivenBack:
    """Spent points return to their lots, in proportion to what is still out of each; expired lots get the grace.

    Raises :class:`HoldingError` ``negative_points``, ``more_than_spent``.
    """
    not_negative(points)
    rooms = [part.points - part.returned for part in parts]
    if points > sum(rooms):
        raise HoldingError("more_than_spent", asked=points, left=sum(rooms))
    work = Workings(holding, day, grace_days)
    now = []
    for part, amount in zip(parts, allocate(points, rooms, rooms), strict=True):
        work.receive(part.lot, amount)
        now.append(replace(part, returned=part.returned + amount))
    return GivenBack(Move(work.done(), work.changes()), tuple(now))


def take_back(
    holding: Holding, parts: Sequence[EarnedPart], points: Points, day: date, grace_days: int = 0
) -> TakenBack:
    """Earned points go: pending ones first, then from the sale's own lots, then from others, then it is a debt.

    Raises :class:`HoldingError` ``negative_points``, ``more_than_earned``.
    """
    not_negative(points)
    room = sum(part.points - part.taken_back for part in parts)
    if points > room:
        raise HoldingError("more_than_earned", asked=points, left=room)
    work = Workings(holding, day, grace_days)
    taken: dict[str, Points] = {}
    left = points
    ordered = sorted(parts, key=lambda part: (part.lot.active_day <= day, part.lot.expires_day, part.lot.lot_id))
    for part in ordered:
        amount = work.take(part.lot.lot_id, min(left, part.points - part.taken_back))
        taken[part.lot.lot_id] = amount
        left -= amount
    for part in ordered:
        lot_id = part.lot.lot_id
        amount = min(left, part.points - part.taken_back - taken[lot_id])
        called = work.call_back(lot_id, amount)
        work.stand_in(lot_id, amount - called)
        taken[lot_id] += amount
        left -= amount
    now = tuple(replace(part, taken_back=part.taken_back + taken[part.lot.lot_id]) for part in parts)
    return TakenBack(Move(work.done(), work.changes()), now)


def shortfall_of(holding: Holding, parts: Sequence[EarnedPart], points: Points, day: date) -> Points:
    """How much of ``points`` to be taken back nobody has: what would become a debt, or is withheld from the refund."""
    return take_back(holding, parts, points, day).move.holding.debt - holding.debt


def burn(holding: Holding, day: date) -> Move:
    """End the lots whose day is over on ``day``; the changes name what burnt."""
    work = Workings(holding, day)
    for lot in holding.lots:
        if not lot.alive(day):
            work.take(lot.lot_id, lot.remaining)
    return Move(work.done(), work.changes())
