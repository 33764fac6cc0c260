"""The working copy on which a move of points changes a holding, and the legs that it leaves."""

from collections.abc import Sequence
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
    """Lots by id, covers in order, and what changed."""

    def __init__(self, holding: Holding) -> None:
        self._lots = {lot.lot_id: lot for lot in holding.lots}
        self._covers = list(holding.covers)
        self._changes: dict[str | None, Points] = {}

    def done(self) -> Holding:
        """The holding as it is now."""
        return Holding(in_order(self._lots.values()), tuple(cover for cover in self._covers if cover.points))

    def changes(self) -> tuple[LotChange, ...]:
        """What every lot and the debt gained or lost, in the order of the first change; nothing that came to 0."""
        return tuple(LotChange(lot_id, points) for lot_id, points in self._changes.items() if points)

    def remaining(self, lot_id: str) -> Points:
        """What a lot holds; 0 for one that is not there."""
        lot = self._lots.get(lot_id)
        return 0 if lot is None else lot.remaining

    def lots(self) -> tuple[HeldLot, ...]:
        """Those that hold something, soonest-expiring first."""
        return in_order(self._lots.values())

    def put(self, lot: HeldLot, points: Points) -> None:
        """More into a lot with its dates; a lot that is here already keeps those that it has."""
        if points:
            held = self._lots.get(lot.lot_id, replace(lot, remaining=0))
            self._lots[lot.lot_id] = replace(held, remaining=held.remaining + points)
            self._changed(lot.lot_id, points)

    def take(self, lot_id: str, points: Points) -> None:
        """Less of a lot that holds so much."""
        if points:
            held = self._lots[lot_id]
            self._lots[lot_id] = replace(held, remaining=held.remaining - points)
            self._changed(lot_id, -points)

    def pay_covers(self, paying: HeldLot, points: Points, day: date, grace_days: int) -> Points:
        """Points that come back to a lot of which too much was taken back go where it was borrowed, last first.

        The rest of ``points`` is answered.
        """
        left = points
        for index in range(len(self._covers) - 1, -1, -1):
            cover = self._covers[index]
            if cover.lot_id != paying.lot_id:
                continue
            part = min(left, cover.points)
            left -= part
            self._covers[index] = replace(cover, points=cover.points - part)
            if cover.by_lot is None:
                self._changed(None, part)
            else:
                self.put(graced(cover.by_lot, day, grace_days), part)
        return left

    def pay_debt(self, by_lot: HeldLot, points: Points) -> Points:
        """A new lot pays what is owed, oldest first: from now on it stands in for it. The rest is answered."""
        left = points
        for index, cover in enumerate(self._covers):
            if cover.by_lot is None and left:
                part = min(left, cover.points)
                left -= part
                self._covers[index] = replace(cover, points=cover.points - part)
                self._covers.append(Cover(cover.lot_id, replace(by_lot, remaining=0), part))
                self._changed(None, part)
        return left

    def call_back(self, lot_id: str, points: Points) -> Points:
        """What a lot stands in for is taken from it: others must stand in, or the debt. The rest is answered."""
        left = points
        for index in range(len(self._covers) - 1, -1, -1):
            cover = self._covers[index]
            if cover.by_lot is not None and cover.by_lot.lot_id == lot_id:
                part = min(left, cover.points)
                left -= part
                self._covers[index] = replace(cover, points=cover.points - part)
                self.cover(cover.lot_id, part)
        return left

    def cover(self, lot_id: str, points: Points) -> None:
        """Others stand in for a lot that has nothing left: pending ones first, then soonest-expiring; else a debt."""
        left = points
        for lot in standing_in(self.lots()):
            part = min(left, lot.remaining)
            if part:
                self.take(lot.lot_id, part)
                self._covers.append(Cover(lot_id, replace(lot, remaining=0), part))
                left -= part
        if left:
            self._covers.append(Cover(lot_id, None, left))
            self._changed(None, -left)

    def _changed(self, lot_id: str | None, points: Points) -> None:
        self._changes[lot_id] = self._changes.get(lot_id, 0) + points


def standing_in(lots: Sequence[HeldLot]) -> tuple[HeldLot, ...]:
    """The order in which lots give up points that are taken back: those that begin last first, so pending ones first."""
    return tuple(sorted(lots, key=lambda lot: (-lot.active_day.toordinal(), lot.expires_day, lot.lot_id)))


def graced(lot: HeldLot, day: date, grace_days: int) -> HeldLot:
    """The lot as it takes points back on a day: one that has expired since lives ``grace_days`` more."""
    if lot.alive(day):
        return lot
    return replace(lot, expires_day=day + timedelta(days=grace_days))
