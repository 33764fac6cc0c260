"""The customer's money account: what may be put on it, what may be paid from it, when the customer is told.

What it holds is money of the customer's that the shop owes him; ``ledger.stored_value`` posts it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.rules.money_account import MoneyAccount
from pos_app.domain.money.quantity import line_amount
from pos_app.domain.money.rate import part_floor
from pos_app.domain.money.units import Kopecks, Points, Quantity


class MoneyAccountError(ValueError):
    """A move that the account does not take. ``key``: ``top_up_too_small`` (least), ``top_up_too_large`` (most),

    ``balance_too_large`` (most, balance), ``not_enough_money`` (balance), ``not_payable`` (most); all with ``asked``.
    Kopecks.
    """

    def __init__(self, key: str, asked: Kopecks, **params: Kopecks) -> None:
        figures = ", ".join(f"{name}={value}" for name, value in {"asked": asked, **params}.items())
        super().__init__(f"{key}: {figures} kopecks")
        self.key = key
        self.params = {"asked": asked, **params}


class PaidLine(NamedTuple):
    """A line of the receipt and what of it is to be paid in money."""

    item: Item
    money_kopecks: Kopecks


@dataclass(frozen=True, slots=True)
class MoneyMove:
    """What the account held before and after. ``notice``: it fell below the sum at which the customer is told."""

    before_kopecks: Kopecks
    after_kopecks: Kopecks
    notice: bool = False
    bonus_points: Points = 0


def top_up(terms: MoneyAccount, balance_kopecks: Kopecks, kopecks: Kopecks) -> MoneyMove:
    """Put money on the account, with the points that the programme gives for it (hundredths).

    Raises :class:`MoneyAccountError` ``top_up_too_small``, ``top_up_too_large``, ``balance_too_large``.
    """
    if kopecks < terms.least_top_up_kopecks:
        raise MoneyAccountError("top_up_too_small", kopecks, least=terms.least_top_up_kopecks)
    if kopecks > terms.most_top_up_kopecks:
        raise MoneyAccountError("top_up_too_large", kopecks, most=terms.most_top_up_kopecks)
    after = balance_kopecks + kopecks
    if after > terms.most_balance_kopecks:
        raise MoneyAccountError("balance_too_large", kopecks, most=terms.most_balance_kopecks, balance=balance_kopecks)
    return MoneyMove(balance_kopecks, after, bonus_points=part_floor(kopecks, terms.bonus_bp))


def top_up_worth(terms: MoneyAccount, item: Item, quantity: Quantity) -> Kopecks | None:
    """What a top-up card is worth: its list price; None for goods that are none."""
    return line_amount(item.price_kopecks, quantity) if item.item_id in terms.top_up_items else None


def most_payable(terms: MoneyAccount, balance_kopecks: Kopecks, lines: Iterable[PaidLine]) -> Kopecks:
    """The most that a receipt may take from the account: the share of the sum of its goods, within the balance."""
    payable = sum(line.money_kopecks for line in lines if terms.goods.chooses(line.item))
    return max(0, min(balance_kopecks, part_floor(payable, terms.max_share_bp)))


def pay(terms: MoneyAccount, balance_kopecks: Kopecks, kopecks: Kopecks, lines: Iterable[PaidLine]) -> MoneyMove:
    """Pay from the account. Raises :class:`MoneyAccountError` ``not_enough_money``, ``not_payable``."""
    if kopecks > balance_kopecks:
        raise MoneyAccountError("not_enough_money", kopecks, balance=balance_kopecks)
    most = most_payable(terms, balance_kopecks, lines)
    if kopecks > most:
        raise MoneyAccountError("not_payable", kopecks, most=most)
    after = balance_kopecks - kopecks
    return MoneyMove(balance_kopecks, after, notice=fell_below(terms, balance_kopecks, after))


def change_that_stays(terms: MoneyAccount, balance_kopecks: Kopecks, change_kopecks: Kopecks) -> Kopecks:
    """Of the change, what may be kept on the account: all, or as far as the account may hold it, or nothing."""
    if not terms.keeps_change:
        return 0
    return max(0, min(change_kopecks, terms.most_balance_kopecks - balance_kopecks))


def fell_below(terms: MoneyAccount, before: Kopecks, after: Kopecks) -> bool:
    """Only the payment that crosses the threshold tells the customer, not each one after it."""
    return after < terms.notice_below_kopecks <= before
