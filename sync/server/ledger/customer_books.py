"""One customer's points during one operation: what each kind of posting does to lots, debt and journal.

Pure: no database, no clock. Amounts are hundredths of a point. The rules are loyalty-rules «Earning» and «Returning»;
two things are decided here, because only the server sees them:

* A sale or return that comes late finds points burnt that were alive on its business day: they are called back from
  ``programme.expired``; nobody loses points because a till was offline.
* Points that a till let somebody spend and that are nowhere go to ``programme.risk``; no balance goes below zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from pos_app.domain.ledger.entry import Leg
from pos_app.domain.loyalty.account import Lot
from pos_app.domain.loyalty.lots import consume
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.units import Kopecks, Points
from sync.server.ledger.accounts import LegList, PointsAccount

Legs = tuple[Leg, ...]

RISK_PART = ""
"""The «lot» of a spent part that no lot covered."""


class PartsExceededError(ValueError):
    """More points would go back than the sale spent: the caller's sums are wrong."""

    def __init__(self, asked: Points, left: Points) -> None:
        super().__init__(f"at most {left} hundredths of a point are left to give back, asked for {asked}")
        self.asked = asked
        self.left = left


@dataclass(slots=True)
class LotState:
    """A lot while it is worked on; see the table ``lot``."""

    lot_id: str
    earned_day: date
    expires_day: date
    granted: Points
    remaining: Points
    programme_id: str
    burnt: Points = 0

    @property
    def figures(self) -> tuple[Points, Points, Points]:
        """What may change: granted, remaining, burnt."""
        return self.granted, self.remaining, self.burnt


@dataclass(slots=True)
class SpentPart:
    """What a sale took from one lot (``RISK_PART``: from none) and what went back since."""

    lot_id: str
    amount: Points
    returned: Points = 0


@dataclass(slots=True)
class EarnedPart:
    """What a sale earned: into its lot, and against a debt; ``debt_restored``: of the latter, what returns undid."""

    lot_id: str
    granted: Points
    debt_repaid: Points
    debt_restored: Points = 0


