"""Who was brought along by whom, and what that gave so far: what the postings of friends' purchases ask about."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, tzinfo

from sqlalchemy import Connection, func, select

from pos_app.domain.loyalty.awards.referral import (
    FRIEND_FIRST,
    FRIEND_SHARE,
    REFERRER_FIRST,
    FriendPurchase,
    ReferrerPast,
)
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.money.units import Points
from pos_app.domain.transaction.sale import Sale
from sync.protocol.operation import instant_of
from sync.server.among import among
from sync.server.tables import CUSTOMER, CUSTOMER_ALIAS, LOT, RECEIPT

SALE_KEYS = {FRIEND_FIRST: "f", REFERRER_FIRST: "r", FRIEND_SHARE: "s"}
"""What stands before the receipt in a lot's ``sale_id``: a return finds what the purchase gave, and nothing else."""


@dataclass(frozen=True, slots=True)
class Invited:
    """By whom (as he was named then), and the local day on which he joined; None: he was here from the start."""

    referrer_id: str
    joined_day: date | None


@dataclass(slots=True)
class Past:
    """What one who brought friends got for them: whom he was rewarded for, and points (hundredths) by month."""

    friends: set[str] = field(default_factory=set)
    first_friends: set[str] = field(default_factory=set)
    by_month: dict[tuple[int, int], Points] = field(default_factory=dict)

    def before(self, friend_id: str, day: date) -> ReferrerPast:
        """As the rule asks for it, at a purchase of that day."""
        points = self.by_month.get((day.year, day.month), 0)
        return ReferrerPast(len(self.friends), points, friend_id in self.friends)

    def count(self, friend_id: str, kind: str, day: date, points: Points) -> None:
        """Points were given to him."""
        self.friends.add(friend_id)
        if kind == REFERRER_FIRST:
            self.first_friends.add(friend_id)
        self.by_month[day.year, day.month] = self.by_month.get((day.year, day.month), 0) + points


@dataclass(slots=True)
class Friends:
    """``invited``: by person. The rest is read when a purchase of somebody who was brought along is posted."""

    invited: dict[str, Invited] = field(default_factory=dict)
    pasts: dict[str, Past] = field(default_factory=dict)
    rewarded: set[str] = field(default_factory=set)
    """Friends whose first purchase was rewarded in this run."""


def lot_name(kind: str, receipt_id: str) -> str:
    """Of the lot that a friend's purchase gave; one of each kind for a receipt."""
    return f"{kind}/{receipt_id}"


def sale_key(kind: str, receipt_id: str) -> str:
    """Under which its returns find it."""
    return f"{SALE_KEYS[kind]}/{receipt_id}"


def has_referral(programmes: Collection[Programme]) -> bool:
    """Whether any version rewards bringing friends: a shop that never did is not asked."""
    return any(each.referral is not None for each in programmes)


def invited_among(connection: Connection, customer_ids: Collection[str], zone: tzinfo) -> dict[str, Invited]:
    """Those of them who told a friend's code when they joined."""
    rows = connection.execute(
        select(CUSTOMER.c.customer_id, CUSTOMER.c.invited_by, CUSTOMER.c.registered_ms).where(
            among(connection, CUSTOMER.c.customer_id, sorted(customer_ids)), CUSTOMER.c.invited_by.is_not(None)
        )
    )
    return {
        row.customer_id: Invited(
            row.invited_by,
            None if row.registered_ms is None else instant_of(row.registered_ms).astimezone(zone).date(),
        )
        for row in rows
    }


def purchase_of(
    connection: Connection, friends: Friends, persons: tuple[str, str], sale: Sale, joined_day: date | None
) -> FriendPurchase:
    """``persons``: the friend and who brought him. ``sale.sold_at`` is in the shop's zone."""
    friend_id, referrer_id = persons
    past = past_of(connection, friends, referrer_id)
    rewarded = friend_id in past.first_friends or friend_id in friends.rewarded or _has_first(connection, friend_id)
    day = joined_day or date.min
    return FriendPurchase(
        friend_id=friend_id,
        referrer_id=referrer_id,
        receipt_id=sale.receipt_id,
        money_kopecks=sale.money_kopecks,
        at=sale.sold_at,
        joined_day=day,
        was_new=joined_day is not None and not _bought_before(connection, friend_id, joined_day),
        first_rewarded=rewarded,
    )


def past_of(connection: Connection, friends: Friends, referrer_id: str) -> Past:
    """Out of the lots that he was given, whatever became of their points."""
    if referrer_id in friends.pasts:
        return friends.pasts[referrer_id]
    past = friends.pasts[referrer_id] = Past()
    for kind in (REFERRER_FIRST, FRIEND_SHARE):
        lots = (LOT.c.customer_id == referrer_id, LOT.c.lot_id.startswith(f"{kind}/", autoescape=True))
        for row in connection.execute(select(LOT.c.earned_day, LOT.c.granted).where(*lots)):
            month = (row.earned_day.year, row.earned_day.month)
            past.by_month[month] = past.by_month.get(month, 0) + row.granted
        receipts = select(func.substr(LOT.c.lot_id, len(kind) + 2)).where(*lots)
        named = connection.execute(
            select(RECEIPT.c.customer_id).where(RECEIPT.c.receipt_id.in_(receipts)).distinct()
        ).scalars()
        friends_of = {_person(connection, each) for each in named if each is not None}
        past.friends |= friends_of
        if kind == REFERRER_FIRST:
            past.first_friends |= friends_of
    return past


def _has_first(connection: Connection, friend_id: str) -> bool:
    first = (LOT.c.customer_id == friend_id, LOT.c.lot_id.startswith(f"{FRIEND_FIRST}/", autoescape=True))
    return connection.execute(select(LOT.c.lot_id).where(*first).limit(1)).first() is not None


def _bought_before(connection: Connection, friend_id: str, joined_day: date) -> bool:
    aliases = connection.execute(
        select(CUSTOMER_ALIAS.c.alias_id).where(CUSTOMER_ALIAS.c.customer_id == friend_id)
    ).scalars()
    before = (
        RECEIPT.c.customer_id.in_([friend_id, *aliases]),
        RECEIPT.c.kind == "sale",
        RECEIPT.c.business_day < joined_day,
    )
    return connection.execute(select(RECEIPT.c.receipt_id).where(*before).limit(1)).first() is not None


def _person(connection: Connection, customer_id: str) -> str:
    row = connection.execute(
        select(CUSTOMER_ALIAS.c.customer_id).where(CUSTOMER_ALIAS.c.alias_id == customer_id)
    ).scalar()
    return customer_id if row is None else str(row)
