"""One money account or certificate in hand: what is on it, what is set aside, what receipts paid with it."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from pos_app.domain.money.rounding import div_floor
from pos_app.domain.money.units import Kopecks
from pos_app.domain.stored_value.value_kind import ValueKind

UNSOLD, ACTIVE, BLOCKED = "unsold", "active", "blocked"
OPEN, CLOSED = "open", "closed"

ValueKey = tuple[ValueKind, str]
"""Kind and owner."""


@dataclass(slots=True)
class Hold:
    """Set aside for one open receipt of a till."""

    hold_id: str
    till_id: str
    epoch: int
    receipt_id: str
    kopecks: Kopecks
    granted_ms: int
    state: str = OPEN
    reason: str | None = None
    pays_back: str | None = None
    """The sale of which a return pays it out."""
    is_new: bool = True
    changed: bool = False

    def close(self, reason: str) -> None:
        """What is left may be paid with again anywhere."""
        if self.state == OPEN:
            self.state, self.reason, self.changed = CLOSED, reason, True


@dataclass(slots=True)
class Payment:
    """What a receipt paid; ``burnt`` of the rest with it, ``at_risk`` of it was not there, ``returned`` came back."""

    receipt_id: str
    kopecks: Kopecks
    burnt: Kopecks
    at_risk: Kopecks
    returned: Kopecks = 0
    is_new: bool = True
    changed: bool = False

    @property
    def open_risk(self) -> Kopecks:
        """What of it is missing still: the rest came back with goods."""
        return self.at_risk - div_floor(self.at_risk * self.returned, self.kopecks) if self.kopecks else 0


@dataclass(frozen=True, slots=True)
class Returned:
    """What a return moved: to the owner, from what was burnt, from what was at risk."""

    kopecks: Kopecks
    burnt: Kopecks
    at_risk: Kopecks


@dataclass(slots=True)
class ValueBooks:
    """The row is locked until the transaction ends. Money only; the entries are made by ``post.py``."""

    kind: ValueKind
    owner: str
    balance: Kopecks = 0
    state: str = UNSOLD
    series: str = ""
    nominal: Kopecks = 0
    sold_day: date | None = None
    until_day: date | None = None
    holds: dict[str, Hold] = field(default_factory=dict)
    payments: dict[str, Payment] = field(default_factory=dict)
    changed: bool = False

    @property
    def key(self) -> ValueKey:
        """Kind and owner."""
        return self.kind, self.owner

    @property
    def free(self) -> Kopecks:
        """What may be set aside for another receipt."""
        held = sum(hold.kopecks for hold in self.holds.values() if hold.state == OPEN)
        return max(0, self.balance - held)

    def receive(self, kopecks: Kopecks) -> None:
        """Money was put on it."""
        self.balance += kopecks
        if self.state == UNSOLD:
            self.state = ACTIVE
        self.changed = True

    def pay(self, receipt_id: str, kopecks: Kopecks, burns_rest: bool) -> Payment:
        """A receipt paid with it: a fact. Its own holds end; what others hold stays theirs. What is missing is risk."""
        for hold in self.holds.values():
            if hold.receipt_id == receipt_id:
                hold.close("receipt")
        covered = min(kopecks, self.free)
        burnt = self.free - covered if burns_rest else 0
        self.balance -= covered + burnt
        self.changed = True
        known = self.payments.get(receipt_id)
        if known is not None:
            known.kopecks, known.changed = known.kopecks + kopecks, True
            known.burnt, known.at_risk = known.burnt + burnt, known.at_risk + kopecks - covered
            return Payment(receipt_id, kopecks, burnt, kopecks - covered)
        made = Payment(receipt_id, kopecks, burnt, kopecks - covered)
        self.payments[receipt_id] = made
        return made

    def cover(self, payment: Payment, kopecks: Kopecks, burns_rest: bool) -> Kopecks:
        """Money that came later is what was missing then; answers what burns of the rest."""
        self.balance -= kopecks
        whole = kopecks == payment.open_risk
        payment.at_risk, payment.changed = 0 if whole else payment.at_risk - kopecks, True
        burnt = self.free if burns_rest else 0
        self.balance -= burnt
        payment.burnt += burnt
        self.changed = True
        return burnt

    def pay_out(self, return_id: str, kopecks: Kopecks) -> None:
        """What is left on it was handed out with a return, whose own holds end. At most what is ``free_for`` it."""
        for hold in self.holds.values():
            if hold.receipt_id == return_id:
                hold.close("receipt")
        self.balance -= kopecks
        self.changed = True

    def free_for(self, receipt_id: str) -> Kopecks:
        """What is free, and what is set aside for this receipt."""
        own = sum(hold.kopecks for hold in self.holds.values() if (hold.state, hold.receipt_id) == (OPEN, receipt_id))
        return self.free + own

    def give_back(self, receipt_id: str, kopecks: Kopecks, day: date, grace_days: int) -> Returned:
        """A return's money goes back on it, at most what the receipt paid, with its part of what burnt.

        What was at risk stays the shop's by the same part. One that ended since lives ``grace_days`` more.
        """
        payment = self.payments.get(receipt_id)
        if payment is None:
            return Returned(0, 0, 0)
        kopecks = min(kopecks, payment.kopecks - payment.returned)
        before, after = payment.returned, payment.returned + kopecks

        def part(total: Kopecks) -> Kopecks:
            return div_floor(total * after, payment.kopecks) - div_floor(total * before, payment.kopecks)

        moved = Returned(kopecks, part(payment.burnt), part(payment.at_risk))
        payment.returned, payment.changed = after, True
        self.balance += moved.kopecks + moved.burnt - moved.at_risk
        if self.until_day is not None and self.until_day < day and kopecks:
            self.until_day = day + timedelta(days=grace_days)
        self.changed = True
        return moved
