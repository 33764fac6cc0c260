"""Who did what at the till, besides the records that name their people themselves (receipts, cash, shifts)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeedKind(StrEnum):
    """What was done. The facts of each stand behind it; sums in kopecks, rates in basis points, ``quantity`` in

    thousandths. What card was shown: ``customer`` and ``card_step``, where a rotating card named him on a receipt that
    was not sold. ``asked_bp`` is all that is given by hand on it, ``limit_bp`` the most that he who let it may give.
    """

    SIGNED_ON = "signed_on"  # how: pin or badge
    SIGNED_OFF = "signed_off"
    LOCKED = "locked"  # why: key or idle
    UNLOCKED = "unlocked"
    HANDED_OVER = "handed_over"  # from_name, sum_kopecks
    LINE_DISCOUNT = "line_discount"  # item, how, value, asked_bp, limit_bp
    BASKET_DISCOUNT = "basket_discount"  # how, value, sum_kopecks, asked_bp, limit_bp
    PRICE_SET = "price_set"  # item, was_kopecks, price_kopecks
    QUANTITY_LESSENED = "quantity_lessened"  # item, was, quantity
    LINE_VOIDED = "line_voided"  # item, quantity, sum_kopecks
    BASKET_VOIDED = "basket_voided"  # lines, sum_kopecks, and what card was shown
    BASKET_HELD = "basket_held"  # lines, sum_kopecks
    BASKET_RECALLED = "basket_recalled"  # lines, sum_kopecks
    HELD_VOIDED = "held_voided"  # lines, sum_kopecks, and what card was shown
    HELD_KEPT = "held_kept"  # baskets, sum_kopecks
    QUICK_KEYS_ARRANGED = "quick_keys_arranged"  # pages, keys
    CARD_LET_GO = "card_let_go"  # what card was shown: its customer was taken off a receipt, or nothing was sold
    CARD_BLOCKED = "card_blocked"  # customer, card, why
    CARD_ACTIVATED = "card_activated"  # customer, card
    PHONE_SHOWN = "phone_shown"  # customer
    PHONE_VOUCHED = "phone_vouched"  # customer
    PHONE_CHANGED = "phone_changed"  # customer, how: code or approved
    CUSTOMERS_MERGED = "customers_merged"  # stays, goes
    RETURNED_WITHOUT_RECEIPT = "returned_without_receipt"  # number, sum_kopecks
    ORDER_CANCELLED = "order_cancelled"  # number, sum_kopecks (prepaid)
    Z_ACCEPTED = "z_accepted"  # shift, z, number, over_short_kopecks; the reason is the manager's note


@dataclass(frozen=True, slots=True)
class Deed:
    """Written once. Names stand as they were then, so that the journal is read when a person is no longer here.

    ``receipt_id``: the basket it was about, "" for none. ``approved_by`` None: nobody had to approve.
    """

    deed_id: str
    kind: DeedKind
    at: datetime
    operator_id: str
    operator_name: str
    approved_by: str | None = None
    approved_by_name: str = ""
    reason: str = ""
    receipt_id: str = ""
    facts: tuple[tuple[str, str | int], ...] = ()

    @property
    def is_reported(self) -> bool:
        """Whether the office hears of it: what takes from a sale, what a second person approved, what was signed off.

        Who came and went, and what other records tell with their people, stays in the till's own journal.
        """
        return self.kind in _REPORTED or self.approved_by is not None

    @property
    def shown_card(self) -> tuple[str, int] | None:
        """Whose rotating card was shown for nothing, and its step: it must count at no other till either."""
        customer_id, step = self.fact("customer"), self.fact("card_step")
        return (customer_id, step) if isinstance(customer_id, str) and isinstance(step, int) else None

    def fact(self, name: str) -> str | int | None:
        """One of the facts, None if it has no such."""
        return next((value for key, value in self.facts if key == name), None)


_REPORTED = frozenset(
    {
        DeedKind.HANDED_OVER,
        DeedKind.LINE_DISCOUNT,
        DeedKind.BASKET_DISCOUNT,
        DeedKind.PRICE_SET,
        DeedKind.QUANTITY_LESSENED,
        DeedKind.LINE_VOIDED,
        DeedKind.BASKET_VOIDED,
        DeedKind.CARD_LET_GO,
        DeedKind.HELD_VOIDED,
        DeedKind.HELD_KEPT,
        DeedKind.RETURNED_WITHOUT_RECEIPT,
        DeedKind.Z_ACCEPTED,
    }
)
