"""What a code means: the answer of the classifier, one small dataclass for each kind."""

from dataclasses import dataclass, field
from enum import StrEnum


class UnknownReason(StrEnum):
    """Why a code means nothing to the till; the key of the sentence that the cashier sees."""

    EMPTY = "empty"
    TORN = "code_torn"
    NO_RULE = "no_rule"
    CHECK_DIGIT = "check_digit"
    BANK_CARD = "bank_card"
    MAGNETIC_STRIPE = "magnetic_stripe"
    WEIGHT_ZERO = "weight_zero"
    GTIN_CASE = "gtin_case"
    GS1_BROKEN = "gs1_broken"
    MARK_BROKEN = "mark_broken"
    PHONE_TOO_SHORT = "phone_too_short"
    PHONE_TOO_LONG = "phone_too_long"
    PHONE_NOT_MOBILE = "phone_not_mobile"
    PHONE_UNKNOWN_COUNTRY = "phone_unknown_country"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True)
class GoodsCode:
    """A trade item; ``gtin`` has 13 digits.

    ``quantity``: thousandths of a kilogram or of a piece, where the code says how much it is. ``elements``: what else a
    GS1 code says, as pairs of application identifier and value.
    """

    gtin: str
    quantity: int | None = None
    elements: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WeighedCode:
    """A scale's label: ``article`` as digits, ``quantity`` in thousandths of a kilogram."""

    article: str
    quantity: int


@dataclass(frozen=True, slots=True)
class PricedCode:
    """A label with a price in it: ``article`` as digits, ``price_kopecks`` for what lies in the bag."""

    article: str
    price_kopecks: int


@dataclass(frozen=True, slots=True)
class MarkedCode:
    """One marked piece («Честный знак»). ``mark`` is its whole code with GS separators, as the register wants it."""

    gtin: str
    serial: str
    mark: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CouponCode:
    """A coupon as its series prints it, in capital letters."""

    code: str


@dataclass(frozen=True, slots=True)
class CertificateCode:
    """A gift certificate. Whoever knows the number may pay with it: never log it."""

    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OrderCode:
    """An order to be picked up."""

    number: str


@dataclass(frozen=True, slots=True)
class RotatingCardCode:
    """A customer's card that signs itself anew every 30 s; ``signature`` is not checked yet."""

    number: str
    signature: str = field(repr=False)


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


Code = (
    GoodsCode
    | WeighedCode
    | PricedCode
    | MarkedCode
    | CardCode
    | RotatingCardCode
    | PhoneCode
    | CouponCode
    | CertificateCode
    | OrderCode
    | ReceiptCode
    | BadgeCode
    | UnknownCode
)
