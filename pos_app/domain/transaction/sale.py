"""The finished sale: a record that is never edited. A correction is another record."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.programme import ReceiptPicture
from pos_app.domain.money.units import BasisPoints, Kopecks, Points, Quantity
from pos_app.domain.pricing.priced import Take


class TenderKind(StrEnum):
    """Kinds of money tender. Points are not a tender here: they stand in the lines and, as money, in X and Z."""

    CASH = "cash"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Tender:
    """``amount_kopecks`` pays the receipt: cash given less ``change_kopecks``; by card all that was given."""

    kind: TenderKind
    amount_kopecks: Kopecks
    given_kopecks: Kopecks
    change_kopecks: Kopecks = 0


@dataclass(frozen=True, slots=True)
class SaleLine:
    """A position as sold. ``tender_kopecks[i]`` is the part of ``money_kopecks`` that tender i paid (returns need it).

    ``vat_bp`` is the rate on the day of sale, None without VAT. ``points``/``earned``: hundredths of a point.
    """

    line_id: str
    item: Item
    quantity: Quantity
    vat_bp: BasisPoints | None
    list_kopecks: Kopecks
    takes: tuple[Take, ...]
    net_kopecks: Kopecks
    points: Points
    points_kopecks: Kopecks
    points_pieces: int | None
    money_kopecks: Kopecks
    tender_kopecks: tuple[Kopecks, ...]
    earned: Points
    discount_operator_id: str | None = None
    discount_approved_by: str | None = None
    discount_reason: str = ""


@dataclass(frozen=True, slots=True)
class Sale:
    """``number`` is the receipt number on paper, e.g. ``2-000231``. Σ lines = receipt = Σ tenders (``build.py``).

    ``business_day`` is the shop's local day; ``lot_expires_day`` the day the earned points burn (None: nothing earned).
    ``balance_before``: the customer's points as this till saw them before the sale, for the paper (None: not known);
    below 0 is what he owed after returns.
    """

    receipt_id: str
    number: str
    till_code: str
    shift_id: str
    operator_id: str
    customer_id: str | None
    sold_at: datetime
    business_day: date
    programme_id: str
    programme_version: int
    receipt_picture: ReceiptPicture
    lines: tuple[SaleLine, ...]
    tenders: tuple[Tender, ...]
    list_kopecks: Kopecks
    net_kopecks: Kopecks
    points: Points
    points_kopecks: Kopecks
    money_kopecks: Kopecks
    earned: Points
    lot_expires_day: date | None
    balance_before: Points | None = None
