"""The accounts of the points ledger.

Signs: what a customer has is plus, so ``customer.available`` is what he may spend now or later, ``customer.reserved``
what is promised to tills, and ``customer.debt`` zero or minus. The programme's accounts stand against them: ``issued``
grows downwards, ``redeemed``, ``expired`` and ``charity`` upwards, ``risk`` goes down by points that tills let people
spend and that were not there, ``withheld`` by earned points that a return left because money was kept for them. Two
accounts sum to zero by themselves: ``partner`` (who of a coalition issued and who accepted) and ``merged`` (two ids
that were one person). All legs of all entries sum to zero:

    available + reserved + debt + issued + redeemed + expired + charity + risk + withheld = 0
"""

from enum import StrEnum

from pos_app.domain.ledger import accounts as names
from pos_app.domain.ledger.entry import Leg
from pos_app.domain.money.units import Points


class PointsAccount(StrEnum):
    """Owner of ``customer.*`` is the customer, of ``programme.partner`` the partner, else the programme."""

    AVAILABLE = names.CUSTOMER_AVAILABLE
    RESERVED = names.CUSTOMER_RESERVED
    DEBT = names.CUSTOMER_DEBT
    ISSUED = names.PROGRAMME_ISSUED
    REDEEMED = names.PROGRAMME_REDEEMED
    EXPIRED = names.PROGRAMME_EXPIRED
    CHARITY = names.PROGRAMME_CHARITY
    RISK = names.PROGRAMME_RISK
    WITHHELD = names.PROGRAMME_WITHHELD
    PARTNER = names.PROGRAMME_PARTNER
    MERGED = "programme.merged"


CUSTOMER_ACCOUNTS = (PointsAccount.AVAILABLE, PointsAccount.RESERVED, PointsAccount.DEBT)


class EntryKind(StrEnum):
    """Why points moved."""

    OPENING = "opening"
    SPEND = "spend"
    EARN = "earn"
    GIVE_BACK = "give_back"
    TAKE_BACK = "take_back"
    WITHHOLD = "withhold"
    BURN = "burn"
    RESERVE = "reserve"
    RELEASE = "release"
    AWARD = "award"
    CHARITY = "charity"
    REWARD = "reward"
    ADJUST = "adjust"
    MERGE_OUT = "merge_out"
    MERGE_IN = "merge_in"
    CLEARING = "clearing"


class LegList:
    """Collects legs of one entry; zero amounts are left out."""

    def __init__(self, customer_id: str, programme_id: str) -> None:
        self._customer_id = customer_id
        self._programme_id = programme_id
        self._legs: list[Leg] = []

    def add(self, account: PointsAccount, amount: Points, lot_id: str | None = None, owner: str | None = None) -> None:
        """One side; its owner follows from the account unless it is named."""
        if amount:
            implied = self._customer_id if account in CUSTOMER_ACCOUNTS else self._programme_id
            self._legs.append(Leg(account.value, owner or implied, amount, lot_id))

    def legs(self) -> tuple[Leg, ...]:
        """What was collected, in order."""
        return tuple(self._legs)
