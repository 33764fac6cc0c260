"""The finished sale: a record that is never edited. A correction is another record."""

from dataclasses import dataclass, field
from datetime import date, datetime

from pos_app.domain.basket.basket import ManualDiscount, PriceSet
from pos_app.domain.catalogue.item import Item
from pos_app.domain.coupon.coupon_records import IssuedCoupon, UsedCoupon
from pos_app.domain.loyalty.programme import ReceiptPicture
from pos_app.domain.money.units import BasisPoints, Kopecks, Points, Quantity
from pos_app.domain.people.customer_came import CustomerCame
from pos_app.domain.pre_order.opened_order import PickUp
from pos_app.domain.pricing.priced import EarnTake, Take, TraceEntry
from pos_app.domain.reservation.redemption import RedemptionPart
from pos_app.domain.stored_value.advance import SoldAdvance
from pos_app.domain.transaction.tender_kind import EVERYDAY_TENDERS, NAMED_TENDERS, TenderKind

__all__ = ["EVERYDAY_TENDERS", "NAMED_TENDERS", "Sale", "SaleLine", "SaleLot", "Tender", "TenderKind"]


@dataclass(frozen=True, slots=True)
class Tender:
    """``amount_kopecks`` pays the receipt. Cash: given − change + rounding = amount; all others: given = amount.

    ``rounding_kopecks``: what the sum in cash was rounded down by. ``kept_kopecks``: of the change, what went on the
    customer's money account instead of into his hand. ``reference``: the certificate's number, or
    the order's of what was prepaid.
    """

    kind: TenderKind
    amount_kopecks: Kopecks
    given_kopecks: Kopecks
    change_kopecks: Kopecks = 0
    rounding_kopecks: Kopecks = 0
    kept_kopecks: Kopecks = 0
    reference: str = ""

    @property
    def taken_kopecks(self) -> Kopecks:
        """What the shop has of it: the amount less the rounding, and the change that was kept."""
        return self.amount_kopecks - self.rounding_kopecks + self.kept_kopecks


@dataclass(frozen=True, slots=True)
class SaleLine:
    """A position as sold. ``tender_kopecks[i]`` is the part of ``money_kopecks`` that tender i paid (returns need it).

    ``vat_bp`` is the rate on the day of sale, None without VAT. ``points``/``earned``: hundredths of a point. ``mark``:
    the whole code of a marked piece with its GS separators, "" for goods that are not marked. ``price_set``:
    the price in ``item`` was put by hand in place of the shelf's.
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
    earnings: tuple[EarnTake, ...] = ()
    mark: str = field(default="", repr=False)
    price_set: PriceSet | None = None


@dataclass(frozen=True, slots=True)
class SaleLot:
    """Earned points that live together: spendable from ``active_day`` to the close of ``expires_day`` (local)."""

    lot_id: str
    active_day: date
    expires_day: date
    points: Points


@dataclass(frozen=True, slots=True)
class Sale:
    """``number`` is the receipt number on paper, e.g. ``2-000231``. Σ lines = receipt = Σ tenders (``build.py``).

    ``business_day`` is the shop's local day; ``lot_expires_day`` the day the earned points burn (None: nothing earned).
    ``balance_before``: the customer's points as this till saw them before the sale, for the paper (None: not known);
    below 0 is what he owed after returns.
    ``trace``: why it cost what it cost (empty on receipts from before there was one). ``coupons``, ``shop_code`` and
    ``card_step`` as in the basket. ``lots``: what was earned, by the days of its rules, soonest-expiring first (empty
    on receipts from before rules had days of their own: one lot until ``lot_expires_day``). ``redemption``: from which
    reservations the points were spent, each named once, together all of ``points`` or less; the rest was spent at the
    shop's own risk. ``advances``: certificates sold and accounts topped up; they stand beside the goods, in none of
    their sums: Σ tenders = ``money_kopecks`` + Σ advances. ``basket_discount``: by hand on the whole of it, with the
    people who gave and approved it; what it took stands in the lines. ``came``: how the customer was named (None: on
    receipts from before it was kept, without a customer, or where it was not told). ``coupons_used``: single coupons
    that are used up by it; ``coupons_issued``: those that its paper bears for the next visit; ``picked_up``: the order
    that it handed out.
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
    trace: tuple[TraceEntry, ...] = ()
    coupons: tuple[str, ...] = ()
    shop_code: str = ""
    lots: tuple[SaleLot, ...] = ()
    redemption: tuple[RedemptionPart, ...] = ()
    card_step: int | None = None
    advances: tuple[SoldAdvance, ...] = ()
    basket_discount: ManualDiscount | None = None
    came: CustomerCame | None = None
    coupons_used: tuple[UsedCoupon, ...] = ()
    coupons_issued: tuple[IssuedCoupon, ...] = ()
    picked_up: PickUp | None = None

    @property
    def advance_kopecks(self) -> Kopecks:
        """What was taken in advance, beside the goods."""
        return sum(sold.advance.kopecks for sold in self.advances)

    @property
    def paid_kopecks(self) -> Kopecks:
        """What all tenders paid: goods and advances."""
        return self.money_kopecks + self.advance_kopecks
