"""One customer's points during one batch: lots, what was spent of them, what is promised, what is owed.

Pure: no database, no clock. Amounts are hundredths of a point. The postings are functions beside it (``spending``,
``earning``, ``returning``, ``reserving``); here is what they share. Three things are decided in this room, because only
the server sees them:

* A sale or return that comes late finds points burnt that were alive on its business day: they are called back from
  ``programme.expired``; nobody loses points because a till was offline.
* Points that a till let somebody spend and that are nowhere go to ``programme.risk``; no balance goes below zero.
* Each point that is out belongs to the sale that spent it (or the promise that holds it) and to the lot it came from.
  When a sale comes back whose points were spent meanwhile, those who spent them move on to other lots, as if it had
  never been; for what no lot covers the customer owes. So whatever comes back later finds the right lot, and after
  everything has come back, in whatever order, each lot is what it was. Points that arrive while something is owed pay
  it first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pos_app.domain.ledger.entry import Leg
from pos_app.domain.loyalty.account import NO_FACTS, AccountFacts
from pos_app.domain.money.units import Kopecks, Points
from sync.server.ledger.accounts import LegList, PointsAccount
from sync.server.ledger.lot_state import DEBT_PART, OPEN, LotState, ReservationBooks, SpentPart

Legs = tuple[Leg, ...]
PartKey = tuple[str, str]
"""Sale and lot."""


TierMove = tuple[date, str, str]
"""Day, tier before and after ("": none)."""


@dataclass(slots=True)
class CustomerBooks:
    """The working copy of an account.

    ``lots``: at least every lot with points, and those that an operation concerns. ``parts``: every part that is owed,
    and all parts of the sales that an operation concerns. ``reservations``: every open one. ``turnover_days``: money by
    local day, as far as it was read; ``turnover_changes`` what this batch adds, ``tier_moves`` what came of it.
    ``stored_*``: the figures as they were read; what is not in them is new.
    """

    customer_id: str
    turnover_kopecks: Kopecks = 0
    life_turnover_kopecks: Kopecks = 0
    purchases: int = 0
    tier_code: str | None = None
    facts: AccountFacts = NO_FACTS
    lots: dict[str, LotState] = field(default_factory=dict)
    parts: dict[PartKey, SpentPart] = field(default_factory=dict)
    reservations: dict[str, ReservationBooks] = field(default_factory=dict)
    turnover_days: dict[date, Kopecks] = field(default_factory=dict)
    turnover_changes: dict[date, Kopecks] = field(default_factory=dict)
    tier_moves: list[TierMove] = field(default_factory=list)
    stored_lots: Mapping[str, tuple[Points, ...]] = field(default_factory=dict)
    stored_parts: Mapping[PartKey, tuple[Points, Points]] = field(default_factory=dict)
    stored_reservations: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    stored_promised: Mapping[PartKey, Points] = field(default_factory=dict)

    def set_tier(self, tier_code: str | None, turnover_kopecks: Kopecks, day: date) -> None:
        """What the turnover comes to on a day; a change is remembered."""
        if tier_code != self.tier_code:
            self.tier_moves.append((day, self.tier_code or "", tier_code or ""))
        self.tier_code, self.turnover_kopecks = tier_code, turnover_kopecks

    @property
    def programme_id(self) -> str:
        """The programme of the customer's points, for entries that name none; empty without points."""
        return next((lot.programme_id for lot in self.lots.values()), "")

    @property
    def available(self) -> Points:
        """What is promised to nobody: the sum of the lots' free points, pending ones too."""
        return sum(lot.free for lot in self.lots.values())

    @property
    def reserved(self) -> Points:
        """What is promised to tills."""
        return sum(reservation.left for reservation in self.reservations.values())

    @property
    def debt(self) -> Points:
        """What the customer owes: the sum of the parts that no lot covers."""
        owed = sum(part.out for (_, lot_id), part in self.parts.items() if lot_id == DEBT_PART)
        return owed + sum(reservation.parts.get(DEBT_PART, 0) for reservation in self.reservations.values())

    def spendable(self, day: date) -> Points:
        """What may be spent or promised on a local day."""
        return sum(lot.free for lot in self.lots.values() if lot.spendable(day))

    def open_reservations(self) -> list[ReservationBooks]:
        """Those that tills may spend from."""
        return [each for each in self.reservations.values() if each.state == OPEN]

    def in_order_of_use(self, day: date) -> list[LotState]:
        """Lots with free points that may be spent on the day, soonest-expiring first."""
        usable = [lot for lot in self.lots.values() if lot.free > 0 and lot.spendable(day)]
        usable.sort(key=lambda lot: (lot.expires_day, lot.lot_id))
        return usable

    def part(self, sale_id: str, lot_id: str) -> SpentPart:
        """What a sale took from a lot; a new part if it took nothing yet."""
        found = self.parts.get((sale_id, lot_id))
        if found is None:
            number = sum(1 for sale, _ in self.parts if sale == sale_id)
            found = self.parts[sale_id, lot_id] = SpentPart(sale_id, lot_id, number, 0)
        return found

    def parts_of(self, sale_id: str) -> list[SpentPart]:
        """All that a sale took, in the order in which it took it."""
        return sorted((part for part in self.parts.values() if part.sale_id == sale_id), key=lambda part: part.number)

    def take_or_owe(self, sale_id: str, points: Points, day: date, legs: LegList) -> None:
        """Other living lots stand in for what a sale spent: pending ones first, then soonest-expiring.

        Else it is owed.
        """
        left = points
        for lot in self._stand_ins(day) if left else ():
            amount = min(left, lot.free)
            lot.remaining -= amount
            legs.add(PointsAccount.AVAILABLE, -amount, lot.lot_id)
            self.part(sale_id, lot.lot_id).amount += amount
            left -= amount
        if left:
            self.part(sale_id, DEBT_PART).amount += left
            legs.add(PointsAccount.DEBT, -left)

    def back_or_owe(self, reservation: ReservationBooks, points: Points, day: date, legs: LegList) -> None:
        """The same for a promise: the points stay promised, other lots stand behind them."""
        left = points
        for lot in self._stand_ins(day) if left else ():
            amount = min(left, lot.free)
            self.put_behind(reservation, lot, amount, legs)
            left -= amount
        if left:
            reservation.parts[DEBT_PART] = reservation.parts.get(DEBT_PART, 0) + left
            legs.add(PointsAccount.RESERVED, left)
            legs.add(PointsAccount.DEBT, -left)

    def pay_debt(self, day: date, legs: LegList) -> None:
        """Let the living lots cover what is owed: what sales spent, the oldest first, then what tills were promised."""
        owed = [part for part in self.parts.values() if part.lot_id == DEBT_PART and part.out]
        for part in sorted(owed, key=lambda each: each.sale_id):
            for lot in self._stand_ins(day):
                amount = min(part.out, lot.free)
                lot.remaining -= amount
                legs.add(PointsAccount.AVAILABLE, -amount, lot.lot_id)
                self.part(part.sale_id, lot.lot_id).amount += amount
                part.amount -= amount
                legs.add(PointsAccount.DEBT, amount)
        for reservation in sorted(self.reservations.values(), key=lambda each: each.reservation_id):
            for lot in self._stand_ins(day) if reservation.parts.get(DEBT_PART) else ():
                amount = min(reservation.parts[DEBT_PART], lot.free)
                reservation.parts[DEBT_PART] -= amount
                legs.add(PointsAccount.RESERVED, -amount)
                legs.add(PointsAccount.DEBT, amount)
                self.put_behind(reservation, lot, amount, legs)

    def put_behind(self, reservation: ReservationBooks, lot: LotState, amount: Points, legs: LegList) -> None:
        """Free points of a lot are promised from now on."""
        lot.reserved += amount
        reservation.parts[lot.lot_id] = reservation.parts.get(lot.lot_id, 0) + amount
        legs.add(PointsAccount.AVAILABLE, -amount, lot.lot_id)
        legs.add(PointsAccount.RESERVED, amount, lot.lot_id)

    def _stand_ins(self, day: date) -> list[LotState]:
        living = [lot for lot in self.lots.values() if lot.free > 0 and lot.alive(day)]
        living.sort(key=lambda lot: (lot.active_day <= day, lot.expires_day, lot.lot_id))
        return living
