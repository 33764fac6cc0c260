"""Taking money: how much of what is handed over pays, and what goes back as change."""

from pos_app.domain.money.units import Kopecks
from pos_app.domain.transaction.sale import Tender, TenderKind
from pos_app.services.errors import ServiceError

MOST_GIVEN_KOPECKS: Kopecks = 1_000_000_00
"""One million roubles in one tender: more is a typing error."""


def remaining_of(money_kopecks: Kopecks, tenders: tuple[Tender, ...]) -> Kopecks:
    """What is still to be paid."""
    return money_kopecks - sum(tender.amount_kopecks for tender in tenders)


def cash_tender(given_kopecks: Kopecks, remaining_kopecks: Kopecks) -> Tender:
    """Cash as handed over: what is above the rest is change. ServiceError ``nothing_to_pay``, ``amount_range``."""
    _check(given_kopecks, remaining_kopecks)
    amount = min(given_kopecks, remaining_kopecks)
    return Tender(TenderKind.CASH, amount, given_kopecks, given_kopecks - amount)


def card_tender(amount_kopecks: Kopecks, remaining_kopecks: Kopecks) -> Tender:
    """A card pays a part or all of the rest. ServiceError ``card_too_much(remaining_kopecks)`` and as for cash."""
    _check(amount_kopecks, remaining_kopecks)
    if amount_kopecks > remaining_kopecks:
        raise ServiceError("card_too_much", remaining_kopecks=remaining_kopecks)
    return Tender(TenderKind.CARD, amount_kopecks, amount_kopecks)


def _check(handed_kopecks: Kopecks, remaining_kopecks: Kopecks) -> None:
    if remaining_kopecks <= 0:
        raise ServiceError("nothing_to_pay")
    if not 1 <= handed_kopecks <= MOST_GIVEN_KOPECKS:
        raise ServiceError("amount_range", least_kopecks=1, most_kopecks=MOST_GIVEN_KOPECKS, got=handed_kopecks)
