"""What the demo shop consists of, as plain rows. Goods and VAT rates are the domain's own shapes.

Phones, PINs and names stand here in clear: they are generated, and whoever loads them hashes and encrypts as the stores
demand. Points are hundredths of a point, money is kopecks.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pos_app.domain.catalogue.item import Item
from pos_app.domain.catalogue.vat import VatRate
from pos_app.domain.loyalty.programme import LocalText
from pos_app.domain.money.units import Kopecks, Points
from pos_app.domain.people.operator import Role


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group of goods; ``code`` is what ``Item.group`` and the programme's selectors hold."""

    code: str
    name: LocalText


class CardStatus(StrEnum):
    """Whether a card opens the account."""

    ACTIVE = "active"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card of a customer; ``number`` as in ``pos_app.domain.codes.card_number``."""

    number: str
    status: CardStatus
    issued_day: date


@dataclass(frozen=True, slots=True)
class LotRow:
    """Points of one accrual on ``earned_day`` that burn at the close of ``expires_day`` (both local days of the shop).

    ``points``: what is left of the lot, hundredths of a point, > 0.
    """

    lot_id: str
    earned_day: date
    expires_day: date
    points: Points


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A generated person. ``phone`` is E.164 in the range +7 973, which no operator uses.

    ``turnover_kopecks``: money paid within the tier window; ``tier_code`` is what the programme gives for it.
    ``lots`` are sorted, soonest-expiring first; ``cards`` hold at most one that is active.
    """

    customer_id: str
    family_name: str
    given_name: str
    patronymic: str
    phone: str
    birth_day: date | None
    registered_day: date
    advertising_consent: bool
    tier_code: str
    turnover_kopecks: Kopecks
    cards: tuple[CardRow, ...]
    lots: tuple[LotRow, ...]

    @property
    def full_name(self) -> str:
        """Family name, given name, patronymic."""
        return f"{self.family_name} {self.given_name} {self.patronymic}"

    @property
    def short_name(self) -> str:
        """What a till shows, no more than a sale needs (152-FZ): given name, patronymic, initial of the family name."""
        return f"{self.given_name} {self.patronymic} {self.family_name[0]}."

    @property
    def balance(self) -> Points:
        """Sum of the lots, hundredths of a point."""
        return sum(lot.points for lot in self.lots)

    @property
    def active_card(self) -> str | None:
        """The number of the card in force, None for a customer who is known by phone only."""
        return next((card.number for card in self.cards if card.status is CardStatus.ACTIVE), None)


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A person who signs on at the till. ``pin`` in clear: demo only, the loader stores its argon2id hash.

    ``customer_id``: his own account as a customer, None for who has none.
    """

    operator_id: str
    name: str
    role: Role
    pin: str
    badge: str
    customer_id: str | None = None


@dataclass(frozen=True, slots=True)
class ShopRow:
    """The shop as the receipt's head names it. ``timezone`` is an IANA name; its days are the business days."""

    code: str
    name: str
    legal_name: str
    address: str
    taxpayer_number: str
    timezone: str


@dataclass(frozen=True, slots=True)
class TillRow:
    """A till; ``code`` leads its receipt numbers (``2-000231``)."""

    till_id: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class DemoShop:
    """The whole shop. ``programme_text`` is the loyalty programme's JSON document as it is published."""

    shop: ShopRow
    tills: tuple[TillRow, ...]
    groups: tuple[GroupRow, ...]
    goods: tuple[Item, ...]
    vat_rates: tuple[VatRate, ...]
    customers: tuple[CustomerRow, ...]
    staff: tuple[StaffRow, ...]
    programme_text: str
