"""What a code means: the answer of the classifier, one small dataclass for each kind."""

from dataclasses import dataclass
from enum import StrEnum


class UnknownReason(StrEnum):
    """Why a code means nothing to the till; the key of the sentence that the cashier sees."""

    EMPTY = "empty"
    NO_RULE = "no_rule"
    CHECK_DIGIT = "check_digit"
    BANK_CARD = "bank_card"
    MAGNETIC_STRIPE = "magnetic_stripe"
    WEIGHT_ZERO = "weight_zero"
    PHONE_TOO_SHORT = "phone_too_short"
    PHONE_TOO_LONG = "phone_too_long"
    PHONE_NOT_MOBILE = "phone_not_mobile"
    PHONE_UNKNOWN_COUNTRY = "phone_unknown_country"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True)
class GoodsCode:
    """A trade item; ``gtin`` has 13 digits."""

    gtin: str


@dataclass(frozen=True, slots=True)
class WeighedCode:
    """A scale's label: ``article`` as digits, ``quantity`` in thousandths of a kilogram."""

    article: str
    quantity: int


@dataclass(frozen=True, slots=True)
class CardCode:
    """A customer's card, ``KP`` and nine digits."""

    number: str


@dataclass(frozen=True, slots=True)
class PhoneCode:
    """A customer's phone in E.164. It identifies a person: never log or store it in clear."""

    e164: str


@dataclass(frozen=True, slots=True)
class ReceiptCode:
    """A receipt of this chain, ``2-000231``."""

    number: str


@dataclass(frozen=True, slots=True)
class BadgeCode:
    """An operator's badge. Whoever knows the number may sign on with it: never log it."""

    number: str


@dataclass(frozen=True, slots=True)
class UnknownCode:
    """A code that no rule takes. ``data`` is what was read, empty where it must not be kept (bank cards, stripes)."""

    data: str
    reason: UnknownReason


Code = GoodsCode | WeighedCode | CardCode | PhoneCode | ReceiptCode | BadgeCode | UnknownCode
