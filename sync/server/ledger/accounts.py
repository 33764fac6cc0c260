"""The accounts of the points ledger.

Signs: what a customer has is plus, so ``customer.available`` is his balance and ``customer.debt`` is zero or minus. The
programme's accounts stand against it: ``issued`` grows downwards, ``redeemed`` and ``expired`` upwards, ``risk`` goes
down by points that tills let people spend and that were not there. All legs of all entries sum to zero:

    available + debt + issued + redeemed + expired + risk = 0
"""

from enum import StrEnum

from pos_app.domain.ledger.entry import Leg
from pos_app.domain.money.units import Points


class PointsAccount(StrEnum):
    """Owner of ``customer.*`` is the customer's id, of ``programme.*`` the programme's."""

    AVAILABLE = "customer.available"
    DEBT = "customer.debt"
    ISSUED = "programme.issued"
    REDEEMED = "programme.redeemed"
    EXPIRED = "programme.expired"
    RISK = "programme.risk"


class EntryKind(StrEnum):
    """Why points moved."""

    OPENING = "opening"
    SPEND = "spend"
    EARN = "earn"
    GIVE_BACK = "give_back"
    TAKE_BACK = "take_back"
    BURN = "burn"


class LegList:
    """Collects legs of one entry; zero amounts are left out."""

    def __init__(self, customer_id: str, programme_id: str) -> None:
        self._customer_id = customer_id
        self._programme_id = programme_id
        self._legs: list[Leg] = []

    def add(self, account: PointsAccount, amount: Points, lot_id: str | None = None) -> None:
        """One side; its owner follows from the account."""
        if amount:
            owner = self._customer_id if account.startswith("customer.") else self._programme_id
            self._legs.append(Leg(account.value, owner, amount, lot_id))

    def legs(self) -> tuple[Leg, ...]:
        """What was collected, in order."""
        return tuple(self._legs)
