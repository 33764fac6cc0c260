"""Rows of the change feed: what the server tells every till about goods, customers, accounts, staff and programme.

Each row is the whole present state of one thing (an upsert by its key); ``deleted=True`` is a tombstone, whose other
fields are empty. Rows of one stream come in the order of the server's changes and may come twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.account import Account
from pos_app.domain.money.units import BasisPoints
from pos_app.domain.people.held_card import HeldCard
from pos_app.domain.people.operator import Operator
from pos_app.domain.pre_order.pre_order import PreOrder


class Stream(StrEnum):
    """The feeds, each with a cursor of its own: opaque text made by the server; None asks from the start."""

    GOODS = "goods"
    CUSTOMERS = "customers"
    ACCOUNTS = "accounts"
    STAFF = "staff"
    PROGRAMME = "programme"
    VAT = "vat"
    CARD_STEPS = "card_steps"
    ORDERS = "orders"


class RowIncompleteError(ValueError):
    """A row that is no tombstone lacks its content, or a tombstone has one: a defect of the sender."""

    def __init__(self, row: str, key: str) -> None:
        super().__init__(f"{row} {key}: content is expected exactly where deleted is false")
        self.row = row
        self.key = key


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """One article. ``item`` is None exactly for a tombstone."""

    item_id: str
    item: Item | None
    deleted: bool = False

    def __post_init__(self) -> None:
        if (self.item is None) != self.deleted or (self.item is not None and self.item.item_id != self.item_id):
            raise RowIncompleteError("GoodsRow", self.item_id)


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One person. ``phone_e164`` is in clear on the wire only, and never in a repr; empty for a tombstone.

    ``card_number``: the newest card in force, None without one; ``cards``: all that he holds or held, blocked ones too
    (an older server tells none). ``confirmed``: the phone is known to be his. ``email`` in clear on the wire only.
    """

    customer_id: str
    name: str
    phone_e164: str = field(repr=False)
    card_number: str | None
    birth_day: date | None
    deleted: bool = False
    cards: tuple[HeldCard, ...] = ()
    confirmed: bool = True
    email: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if (not self.phone_e164) != self.deleted:
            raise RowIncompleteError("CustomerRow", self.customer_id)


AccountRow = Account
"""One points account, with ``applied_seq`` for the till that asks. It goes with its customer: there is no tombstone."""


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person who may sign on. ``operator`` is None exactly for a tombstone (left, or not at this shop any more).

    ``shop_ids``: where he works; empty for every shop. The server tells a till about its own shop's people only.
    """

    operator_id: str
    operator: Operator | None
    deleted: bool = False
    shop_ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        absent = self.operator is None
        if absent != self.deleted or (self.operator is not None and self.operator.operator_id != self.operator_id):
            raise RowIncompleteError("StaffRow", self.operator_id)


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """One version of a programme as its document's text (JSON, ``pos_app/domain/loyalty/programme_document.py``)."""

    programme_id: str
    version: int
    document: str
    deleted: bool = False

    def __post_init__(self) -> None:
        if (not self.document) != self.deleted:
            raise RowIncompleteError("ProgrammeRow", f"{self.programme_id} version {self.version}")


@dataclass(frozen=True, slots=True)
class VatRow:
    """A rate from a day on; the key is (code, from_day). ``rate_bp`` None: goods without VAT."""

    code: str
    from_day: date
    rate_bp: BasisPoints | None
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class CardStepRow:
    """The last step of a rotating card that was used at any till; it only grows, and there is no tombstone."""

    card_number: str
    step: int


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order that waits, or waited lately. ``order`` is None exactly for a tombstone.

    The server tells a till about its own shop's orders only.
    """

    number: str
    order: PreOrder | None
    deleted: bool = False

    def __post_init__(self) -> None:
        if (self.order is None) != self.deleted or (self.order is not None and self.order.number != self.number):
            raise RowIncompleteError("OrderRow", self.number)


Row = GoodsRow | CustomerRow | AccountRow | StaffRow | ProgrammeRow | VatRow | CardStepRow | OrderRow

ROW_TYPES: Mapping[Stream, type[Row]] = MappingProxyType(
    {
        Stream.GOODS: GoodsRow,
        Stream.CUSTOMERS: CustomerRow,
        Stream.ACCOUNTS: AccountRow,
        Stream.STAFF: StaffRow,
        Stream.PROGRAMME: ProgrammeRow,
        Stream.VAT: VatRow,
        Stream.CARD_STEPS: CardStepRow,
        Stream.ORDERS: OrderRow,
    }
)
