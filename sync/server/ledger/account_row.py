"""The account as tills are told it, from books that are in hand."""

from datetime import date

from pos_app.domain.loyalty.account import Account, Lot, PendingLot
from sync.server.ledger.customer_books import CustomerBooks


def account_of(books: CustomerBooks, today: date, applied_seq: int, applied_epoch: int) -> Account:
    """What the feed would tell of it on the shop's local day ``today``."""
    free = [lot for lot in books.lots.values() if lot.free > 0]
    free.sort(key=lambda lot: (lot.expires_day, lot.lot_id))
    lots = tuple(Lot(lot.lot_id, lot.expires_day, lot.free) for lot in free if lot.active_day <= today)
    pending = tuple(
        PendingLot(lot.lot_id, lot.active_day, lot.expires_day, lot.free) for lot in free if lot.active_day > today
    )
    return Account(
        customer_id=books.customer_id,
        available=sum(lot.remaining for lot in lots),
        debt=books.debt,
        lots=lots,
        tier_code=books.tier_code,
        turnover_kopecks=books.turnover_kopecks,
        applied_seq=applied_seq,
        reserved=books.reserved,
        pending=pending,
        facts=books.facts,
        applied_epoch=applied_epoch,
    )
