"""Balanced entries for money that the shop owes: money accounts and gift certificates.

What is owed stands with minus, as income does; cash and cards with plus. So the sum of the legs of an account or a
certificate is minus what is on it.
"""

from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from pos_app.domain.ledger.accounts import (
    CERTIFICATE_BALANCE,
    CERTIFICATE_BURNT,
    CUSTOMER_MONEY,
    TILL_CARD,
    TILL_CASH,
)
from pos_app.domain.ledger.entry import Book, Entry, Leg
from pos_app.domain.money.units import Kopecks
from pos_app.domain.transaction.sale import TenderKind

TOP_UP = "account.top_up"
PAID_OUT = "account.paid_out"
CERTIFICATE_SOLD = "certificate.sold"
CERTIFICATE_REPLACED = "certificate.replaced"
CERTIFICATE_REST_BURNT = "certificate.rest_burnt"
CERTIFICATE_REST_RESTORED = "certificate.rest_restored"
CERTIFICATE_ENDED = "certificate.ended"

_MONEY = MappingProxyType({TenderKind.CASH: TILL_CASH, TenderKind.CARD: TILL_CARD})


@dataclass(frozen=True, slots=True)
class Posting:
    """Which operation posts, at which till, when (UTC)."""

    operation_id: str
    till_code: str
    posted_at: datetime


class NotMoneyError(ValueError):
    """Stored value is bought with money: ``kind`` is none."""

    def __init__(self, kind: TenderKind) -> None:
        super().__init__(f"expected cash or card, got {kind.value}")
        self.key = "not_money"
        self.kind = kind


def top_up_entry(posting: Posting, customer_id: str, kind: TenderKind, kopecks: Kopecks) -> Entry:
    """Money put on a customer's account. Raises :class:`NotMoneyError`."""
    legs = (Leg(_money(kind), posting.till_code, kopecks), Leg(CUSTOMER_MONEY, customer_id, -kopecks))
    return _entry(posting, TOP_UP, customer_id, legs)


def payout_entry(posting: Posting, customer_id: str, kind: TenderKind, kopecks: Kopecks) -> Entry:
    """Money of an account handed out, when it is closed. Raises :class:`NotMoneyError`."""
    legs = (Leg(CUSTOMER_MONEY, customer_id, kopecks), Leg(_money(kind), posting.till_code, -kopecks))
    return _entry(posting, PAID_OUT, customer_id, legs)


def certificate_sold_entry(posting: Posting, number: str, kind: TenderKind, kopecks: Kopecks) -> Entry:
    """A certificate sold for its nominal. Raises :class:`NotMoneyError`."""
    legs = (Leg(_money(kind), posting.till_code, kopecks), Leg(CERTIFICATE_BALANCE, number, -kopecks))
    return _entry(posting, CERTIFICATE_SOLD, number, legs)


def certificate_replaced_entry(posting: Posting, old: str, new: str, kopecks: Kopecks) -> Entry:
    """What a blocked certificate held, moved to its successor."""
    return _entry(
        posting,
        CERTIFICATE_REPLACED,
        old,
        (Leg(CERTIFICATE_BALANCE, old, kopecks), Leg(CERTIFICATE_BALANCE, new, -kopecks)),
    )


def certificate_burnt_entry(posting: Posting, kind: str, number: str, kopecks: Kopecks) -> Entry:
    """What nobody may redeem any more: the rest after a payment (``CERTIFICATE_REST_BURNT``) or at the end of its days

    (``CERTIFICATE_ENDED``). A negative sum gives it back (``CERTIFICATE_REST_RESTORED``).
    """
    legs = (Leg(CERTIFICATE_BALANCE, number, kopecks), Leg(CERTIFICATE_BURNT, posting.till_code, -kopecks))
    return _entry(posting, kind, number, legs)


def _money(kind: TenderKind) -> str:
    account = _MONEY.get(kind)
    if account is None:
        raise NotMoneyError(kind)
    return account


def _entry(posting: Posting, kind: str, of: str, legs: tuple[Leg, ...]) -> Entry:
    return Entry(
        entry_id=f"{posting.operation_id}/{kind}/{of}",
        operation_id=posting.operation_id,
        book=Book.MONEY,
        kind=kind,
        posted_at=posting.posted_at,
        legs=tuple(leg for leg in legs if leg.amount),
    )
