"""What a role may do alone at the till; the shop's settings may move each of them to another role."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from pos_app.domain.people.operator import Role


class Right(StrEnum):
    """Something that not everybody may do alone."""

    VOID_LINE = "void_line"  # take goods out, or make them fewer
    VOID_BASKET = "void_basket"  # give up an open or held basket
    SET_PRICE = "set_price"
    RECALL_OF_ANOTHER = "recall_of_another"  # a basket that another person put aside
    KEEP_HELD = "keep_held"  # close the shift over baskets put aside
    ARRANGE_QUICK_KEYS = "arrange_quick_keys"
    SEE_JOURNAL = "see_journal"
    ACTIVATE_CARD = "activate_card"  # a blocked card was found
    MERGE_CUSTOMERS = "merge_customers"
    VOUCH_FOR_PHONE = "vouch_for_phone"  # in place of the code to it
    CHANGE_PHONE = "change_phone"  # without a code to the new number
    RETURN_WITHOUT_RECEIPT = "return_without_receipt"
    QUICK_CREDIT = "quick_credit"  # points for a typed sum, without goods
    BLOCK_CERTIFICATE = "block_certificate"  # or find it again
    CANCEL_ORDER = "cancel_order"  # one that waits in the shop to be picked up
    REVIEW_SHIFTS = "review_shifts"
    ACCEPT_Z = "accept_z"  # sign a Z report off


DEFAULT_ROLES: Mapping[Right, Role] = MappingProxyType(
    {
        Right.VOID_LINE: Role.CASHIER,
        Right.VOID_BASKET: Role.CASHIER,
        Right.SET_PRICE: Role.SENIOR,
        Right.RECALL_OF_ANOTHER: Role.CASHIER,
        Right.KEEP_HELD: Role.SENIOR,
        Right.ARRANGE_QUICK_KEYS: Role.MANAGER,
        Right.SEE_JOURNAL: Role.SENIOR,
        Right.ACTIVATE_CARD: Role.SENIOR,
        Right.MERGE_CUSTOMERS: Role.SENIOR,
        Right.VOUCH_FOR_PHONE: Role.SENIOR,
        Right.CHANGE_PHONE: Role.SENIOR,
        Right.RETURN_WITHOUT_RECEIPT: Role.SENIOR,
        Right.QUICK_CREDIT: Role.CASHIER,
        Right.BLOCK_CERTIFICATE: Role.SENIOR,
        Right.CANCEL_ORDER: Role.SENIOR,
        Right.REVIEW_SHIFTS: Role.MANAGER,
        Right.ACCEPT_Z: Role.MANAGER,
    }
)
"""The lowest role for each."""
