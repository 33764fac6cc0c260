"""The working copy on which a move of points changes a holding, and what it changed.

Of one lot it never holds at once that others stand in for it and that it has points or stands in for others: coming
points go to its own covers first. So when all that was spent has come back, nobody stands in for anybody.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from pos_app.domain.loyalty.holding.holding import Cover, HeldLot, Holding, in_order
from pos_app.domain.money.units import Points


@dataclass(frozen=True, slots=True)
class LotChange:
    """``points`` (signed) of a lot; ``lot_id`` None: of the customer's debt, which stands with minus."""

    lot_id: str | None
    points: Points


class Workings:
    """Lots by id, covers and changes on the local day of the move."""

    def __init__(self, holding: Holding, day: date, grace_days: int = 0) -> None:
        self._lots = {lot.lot_id: lot for lot in holding.lots}
        self._covers = {(cover.lot_id, cover.by_lot): cover.points for cover in holding.covers}
        self._changes: dict[str | None, Points] = {}
        self._day = day
        self._grace_days = grace_days

    def done(self) -> Holding:
        """The holding as it is now."""
        left = sorted((key for key, points in self._covers.items() if points), key=_in_document_order)
        return Holding(in_order(self._lots.values()), tuple(Cover(*key, self._covers[key]) for key in left))

    def changes(self) -> tuple[LotChange, ...]:
        """What every lot and the debt gained or lost, in the order of the first change; nothing that came to 0."""
        return tuple(LotChange(lot_id, points) for lot_id, points in self._changes.items() if points)

    def lots(self) -> tuple[HeldLot, ...]:
        """Those that hold something, soonest-expiring first."""
        return in_order(self._lots.values())

    def receive(self, lot: HeldLot, points: Points) -> None:
        """Points for a lot: to those who stand in for it, then to what is owed, then into the lot with its dates.

        A lot that has expired since lives through the days of grace.
        """
        left = points
        for lot_id, by_lot in sorted(self._covers, key=_in_document_order):
            if lot_id == lot.lot_id and left:
                part = self._uncover((lot_id, by_lot), left)
                left -= part
                if by_lot is not None:
                    self.receive(by_lot, part)
        for lot_id, by_lot in sorted(self._covers, key=_in_document_order):
            if by_lot is None and left:
                part = self._uncover((lot_id, None), left)
                left -= part
                self._cover((lot_id, replace(lot, remaining=0)), part)
        if left:
            held = self._lots.get(lot.lot_id, replace(lot, remaining=0))
            self._lots[lot.lot_id] = replace(self._graced(held), remaining=held.remaining + left)
            self._changed(lot.lot_id, left)

    def take(self, lot_id: str, most: Points) -> Points:
        """Up to ``most`` of a lot; what was there."""
        held = self._lots.get(lot_id)
        part = 0 if held is None else min(most, held.remaining)
        if held is not None and part:
            self._lots[lot_id] = replace(held, remaining=held.remaining - part)
            self._changed(lot_id, -part)
        return part

    def call_back(self, lot_id: str, most: Points) -> Points:
        """Up to ``most`` of what a lot stands in for: others stand in instead, or the debt does. What it was."""
        left = most
        for key in sorted(self._covers, key=_in_document_order):
            covered, by_lot = key
            if by_lot is not None and by_lot.lot_id == lot_id and left:
                part = min(left, self._covers[key])
                self._covers[key] -= part
                left -= part
                self.stand_in(covered, part)
        return most - left

    def stand_in(self, lot_id: str, points: Points) -> None:
        """Others stand in for a lot that has nothing: pending ones first, then soonest-expiring; else it is a debt."""
        left = points
        alive = [lot for lot in self.lots() if lot.alive(self._day)]
        for lot in sorted(alive, key=lambda one: (one.active_day <= self._day, one.expires_day, one.lot_id)):
            part = self.take(lot.lot_id, left)
            if part:
                self._cover((lot_id, replace(lot, remaining=0)), part)
                left -= part
        if left:
            self._cover((lot_id, None), left)
            self._changed(None, -left)

    def _graced(self, lot: HeldLot) -> HeldLot:
        if lot.alive(self._day):
            return lot
        return replace(lot, expires_day=self._day + timedelta(days=self._grace_days))

    def _cover(self, key: tuple[str, HeldLot | None], points: Points) -> None:
        self._covers[key] = self._covers.get(key, 0) + points

    def _uncover(self, key: tuple[str, HeldLot | None], most: Points) -> Points:
        part = min(most, self._covers[key])
        self._covers[key] -= part
        if key[1] is None:
            self._changed(None, part)
        return part

    def _changed(self, lot_id: str | None, points: Points) -> None:
        if points:
            self._changes[lot_id] = self._changes.get(lot_id, 0) + points


def _in_document_order(key: tuple[str, HeldLot | None]) -> tuple[str, bool, str, int, int]:
    """Debts before lots, so that what comes in pays them first."""
    lot_id, by_lot = key
    if by_lot is None:
        return (lot_id, False, "", 0, 0)
    return (lot_id, True, by_lot.lot_id, by_lot.active_day.toordinal(), by_lot.expires_day.toordinal())
