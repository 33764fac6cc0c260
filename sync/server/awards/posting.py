"""One award put on an account: a lot of its own, a balanced entry, and its mark in the facts, so that it comes once."""

import hashlib
from dataclasses import replace
from datetime import date, datetime

from pos_app.domain.ledger.entry import Book, Entry
from pos_app.domain.loyalty.account import AwardGiven, Standing
from pos_app.domain.loyalty.accrual import Accrual
from sync.server.ledger.accounts import EntryKind, LegList
from sync.server.ledger.books_writer import put_entry
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.ledger.lot_state import LotState
from sync.server.ledger.row_sheet import RowSheet
from sync.server.ledger.spending import credit


def post_award(sheet: RowSheet, books: CustomerBooks, due: Accrual, programme_id: str, at: datetime, day: date) -> None:
    """``day``: the shop's local day of ``at``. The books are written by the caller."""
    lot_id = f"award/{books.customer_id}/{day.isoformat()}/{mark_of(due)}"
    lot = LotState(lot_id, day, due.active_day, due.expires_day, due.points, 0, programme_id)
    legs = LegList(books.customer_id, programme_id)
    credit(books, [lot], day, legs)
    name = f"{lot_id}.{EntryKind.AWARD}"
    put_entry(sheet, books.customer_id, Entry(name, lot_id, Book.POINTS, EntryKind.AWARD.value, at, legs.legs()))
    awards = (*books.facts.awards, AwardGiven(due.rule_id, due.source, day))
    books.facts = replace(books.facts, awards=tuple(sorted(awards, key=lambda award: award.rule_id)))


def mark_of(due: Accrual) -> str:
    """What tells a customer's awards of one day apart: rule and source, each given once, whatever is taken back."""
    return hashlib.sha256(f"{due.rule_id}\0{due.source}".encode()).hexdigest()[:12]


def standing_in(books: CustomerBooks, birth_day: date | None, day: date) -> Standing:
    """What the rules may ask about the customer on a local day."""
    facts = books.facts
    return Standing(
        customer_id=books.customer_id,
        tier_code=books.tier_code,
        spendable=books.spendable(day),
        turnover_kopecks=books.turnover_kopecks,
        life_turnover_kopecks=books.life_turnover_kopecks,
        purchases=books.purchases,
        birthday=None if birth_day is None else (birth_day.month, birth_day.day),
        tags=facts.tags,
        memberships=facts.memberships,
        offers=facts.offers,
        rule_uses=facts.rule_uses,
    )
