"""Figures of a shift, or of any part of one, that simply add up: whole numbers, one per figure."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import add, attrgetter, sub

from pos_app.domain.money.units import Kopecks, Points


@dataclass(frozen=True, slots=True)
class ShiftSums:
    """Sums add, and can be taken away again, in any order (a commutative group; ``NOTHING`` is its zero).

    Names as in ``ShiftReport``. Kopecks and counts; ``points_spent``, ``points_returned``, ``earned``, ``credited``
    (points for a typed sum) and ``rewarded`` (points for rewards) are hundredths of a point. ``voids_*``: sales undone
    as a whole within their shift, which stand among the returns too. ``*_voids_*`` of lines and baskets: what was taken
    back before it was paid. ``prepaid_*``: what orders were paid with beforehand. ``overrides_count``: what a second
    person approved. ``customer_net_kopecks``: of the net sales, those with a customer.
    """

    sales_count: int = 0
    returns_count: int = 0
    customer_receipts_count: int = 0
    positions_count: int = 0
    list_kopecks: Kopecks = 0
    net_sales_kopecks: Kopecks = 0
    customer_net_kopecks: Kopecks = 0
    net_returns_kopecks: Kopecks = 0
    cash_sales_kopecks: Kopecks = 0
    cash_sales_count: int = 0
    cash_returns_kopecks: Kopecks = 0
    cash_returns_count: int = 0
    card_sales_kopecks: Kopecks = 0
    card_sales_count: int = 0
    card_returns_kopecks: Kopecks = 0
    card_returns_count: int = 0
    money_account_sales_kopecks: Kopecks = 0
    money_account_sales_count: int = 0
    money_account_returns_kopecks: Kopecks = 0
    money_account_returns_count: int = 0
    certificate_sales_kopecks: Kopecks = 0
    certificate_sales_count: int = 0
    certificate_returns_kopecks: Kopecks = 0
    certificate_returns_count: int = 0
    prepaid_sales_kopecks: Kopecks = 0
    prepaid_sales_count: int = 0
    prepaid_returns_kopecks: Kopecks = 0
    prepaid_returns_count: int = 0
    points_spent: Points = 0
    points_spent_kopecks: Kopecks = 0
    points_spent_count: int = 0
    points_returned: Points = 0
    points_returned_kopecks: Kopecks = 0
    earned: Points = 0
    earned_taken_back: Points = 0
    rounding_kopecks: Kopecks = 0
    rounding_returned_kopecks: Kopecks = 0
    change_kept_kopecks: Kopecks = 0
    withheld_kopecks: Kopecks = 0
    withheld_points: Points = 0
    certificates_sold_kopecks: Kopecks = 0
    certificates_sold_count: int = 0
    accounts_topped_up_kopecks: Kopecks = 0
    accounts_topped_up_count: int = 0
    certificates_returned_kopecks: Kopecks = 0
    certificates_returned_count: int = 0
    top_ups_returned_kopecks: Kopecks = 0
    top_ups_returned_count: int = 0
    cash_in_kopecks: Kopecks = 0
    cash_out_kopecks: Kopecks = 0
    voids_count: int = 0
    voids_kopecks: Kopecks = 0
    without_receipt_count: int = 0
    without_receipt_kopecks: Kopecks = 0
    line_voids_count: int = 0
    line_voids_kopecks: Kopecks = 0
    basket_voids_count: int = 0
    basket_voids_kopecks: Kopecks = 0
    discounts_by_hand_count: int = 0
    prices_set_count: int = 0
    overrides_count: int = 0
    credited: Points = 0
    credits_count: int = 0
    rewarded: Points = 0
    rewards_count: int = 0

    def __add__(self, other: "ShiftSums") -> "ShiftSums":
        return ShiftSums(*map(add, figures_of(self), figures_of(other)))

    def __sub__(self, other: "ShiftSums") -> "ShiftSums":
        return ShiftSums(*map(sub, figures_of(self), figures_of(other)))

    @property
    def discount_kopecks(self) -> Kopecks:
        """All that was taken off list prices, points apart."""
        return self.list_kopecks - self.net_sales_kopecks

    @property
    def advance_kopecks(self) -> Kopecks:
        """Taken in advance, beside the goods."""
        return self.certificates_sold_kopecks + self.accounts_topped_up_kopecks

    @property
    def net_kopecks(self) -> Kopecks:
        """Sales less returns, goods alone."""
        return self.net_sales_kopecks - self.net_returns_kopecks

    @property
    def cash_change_kopecks(self) -> Kopecks:
        """By how much the drawer should hold more than its float."""
        sold = self.cash_sales_kopecks - self.rounding_kopecks + self.change_kept_kopecks
        return sold - self.cash_returns_kopecks + self.cash_in_kopecks - self.cash_out_kopecks

    @property
    def tendered_kopecks(self) -> Kopecks:
        """What all tenders paid of sales."""
        return (
            self.cash_sales_kopecks
            + self.card_sales_kopecks
            + self.money_account_sales_kopecks
            + self.certificate_sales_kopecks
            + self.prepaid_sales_kopecks
        )

    @property
    def refunded_kopecks(self) -> Kopecks:
        """What all tenders gave back."""
        return (
            self.cash_returns_kopecks
            + self.card_returns_kopecks
            + self.money_account_returns_kopecks
            + self.certificate_returns_kopecks
            + self.prepaid_returns_kopecks
        )


FIGURES: tuple[str, ...] = tuple(each.name for each in fields(ShiftSums))
"""The names of the figures, in their order."""
NOTHING = ShiftSums()
figures_of = attrgetter(*FIGURES)
"""The figures of sums as a tuple, in the order of ``FIGURES``."""


def total(sums: Iterable[ShiftSums]) -> ShiftSums:
    """All of them together: of many much quicker than one after the other."""
    columns = zip(*(figures_of(each) for each in sums), strict=True)
    return ShiftSums(*(sum(column) for column in columns))
