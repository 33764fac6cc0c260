"""The till's picture of an account: the server's row and what this till did since that the row does not know yet.

Points earned or given back here are shown, but may not be spent before the server has them.
"""

from dataclasses import dataclass
from datetime import date

from pos_app.domain.loyalty.account import Account
from pos_app.domain.loyalty.lots import Burning, burn, burning_soon, consume, sum_of
from pos_app.domain.loyalty.points_delta import PointsDelta
from pos_app.domain.money.units import Points


@dataclass(frozen=True, slots=True)
class AccountPicture:
    """What the cashier sees, hundredths of a point. ``balance`` = ``spendable`` + ``reserved`` + ``pending``.

    ``spendable`` is free: promised to no till. ``reserved`` is promised to tills, this one's own promises among them.
    ``pending`` waits for the server; ``burning_soon`` is what is left of the lots after the local spends; ``debt`` is
    what returns over-took, the server's figure and what this till added to it, less what is pending.
    """

    customer_id: str
    balance: Points
    spendable: Points
    pending: Points
    debt: Points
    burning_soon: tuple[Burning, ...]
    tier_code: str | None
    reserved: Points = 0


def picture_of(account: Account, unsent: PointsDelta, today: date, notice_days: int) -> AccountPicture:
    """Draw the picture on the shop's local day ``today``; ``notice_days`` is the programme's ``burn_notice_days``.

    Lots that ended before today count no more, though the server may not have burnt them yet. Points that returns take
    back come from what is pending first, then from what may be spent; what is missing then is debt. The server pays a
    debt out of whatever arrives, so what is pending pays it here.
    """
    alive = burn(account.lots, today).kept
    pending = unsent.earned + unsent.returned
    from_pending = min(unsent.taken_back, pending)
    used = consume(alive, unsent.spent - unsent.from_reserved + unsent.taken_back - from_pending)
    reserved = max(0, account.reserved - unsent.from_reserved)
    spendable = sum_of(used.remaining)
    pending -= from_pending
    owed = account.debt + used.shortfall
    paid = min(owed, pending)
    pending -= paid
    return AccountPicture(
        customer_id=account.customer_id,
        balance=spendable + reserved + pending,
        spendable=spendable,
        pending=pending,
        debt=owed - paid,
        burning_soon=burning_soon(used.remaining, today, notice_days),
        tier_code=account.tier_code,
        reserved=reserved,
    )


def spendable_offline(spendable: Points, allowance: Points, spent_offline_today: Points) -> Points:
    """What may be spent without the server: what is there, within the rest of the day's allowance; never below 0."""
    return max(0, min(spendable, allowance - spent_offline_today))
