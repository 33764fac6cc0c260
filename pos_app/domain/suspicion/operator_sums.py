"""What a cashier did, counted: sums that add in any order, kept by shop, cashier and business day."""

from collections.abc import Iterable
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class OperatorSums:
    """Receipts of one cashier. Nothing (``OperatorSums()``) and ``plus`` make a commutative monoid.

    ``cash``: paid in cash, wholly or in part. ``named``: with a customer; ``told``: of those, where it was kept how he
    came. ``first``: named before any goods; ``first_again``: of those, by an account that stands on an earlier receipt
    of his in the same shift. ``unproved``: points spent without a proof; ``unproved_cash``: of those, the rest paid in
    cash; ``unproved_weak``: by a part of a phone, a typed card or a name; ``unproved_unlike``: of an account that
    mostly was proved before. ``undone``: voids and returns of what had earned; ``undone_alone``: of those, whole cash
    receipts of the same shift and cashier that were not rung up anew. ``at_limit``: discounts of all that he may give
    alone; ``at_limit_cash``: on receipts paid in cash; ``at_limit_nobody``: of those, without a customer.
    """

    receipts: int = 0
    cash: int = 0
    named: int = 0
    told: int = 0
    first: int = 0
    first_again: int = 0
    unproved: int = 0
    unproved_cash: int = 0
    unproved_weak: int = 0
    unproved_unlike: int = 0
    undone: int = 0
    undone_alone: int = 0
    at_limit: int = 0
    at_limit_cash: int = 0
    at_limit_nobody: int = 0

    def plus(self, other: "OperatorSums") -> "OperatorSums":
        """Both together."""
        return OperatorSums(*(getattr(self, name) + getattr(other, name) for name in OPERATOR_FIGURES))


OPERATOR_FIGURES = tuple(each.name for each in fields(OperatorSums))
NOTHING_DONE = OperatorSums()


def together(sums: Iterable[OperatorSums]) -> OperatorSums:
    """All of them as one."""
    total = NOTHING_DONE
    for each in sums:
        total = total.plus(each)
    return total
