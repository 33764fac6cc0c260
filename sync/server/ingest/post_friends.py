"""A friend brought along: his purchase gives points to both, by the programme, and a return takes its part back."""

from dataclasses import replace
from datetime import date

from pos_app.domain.loyalty.accrual import Accrual
from pos_app.domain.loyalty.awards.referral import (
    FRIEND_FIRST,
    REFERRER_FIRST,
    due_after_returns,
    referral_rewards,
)
from pos_app.domain.money.units import Kopecks
from pos_app.domain.transaction.build_return import return_line
from pos_app.domain.transaction.sale import Sale
from sync.server.ingest.desk import Desk
from sync.server.ingest.friends import SALE_KEYS, lot_name, purchase_of, sale_key
from sync.server.ledger.accounts import EntryKind
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.ledger.lot_state import LotState
from sync.server.ledger.returning import take_back
from sync.server.ledger.spending import credit


def reward_for_friend(desk: Desk, books: CustomerBooks, sale: Sale, day: date) -> None:
    """``books``: the buyer's; ``day``: on which the sale is posted. Nothing if nobody brought him."""
    invited = desk.friends.invited.get(books.customer_id)
    programme = None if invited is None else desk.programmes.in_force(sale.programme_id, sale.sold_at)
    if invited is None or programme is None or programme.referral is None:
        return
    referrer = desk.books_of(invited.referrer_id)
    if referrer is None:
        return
    local = sale.sold_at.astimezone(desk.central.timezone)
    persons = (books.customer_id, referrer.customer_id)
    # A till whose clock was far off is posted on another day, and so are its points.
    told = replace(sale, sold_at=local + (day - local.date()))
    purchase = purchase_of(desk.connection, desk.friends, persons, told, invited.joined_day)
    past = desk.friends.pasts[referrer.customer_id]
    outcome = referral_rewards(
        programme.referral, programme.points, purchase, past.before(books.customer_id, purchase.at.date())
    )
    for given in outcome.accruals:
        _give(desk, books if given.customer_id == books.customer_id else referrer, sale, given, day)
        if given.reason != FRIEND_FIRST:
            past.count(books.customer_id, given.reason, day, given.points)
        if given.reason in (FRIEND_FIRST, REFERRER_FIRST):
            desk.friends.rewarded.add(books.customer_id)


def take_back_for_friend(desk: Desk, books: CustomerBooks, sale: Sale, return_id: str, day: date) -> None:
    """What the purchase gave to both, in proportion to the money that came back; ``books``: the buyer's."""
    invited = desk.friends.invited.get(books.customer_id)
    if invited is None:
        return
    returned = returned_kopecks(desk, sale)
    referrer = desk.books_of(invited.referrer_id)
    for kind in SALE_KEYS:
        owner = books if kind == FRIEND_FIRST else referrer
        key = sale_key(kind, sale.receipt_id)
        lots = [] if owner is None else [lot for lot in owner.lots.values() if lot.sale_id == key]
        due = sum(due_after_returns(lot.granted, sale.money_kopecks, returned) - lot.taken_back for lot in lots)
        if owner is None or due <= 0:
            continue
        legs = desk.legs(owner, lots[0].programme_id)
        take_back(owner, due, key, day, legs)
        desk.enter(owner, f"{kind}/{return_id}", EntryKind.AWARD, legs)


def _give(desk: Desk, books: CustomerBooks, sale: Sale, given: Accrual, day: date) -> None:
    name, key = lot_name(given.reason, sale.receipt_id), sale_key(given.reason, sale.receipt_id)
    programme_id = sale.programme_id
    lot = LotState(name, day, given.active_day, given.expires_day, given.points, 0, programme_id, sale_id=key)
    legs = desk.legs(books, programme_id)
    credit(books, [lot], desk.today, legs)
    desk.enter(books, name, EntryKind.AWARD, legs)


def returned_kopecks(desk: Desk, sale: Sale) -> Kopecks:
    """Money of the sale that came back so far, this return included."""
    back = desk.returned.get(sale.receipt_id, {})
    return sum(
        return_line(line, 0, back[line.line_id]).money_kopecks for line in sale.lines if back.get(line.line_id, 0)
    )
