"""What came of a scan or of a typed line."""

from dataclasses import dataclass, field

from pos_app.domain.catalogue.item import Item
from pos_app.domain.money.units import Kopecks, Quantity
from pos_app.domain.people.customer import Customer
from pos_app.services.claim_desk import ClaimQuestion
from pos_app.services.selling.numbers import OrderOpened


@dataclass(frozen=True, slots=True)
class ItemAdded:
    """Goods are in the basket. ``item.rules.age_limit_years`` tells the cashier whom to ask for papers."""

    line_id: str
    item: Item
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class ItemChoice:
    """One code names several items: show them, then ``SaleService.add_item(chosen, quantity, mark)``."""

    items: tuple[Item, ...]
    quantity: Quantity
    mark: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CustomerAttached:
    """The customer belongs to the open sale now."""

    customer: Customer


@dataclass(frozen=True, slots=True)
class CouponAdded:
    """A coupon was presented; ``taken_kopecks`` is what it takes off now, 0 while its terms are not met.

    ``at_risk``: a single coupon, taken without the server.
    """

    code: str
    taken_kopecks: Kopecks
    at_risk: bool = False


@dataclass(frozen=True, slots=True)
class ClaimAsked:
    """A single coupon or an order: the server is to be asked, off the UI thread (``ScanService.ask_claim``); then
    ``ScanService.settle_claim`` gives what came of the scan.
    """

    question: ClaimQuestion


@dataclass(frozen=True, slots=True)
class ReceiptScanned:
    """A sale's code: the screen opens its return. ``sale_id`` is empty for what is not in this till's books."""

    sale_id: str
    number: str


@dataclass(frozen=True, slots=True)
class BadgeScanned:
    """An operator's badge: sign-on or approval, whatever the screen is at. Never log it."""

    badge: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class MultiplierSet:
    """``n*`` was typed: the next goods come in this quantity."""

    quantity: Quantity


@dataclass(frozen=True, slots=True)
class QuantityChanged:
    """``*n`` was typed: the line touched last has this quantity now."""

    line_id: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class ScanRefused:
    """Nothing changed. ``key`` is a sentence's key.

    ``unknown_code(code)``, ``check_digit(code)``, ``bank_card``, ``magnetic_stripe``, ``weight_zero``,
    ``no_goods_loaded``, ``not_in_catalogue(code)``, ``weight_needed(item)``, ``not_sold_by_weight(item)``,
    ``multiplier_on_weighed``, ``bad_quantity(most)``, ``no_line``, ``card_unknown(number)``, ``card_check_digit``,
    ``phone_unknown(phone)``, ``no_customers_loaded``, ``phone_too_short(digits)`` and the other phone keys,
    ``receipt_unknown(number)``, ``in_payment``, ``checking_last_receipt``, ``not_signed_on``, ``not_stored(cause)``,
    the keys of a refused quantity (``fraction_of_piece``, ``quantity_out_of_range``); ``mark_taken``,
    ``mark_broken(code)``, ``one_piece_per_mark``, ``gs1_broken(code)``, ``gtin_case(code)``; ``token_invalid``,
    ``token_replayed``, ``token_key_missing``; ``certificate_no_series``;
    ``mark_needed(item)``, ``coupon_unknown(code)``, ``coupon_taken(code)``, those of ``NumbersTaken``.
    """

    key: str
    params: dict[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CertificateScanned:
    """A gift certificate was shown: to be sold here, or to be paid with once payment has begun."""

    number: str = field(repr=False)


ScanOutcome = (
    ItemAdded
    | ItemChoice
    | CustomerAttached
    | CouponAdded
    | ClaimAsked
    | OrderOpened
    | ReceiptScanned
    | CertificateScanned
    | BadgeScanned
    | MultiplierSet
    | QuantityChanged
    | ScanRefused
)
