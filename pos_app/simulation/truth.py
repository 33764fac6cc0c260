"""What really happened at the counters, written down beside the product: what a cashier was told and a customer holds.

The checkers compare the product's books with this and never the other way round.
"""

from collections import Counter
from dataclasses import dataclass, field

from pos_app.domain.parked.resolved import ParkedResolved
from pos_app.domain.people.deed import DeedKind
from pos_app.domain.people.phone_change import PhoneChanged
from pos_app.domain.people.registration import CustomerRegistered
from pos_app.domain.pre_order.order_cancelled import OrderCancelled
from pos_app.domain.shift.shift import CashMovement, ShiftOpened, ZReport
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.simulation.wallet import Wallet

Told = (
    Sale
    | SaleReturn
    | ShiftOpened
    | CashMovement
    | ZReport
    | CustomerRegistered
    | PhoneChanged
    | OrderCancelled
    | ParkedResolved
)


@dataclass(slots=True)
class TillTruth:
    """One till. ``told``: records that the use case returned to the cashier, by operation id.

    ``held``: records whose paper came out. ``doubtful``: how many actions were cut by a death or an unknown COMMIT, so
    that a record may stand in the books that nobody was told of. ``was_restored``: from a backup, at least once.
    """

    told: dict[str, Told] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    sold_again: dict[str, list[Told]] = field(default_factory=dict)
    """Further records under an id that was told before: a basket that a restore brought back was sold once more."""
    doubtful: int = 0
    injected: set[str] = field(default_factory=set)
    """Operations that no server can accept, put into the queue by the world."""
    disk_lost: set[str] = field(default_factory=set)
    """Told records whose only disk died before they reached the server."""
    again_lost: set[bytes] = field(default_factory=set)
    """Bodies of records sold again that no disk has any more: their first record under the same id may be safe."""

    was_restored: bool = False
    deeds: list[tuple[DeedKind, str]] = field(default_factory=list)
    """What the till said that it did and of which the office hears: the kind of deed, and the basket it was about."""

    def tell(self, record: Told) -> None:
        """The cashier was told that a record is stored."""
        known = self.told.setdefault(id_of(record), record)
        if known != record and record not in self.sold_again.setdefault(id_of(record), []):
            self.sold_again[id_of(record)].append(record)


@dataclass(slots=True)
class Truth:
    """Every till by id, and what was injected, counted by kind."""

    tills: dict[str, TillTruth] = field(default_factory=dict)
    faults: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    may_risk: bool = False
    """A till was lost or restored, or the programme lets tills spend without a promise: points may be missing."""
    wallet: Wallet = field(default_factory=Wallet)
    step_findings: list[tuple[str, str]] = field(default_factory=list)
    """What was found wrong on the way: invariant and words."""

    def till(self, till_id: str) -> TillTruth:
        """The truth of one till."""
        return self.tills.setdefault(till_id, TillTruth())

    def count(self, fault: str) -> None:
        """A fault was injected and took effect."""
        self.faults[fault] += 1

    def did(self, what: str) -> None:
        """Something was done at a counter."""
        self.done[what] += 1


def id_of(record: Told) -> str:
    """The id of the operation that reports a record."""
    if isinstance(record, Sale | SaleReturn):
        return record.receipt_id
    if isinstance(record, ShiftOpened):
        return record.shift_id
    if isinstance(record, CashMovement):
        return record.movement_id
    return str(getattr(record, _ID_FIELDS[type(record)]))


_ID_FIELDS = {
    CustomerRegistered: "registration_id",
    PhoneChanged: "change_id",
    OrderCancelled: "cancel_id",
    ParkedResolved: "resolution_id",
    ZReport: "z_id",
}
