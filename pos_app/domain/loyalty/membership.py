"""Paid memberships: what a sale of their article makes of them, and what tiers and memberships give beside money."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pos_app.domain.loyalty.account import HeldMembership, Standing
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.memberships import Membership
from pos_app.domain.loyalty.rules.tiers import Privilege
from pos_app.domain.loyalty.tier import tier_of_code
from pos_app.domain.money.rounding import div_floor
from pos_app.domain.money.units import ONE, Quantity
from pos_app.domain.transaction.sale import Sale


@dataclass(frozen=True, slots=True)
class MembershipBought:
    """``periods`` of a membership bought on a local day, less those that came back (0 or more)."""

    code: str
    day: date
    periods: int


def memberships_bought(
    programme: Programme, sale: Sale, returned: dict[str, Quantity] | None = None
) -> tuple[MembershipBought, ...]:
    """What a sale holds of memberships, in the order of its lines; ``returned``: thousandths by line id."""
    back = returned or {}
    return tuple(
        MembershipBought(membership.code, sale.business_day, div_floor(line.quantity - back.get(line.line_id, 0), ONE))
        for line in sale.lines
        for membership in programme.memberships
        if line.item.item_id in membership.items
    )


def memberships_of(programme: Programme, bought: Sequence[MembershipBought]) -> tuple[HeldMembership, ...]:
    """Every membership with its last day: each period begins on the day of purchase, or after the running one.

    What the programme no longer knows is left out. Sorted by code.
    """
    held: dict[str, HeldMembership] = {}
    for one in sorted(bought, key=lambda purchase: purchase.day):
        membership = membership_of_code(programme, one.code)
        if membership is None or one.periods <= 0:
            continue
        running = held.get(one.code)
        begins = one.day if running is None else max(one.day, running.until_day + timedelta(days=1))
        until = begins + timedelta(days=membership.days * one.periods - 1)
        held[one.code] = HeldMembership(one.code, until)
    return tuple(held[code] for code in sorted(held))


def membership_of_code(programme: Programme, code: str) -> Membership | None:
    """The membership of that code; None if this version of the programme has none."""
    return next((membership for membership in programme.memberships if membership.code == code), None)


def active_memberships(programme: Programme, standing: Standing, day: date) -> tuple[Membership, ...]:
    """Those that the customer holds on a local day, in the order of the document."""
    return tuple(membership for membership in programme.memberships if standing.is_member(membership.code, day))


def privileges_of(programme: Programme, standing: Standing, day: date) -> tuple[Privilege, ...]:
    """What the cashier is to see: the tier's privileges, then those of memberships, each once."""
    tier = tier_of_code(programme, standing.tier_code)
    sources: Iterable[tuple[Privilege, ...]] = (
        () if tier is None else tier.privileges,
        *(membership.privileges for membership in active_memberships(programme, standing, day)),
    )
    found: dict[str, Privilege] = {}
    for privileges in sources:
        for privilege in privileges:
            found.setdefault(privilege.code, privilege)
    return tuple(found.values())
