"""A customer's points account as the server tells it, and as the till sees it after its own unsent sales."""

from dataclasses import dataclass
from datetime import date

from pos_app.domain.money.units import Kopecks, Points


@dataclass(frozen=True, slots=True)
class Lot:
    """Points of one accrual that burn together at the close of ``expires_day`` (local day of the shop)."""

    lot_id: str
    expires_day: date
    remaining: Points


@dataclass(frozen=True, slots=True)
class Account:
    """The server's truth at one instant. ``available`` is the sum of the lots; ``debt`` what returns over-took (>= 0).

    ``turnover_kopecks``: all the money paid so far less what was paid back, a running total; tiers are reached by it.
    ``applied_seq``: the asking till's last operation number that the server had applied when it read the row (0: none).
    """

    customer_id: str
    available: Points
    debt: Points
    lots: tuple[Lot, ...]
    tier_code: str | None
    turnover_kopecks: Kopecks
    applied_seq: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the engine may know of the customer: ``spendable`` is what may be spent on this receipt at most.

    The services compute it (account, unsent sales, offline allowance); the engine applies the programme's caps.
    """

    customer_id: str
    tier_code: str | None
    spendable: Points