@dataclass(slots=True)
class CustomerBooks:
    """The working copy of an account. ``lots``: at least every lot with points, and those that an operation names.

    ``stored``: the figures of each lot as they were read; a lot that is not in it is new.
    """

    customer_id: str
    debt: Points = 0
    turnover_kopecks: Kopecks = 0
    tier_code: str | None = None
    lots: dict[str, LotState] = field(default_factory=dict)
    stored: Mapping[str, tuple[Points, Points, Points]] = field(default_factory=dict)

    @property
    def available(self) -> Points:
        """The balance: the sum of the lots."""
        return sum(lot.remaining for lot in self.lots.values())

    def open_lot(self, lot_id: str, earned_day: date, expires_day: date, points: Points, programme_id: str) -> Legs:
        """Points that came from outside: an opening balance."""
        legs = LegList(self.customer_id, programme_id)
        self._grant(lot_id, earned_day, expires_day, points, programme_id)
        legs.add(PointsAccount.AVAILABLE, points, lot_id)
        legs.add(PointsAccount.ISSUED, -points)
        return legs.legs()

    def spend(self, points: Points, business_day: date, programme_id: str) -> tuple[Legs, list[SpentPart]]:
        """Pay with points, soonest-expiring first."""
        legs = LegList(self.customer_id, programme_id)
        taken: dict[str, Points] = {}
        alive = [lot for lot in self.lots.values() if lot.expires_day >= business_day]
        held = consume([Lot(lot.lot_id, lot.expires_day, lot.remaining) for lot in alive], points)
        for lot_id, amount in held.taken:
            self.lots[lot_id].remaining -= amount
            legs.add(PointsAccount.AVAILABLE, -amount, lot_id)
            taken[lot_id] = amount
        burnt_since = consume([Lot(lot.lot_id, lot.expires_day, lot.burnt) for lot in alive], held.shortfall)
        for lot_id, amount in burnt_since.taken:
            self.lots[lot_id].burnt -= amount
            legs.add(PointsAccount.EXPIRED, -amount, lot_id)
            taken[lot_id] = taken.get(lot_id, 0) + amount
        legs.add(PointsAccount.RISK, -burnt_since.shortfall)
        taken[RISK_PART] = burnt_since.shortfall
        legs.add(PointsAccount.REDEEMED, points)
        return legs.legs(), [SpentPart(lot_id, amount) for lot_id, amount in taken.items() if amount]

    def earn(
        self, points: Points, lot_id: str, earned_day: date, expires_day: date, programme_id: str
    ) -> tuple[Legs, EarnedPart]:
        """Credit what a sale earned: a debt is paid first, the rest is a new lot."""
        legs = LegList(self.customer_id, programme_id)
        repaid = min(self.debt, points)
        granted = points - repaid
        self.debt -= repaid
        if granted:
            self._grant(lot_id, earned_day, expires_day, granted, programme_id)
        legs.add(PointsAccount.DEBT, repaid)
        legs.add(PointsAccount.AVAILABLE, granted, lot_id)
        legs.add(PointsAccount.ISSUED, -points)
        return legs.legs(), EarnedPart(lot_id, granted, repaid)

    def give_back(
        self,
        points: Points,
        parts: Sequence[SpentPart],
        business_day: date,
        grace_lot_id: str,
        grace_days: int,
        programme_id: str,
    ) -> Legs:
        """Return spent points to the lots they came from, in proportion to what is still out.

        A lot that had expired on ``business_day`` cannot take them: they become the lot ``grace_lot_id``, alive for
        ``grace_days`` more. Raises :class:`PartsExceededError`.
        """
        legs = LegList(self.customer_id, programme_id)
        rooms = [part.amount - part.returned for part in parts]
        if points > sum(rooms):
            raise PartsExceededError(points, sum(rooms))
        for part, amount in zip(parts, allocate(points, rooms, rooms), strict=True):
            part.returned += amount
            if part.lot_id == RISK_PART:
                legs.add(PointsAccount.RISK, amount)
                continue
            lot = self.lots[part.lot_id]
            if lot.expires_day >= business_day:
                lot.remaining += amount
            elif amount:
                grace_day = business_day + timedelta(days=grace_days)
                lot = self._grant(grace_lot_id, business_day, grace_day, amount, programme_id)
            legs.add(PointsAccount.AVAILABLE, amount, lot.lot_id)
        legs.add(PointsAccount.REDEEMED, -points)
        return legs.legs()

    def take_back(self, points: Points, earned: EarnedPart, programme_id: str) -> Legs:
        """Undo what a sale earned: its own lot (alive or burnt), then the debt it paid, other lots, a new debt."""
        legs = LegList(self.customer_id, programme_id)
        left = points
        own = self.lots.get(earned.lot_id)
        if own is not None:
            amount = min(left, own.remaining)
            own.remaining -= amount
            legs.add(PointsAccount.AVAILABLE, -amount, own.lot_id)
            left -= amount
            amount = min(left, own.burnt)
            own.burnt -= amount
            legs.add(PointsAccount.EXPIRED, -amount, own.lot_id)
            left -= amount
        amount = min(left, earned.debt_repaid - earned.debt_restored)
        earned.debt_restored += amount
        new_debt = amount
        left -= amount
        others = consume([Lot(lot.lot_id, lot.expires_day, lot.remaining) for lot in self.lots.values()], left)
        for lot_id, amount in others.taken:
            self.lots[lot_id].remaining -= amount
            legs.add(PointsAccount.AVAILABLE, -amount, lot_id)
        new_debt += others.shortfall
        self.debt += new_debt
        legs.add(PointsAccount.DEBT, -new_debt)
        legs.add(PointsAccount.ISSUED, points)
        return legs.legs()

    def burn(self, lot_id: str) -> Legs:
        """End a lot whose day is over."""
        lot = self.lots[lot_id]
        legs = LegList(self.customer_id, lot.programme_id)
        legs.add(PointsAccount.AVAILABLE, -lot.remaining, lot_id)
        legs.add(PointsAccount.EXPIRED, lot.remaining, lot_id)
        lot.burnt += lot.remaining
        lot.remaining = 0
        return legs.legs()

    def _grant(self, lot_id: str, earned_day: date, expires_day: date, points: Points, programme_id: str) -> LotState:
        lot = self.lots.setdefault(lot_id, LotState(lot_id, earned_day, expires_day, 0, 0, programme_id))
        lot.granted += points
        lot.remaining += points
        return lot
