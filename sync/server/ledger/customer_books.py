"""One customer's points during one operation: what each kind of posting does to lots, debt and journal.

Pure: no database, no clock. Amounts are hundredths of a point. The rules are loyalty-rules «Earning» and «Returning»;
three things are decided here, because only the server sees them:

* A sale or return that comes late finds points burnt that were alive on its business day: they are called back from
  ``programme.expired``; nobody loses points because a till was offline.
* Points that a till let somebody spend and that are nowhere go to ``programme.risk``; no balance goes below zero.
* Each point that is out belongs to the sale that spent it and to the lot it came from. When a sale comes back whose
  points were spent meanwhile, those who spent them move on to other lots, as if it had never been; for what no lot
  covers they owe. So whatever comes back later finds the right lot, and after everything has come back, in whatever
  order, each lot is what it was. Points that arrive while something is owed pay it first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from pos_app.domain.ledger.entry import Leg
from pos_app.domain.loyalty.account import Lot
from pos_app.domain.loyalty.lots import consume
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.units import Kopecks, Points
from sync.server.ledger.accounts import LegList, PointsAccount
from sync.server.ledger.lot_state import DEBT_PART, NO_SALE, RISK_PART, LotState, SpentPart

Legs = tuple[Leg, ...]
PartKey = tuple[str, str]
"""Sale and lot."""


class PartsExceededError(ValueError):
    """More points would go back than the sale spent: the caller's sums are wrong."""

    def __init__(self, asked: Points, left: Points) -> None:
        super().__init__(f"at most {left} hundredths of a point are left to give back, asked for {asked}")
        self.asked = asked
        self.left = left


