"""Friends who registered twice and are one person: one first purchase is rewarded, and nobody brings himself.

Each of the two ids may have bought for the first time, and whoever brought them was rewarded for each. The earliest of
these purchases stays the first; what the others gave is taken back from both sides by new entries, as with a purchase
whose goods came back. Where the friend's code was the person's own, all that it gave goes back.
"""

from collections.abc import Iterable

from sqlalchemy import select

from pos_app.domain.loyalty.awards.referral import FRIEND_FIRST, FRIEND_SHARE, REFERRER_FIRST
from sync.server.among import among
from sync.server.ingest.desk import Desk
from sync.server.ingest.friends import lot_name
from sync.server.ingest.gather import load
from sync.server.ledger.accounts import EntryKind
from sync.server.ledger.books_reader import Need
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.ledger.lot_state import LotState
from sync.server.ledger.returning import take_back_from
from sync.server.tables import CUSTOMER, CUSTOMER_ALIAS, RECEIPT

FRIEND_REWARDED_TWICE = "friend_rewarded_twice"
"""Flag of the operation that made two people one: points of a second first purchase were taken back."""


def reward_first_purchase_once(desk: Desk, operation_id: str, stays: str, goes: str) -> None:
    """``goes`` is an alias of ``stays`` already, and the books of ``stays`` hold the lots of both."""
    friend = desk.books[stays]
    inviters = _inviters(desk, stays, goes)
    own = _receipts_of(desk, stays, _receipts_named(friend, (REFERRER_FIRST, FRIEND_SHARE)))
    others = [books for each in sorted(inviters - {stays}) if (books := _whole_books(desk, each)) is not None]
    rewarded = _receipts_named(friend, (FRIEND_FIRST,)) - own
    for books in others:
        rewarded |= _receipts_of(desk, stays, _receipts_named(books, (REFERRER_FIRST,)))
    undue = own | set(_in_their_order(desk, rewarded)[1:])
    taken = False
    for receipt_id in sorted(undue):
        kinds = (FRIEND_FIRST, REFERRER_FIRST, FRIEND_SHARE) if receipt_id in own else (FRIEND_FIRST,)
        taken |= _take_back(desk, friend, kinds, receipt_id, operation_id)
        for books in others:
            taken |= _take_back(desk, books, (REFERRER_FIRST,), receipt_id, operation_id)
    if taken:
        desk.flag(FRIEND_REWARDED_TWICE)


def _inviters(desk: Desk, stays: str, goes: str) -> set[str]:
    """Who brought either, as the persons they are now."""
    rows = desk.connection.execute(
        select(CUSTOMER.c.invited_by).where(
            CUSTOMER.c.customer_id.in_([stays, goes]), CUSTOMER.c.invited_by.is_not(None)
        )
    )
    return {desk.person(str(invited_by)) for invited_by in rows.scalars()}


def _whole_books(desk: Desk, customer_id: str) -> CustomerBooks | None:
    """With everything in them: what a reward gave may be spent."""
    if customer_id not in desk.books:
        load(desk, {customer_id: Need(desk.today, whole=True)})
    return desk.books_of(customer_id)


def _receipts_named(books: CustomerBooks, kinds: Iterable[str]) -> set[str]:
    """The purchases that gave lots of these kinds of which something was not taken back yet."""
    prefixes = tuple(f"{kind}/" for kind in kinds)
    return {
        lot.lot_id.partition("/")[2]
        for lot in books.lots.values()
        if lot.lot_id.startswith(prefixes) and lot.granted > lot.taken_back
    }


def _receipts_of(desk: Desk, customer_id: str, receipt_ids: set[str]) -> set[str]:
    """Those that this person bought, under whichever id."""
    if not receipt_ids:
        return set()
    aliases = desk.connection.execute(
        select(CUSTOMER_ALIAS.c.alias_id).where(CUSTOMER_ALIAS.c.customer_id == customer_id)
    ).scalars()
    mine = (
        among(desk.connection, RECEIPT.c.receipt_id, sorted(receipt_ids)),
        RECEIPT.c.customer_id.in_([customer_id, *aliases]),
    )
    return set(desk.connection.execute(select(RECEIPT.c.receipt_id).where(*mine)).scalars())


def _in_their_order(desk: Desk, receipt_ids: set[str]) -> list[str]:
    """By the day on which they are posted, and by their ids, which tills make in the order of time."""
    if len(receipt_ids) < 2:
        return sorted(receipt_ids)
    rows = desk.connection.execute(
        select(RECEIPT.c.receipt_id)
        .where(among(desk.connection, RECEIPT.c.receipt_id, sorted(receipt_ids)))
        .order_by(RECEIPT.c.business_day, RECEIPT.c.receipt_id)
    )
    return [str(each) for each in rows.scalars()]


def _take_back(desk: Desk, books: CustomerBooks, kinds: Iterable[str], receipt_id: str, operation_id: str) -> bool:
    names = {lot_name(kind, receipt_id) for kind in kinds}
    lots = [lot for lot in books.lots.values() if lot.lot_id in names and lot.granted > lot.taken_back]
    for lot in lots:
        _take_lot_back(desk, books, lot, operation_id)
    return bool(lots)


def _take_lot_back(desk: Desk, books: CustomerBooks, lot: LotState, operation_id: str) -> None:
    legs = desk.legs(books, lot.programme_id)
    take_back_from(books, lot.granted - lot.taken_back, [lot], desk.today, legs)
    desk.enter(books, f"{lot.lot_id}/{operation_id}", EntryKind.AWARD, legs)
