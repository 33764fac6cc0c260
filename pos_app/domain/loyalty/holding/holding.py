"""What a customer holds: lots with their dates, pending ones too, and what stands in for points taken back too late.

A return takes back what a sale earned, though the customer may have spent it since. Then other lots of his stand in for
it, or a debt does, and it is written down for which lot: so whatever comes back to that lot later goes first to where
it was borrowed, and returns in any order lead back to the state before the sales.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pos_app.domain.loyalty.account import Lot
from pos_app.domain.money.units import Points


@dataclass(frozen=True, slots=True)
class HeldLot:
    """Points of one accrual: may be spent from ``active_day`` to the close of ``expires_day`` (local days)."""

    lot_id: str
    active_day: date
    expires_day: date
    remaining: Points

    def alive(self, day: date) -> bool:
        """Whether it has not burnt on that day; it may be pending."""
        return self.expires_day >= day

    def spendable(self, day: date) -> bool:
        """Whether its points may be spent on that day."""
        return self.active_day <= day <= self.expires_day


@dataclass(frozen=True, slots=True)
class Cover:
    """``points`` > 0 were taken back of lot ``lot_id`` when it had none left; ``by_lot`` stood in for them.

    ``by_lot`` keeps its dates, for the day when the points come back to it. None: nothing was there, it is a debt.
    """

    lot_id: str
    by_lot: HeldLot | None
    points: Points


@dataclass(frozen=True, slots=True)
class Holding:
    """``lots`` hold more than nothing each, soonest-expiring first; ``covers`` in the order in which they arose.

    While there is a debt there are no lots: whatever comes in pays it first.
    """

    lots: tuple[HeldLot, ...] = ()
    covers: tuple[Cover, ...] = ()

    @property
    def balance(self) -> Points:
        """All that the lots hold, pending ones too."""
        return sum(lot.remaining for lot in self.lots)

    @property
    def debt(self) -> Points:
        """What returns took too much, 0 or more."""
        return sum(cover.points for cover in self.covers if cover.by_lot is None)

    def spendable(self, day: date) -> Points:
        """What may be spent on a local day."""
        return sum(lot.remaining for lot in self.lots if lot.spendable(day))

    def pending(self, day: date) -> Points:
        """What waits for its first day."""
        return sum(lot.remaining for lot in self.lots if lot.active_day > day and lot.alive(day))

    def plain_lots(self, day: date) -> tuple[Lot, ...]:
        """The lots that may be spent on a day, as the till's picture and the choice of lots know them."""
        return tuple(Lot(lot.lot_id, lot.expires_day, lot.remaining) for lot in self.lots if lot.spendable(day))


EMPTY_HOLDING = Holding()


class HoldingError(ValueError):
    """A move that the holding cannot make. ``key``: ``negative_points``, ``not_enough_points``, ``lot_id_taken``,

    ``more_than_spent``, ``more_than_earned``; figures in hundredths of a point.
    """

    def __init__(self, key: str, **params: str | int) -> None:
        figures = ", ".join(f"{name}={value}" for name, value in params.items())
        super().__init__(f"{key}: {figures}")
        self.key = key
        self.params = params


def in_order(lots: Iterable[HeldLot]) -> tuple[HeldLot, ...]:
    """Soonest-expiring first, then by first day and id; empty ones left out."""
    return tuple(
        sorted((lot for lot in lots if lot.remaining), key=lambda lot: (lot.expires_day, lot.active_day, lot.lot_id))
    )


def not_negative(points: Points) -> None:
    """Raise :class:`HoldingError` ``negative_points`` for less than 0."""
    if points < 0:
        raise HoldingError("negative_points", points=points)