@dataclass(slots=True)
class CustomerBooks:
    """The working copy of an account.

    ``lots``: at least every lot with points, and those that an operation concerns. ``parts``: every part that is owed,
    and all parts of the sales that an operation concerns. ``stored_*``: the figures as they were read; what is not
    in them is new.
    """

    customer_id: str
    turnover_kopecks: Kopecks = 0
    tier_code: str | None = None
    lots: dict[str, LotState] = field(default_factory=dict)
    parts: dict[PartKey, SpentPart] = field(default_factory=dict)
    stored_lots: Mapping[str, tuple[Points, Points, Points]] = field(default_factory=dict)
    stored_parts: Mapping[PartKey, tuple[Points, Points]] = field(default_factory=dict)

    @property
    def available(self) -> Points:
        """The balance: the sum of the lots."""
        return sum(lot.remaining for lot in self.lots.values())

    @property
    def debt(self) -> Points:
        """What the customer owes: the sum of the parts that no lot covers."""
        return sum(part.out for part in self._owed())

    def open_lot(self, lot_id: str, earned_day: date, expires_day: date, points: Points, programme_id: str) -> Legs:
        """Points that came from outside: an opening balance."""
        legs = LegList(self.customer_id, programme_id)
        self._grant(LotState(lot_id, earned_day, expires_day, 0, 0, programme_id), points)
        legs.add(PointsAccount.AVAILABLE, points, lot_id)
        legs.add(PointsAccount.ISSUED, -points)
        return legs.legs()

    def spend(self, sale_id: str, points: Points, business_day: date, programme_id: str) -> Legs:
        """Pay with points, soonest-expiring first."""
        legs = LegList(self.customer_id, programme_id)
        missing = self._take(sale_id, points, business_day, legs)
        alive = [Lot(lot.lot_id, lot.expires_day, lot.burnt) for lot in self._alive(business_day)]
        burnt_since = consume(alive, missing)
        for lot_id, amount in burnt_since.taken:
            self.lots[lot_id].burnt -= amount
            legs.add(PointsAccount.EXPIRED, -amount, lot_id)
            self._part(sale_id, lot_id).amount += amount
        if burnt_since.shortfall:
            legs.add(PointsAccount.RISK, -burnt_since.shortfall)
            self._part(sale_id, RISK_PART).amount += burnt_since.shortfall
        legs.add(PointsAccount.REDEEMED, points)
        return legs.legs()

    def earn(self, points: Points, lot_id: str, earned_day: date, expires_day: date, programme_id: str) -> Legs:
        """Credit what a sale earned as a new lot; a debt is paid out of it first."""
        legs = LegList(self.customer_id, programme_id)
        self._grant(LotState(lot_id, earned_day, expires_day, 0, 0, programme_id), points)
        legs.add(PointsAccount.AVAILABLE, points, lot_id)
        legs.add(PointsAccount.ISSUED, -points)
        self._pay_debt(earned_day, legs)
        return legs.legs()

    def give_back(
        self, sale_id: str, points: Points, business_day: date, return_id: str, grace_days: int, programme_id: str
    ) -> Legs:
        """Return points that a sale spent: what is owed for it first, the rest to its lots, by what is still out.

        A lot that had expired on ``business_day`` cannot take them: they become a lot that is named after the return
        and lives for ``grace_days`` more. A debt of other sales is paid out of what arrived. Raises
        :class:`PartsExceededError`.
        """
        legs = LegList(self.customer_id, programme_id)
        mine = [part for part in self.parts.values() if part.sale_id == sale_id]
        if points > sum(part.out for part in mine):
            raise PartsExceededError(points, sum(part.out for part in mine))
        left = points
        for part in mine:
            if part.lot_id == DEBT_PART:
                amount = min(left, part.out)
                part.returned += amount
                legs.add(PointsAccount.DEBT, amount)
                left -= amount
        others = [part for part in mine if part.lot_id != DEBT_PART]
        rooms = [part.out for part in others]
        for part, amount in zip(others, allocate(left, rooms, rooms), strict=True):
            part.returned += amount
            if part.lot_id == RISK_PART:
                legs.add(PointsAccount.RISK, amount)
            elif amount:
                lot = self._living(self.lots[part.lot_id], business_day, return_id, grace_days)
                lot.remaining += amount
                lot.granted += amount if lot.lot_id != part.lot_id else 0
                legs.add(PointsAccount.AVAILABLE, amount, lot.lot_id)
        legs.add(PointsAccount.REDEEMED, -points)
        self._pay_debt(business_day, legs)
        return legs.legs()

    def take_back(self, points: Points, lot_id: str, business_day: date, programme_id: str) -> Legs:
        """Undo what a sale earned into ``lot_id``: what is left of it, alive or burnt, then what was spent of it.

        The sales that spent it, the newest first, move on to other lots alive on ``business_day``, and owe what none
        covers.
        """
        legs = LegList(self.customer_id, programme_id)
        left = points
        family = [lot for lot in self.lots.values() if lot_id in (lot.lot_id, lot.origin_lot_id)]
        for lot in family:
            amount = min(left, lot.remaining)
            lot.remaining -= amount
            legs.add(PointsAccount.AVAILABLE, -amount, lot.lot_id)
            left -= amount
        for lot in family:
            amount = min(left, lot.burnt)
            lot.burnt -= amount
            legs.add(PointsAccount.EXPIRED, -amount, lot.lot_id)
            left -= amount
        names = {lot.lot_id for lot in family}
        spenders = sorted((part for part in self.parts.values() if part.lot_id in names), key=_by_sale, reverse=True)
        for part in spenders:
            amount = min(left, part.out)
            part.amount -= amount
            self._take_or_owe(part.sale_id, amount, business_day, legs)
            left -= amount
        self._take_or_owe(NO_SALE, left, business_day, legs)
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

    def _take(self, sale_id: str, points: Points, business_day: date, legs: LegList) -> Points:
        """Take points for a sale out of the living lots; answers what they did not have."""
        held = consume([Lot(lot.lot_id, lot.expires_day, lot.remaining) for lot in self._alive(business_day)], points)
        for lot_id, amount in held.taken:
            self.lots[lot_id].remaining -= amount
            legs.add(PointsAccount.AVAILABLE, -amount, lot_id)
            self._part(sale_id, lot_id).amount += amount
        return held.shortfall

    def _take_or_owe(self, sale_id: str, points: Points, business_day: date, legs: LegList) -> None:
        missing = self._take(sale_id, points, business_day, legs)
        if missing:
            self._part(sale_id, DEBT_PART).amount += missing
            legs.add(PointsAccount.DEBT, -missing)

    def _pay_debt(self, business_day: date, legs: LegList) -> None:
        """Let the living lots cover what is owed, the oldest sale's first."""
        for part in sorted(self._owed(), key=_by_sale):
            paid = part.out - self._take(part.sale_id, part.out, business_day, legs)
            part.amount -= paid
            legs.add(PointsAccount.DEBT, paid)

    def _owed(self) -> Iterable[SpentPart]:
        return [part for part in self.parts.values() if part.lot_id == DEBT_PART and part.out]

    def _alive(self, business_day: date) -> list[LotState]:
        return [lot for lot in self.lots.values() if lot.expires_day >= business_day]

    def _part(self, sale_id: str, lot_id: str) -> SpentPart:
        number = sum(1 for part in self.parts.values() if part.sale_id == sale_id)
        return self.parts.setdefault((sale_id, lot_id), SpentPart(sale_id, lot_id, number, 0))

    def _living(self, lot: LotState, business_day: date, return_id: str, grace_days: int) -> LotState:
        """The lot, or if it has expired the one that lives on in its place, with nothing in it yet."""
        if lot.expires_day >= business_day:
            return lot
        # One for each lot that expired: a sale whose points are in it must find them when it comes back.
        taken = sum(1 for each in self.lots.values() if each.lot_id.partition(".")[0] == return_id)
        grace_id = f"{return_id}.{taken + 1}" if taken else return_id
        grace_day = business_day + timedelta(days=grace_days)
        origin = lot.origin_lot_id or lot.lot_id
        made = LotState(grace_id, business_day, grace_day, 0, 0, lot.programme_id, origin_lot_id=origin)
        self.lots[grace_id] = made
        return made

    def _grant(self, lot: LotState, points: Points) -> None:
        lot.granted += points
        lot.remaining += points
        self.lots[lot.lot_id] = lot


def _by_sale(part: SpentPart) -> str:
    """Ids of sales are made in the order of time."""
    return part.sale_id
