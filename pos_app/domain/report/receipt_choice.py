"""Which receipts stand behind a figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from pos_app.domain.report.link import ReceiptsLink
from pos_app.domain.report.receipt_line import Trait

_HOURS = 24
NO_TRAIT = Trait(0)
FIGURES: Mapping[str, Trait] = MappingProxyType(
    {
        "all": NO_TRAIT,
        "sales": Trait.SALE,
        "returns": Trait.RETURN,
        "customers": Trait.SALE | Trait.CUSTOMER,
        "cash_sales": Trait.SALE | Trait.CASH,
        "cash_returns": Trait.RETURN | Trait.CASH,
        "card_sales": Trait.SALE | Trait.CARD,
        "card_returns": Trait.RETURN | Trait.CARD,
        "money_account_sales": Trait.SALE | Trait.MONEY_ACCOUNT,
        "money_account_returns": Trait.RETURN | Trait.MONEY_ACCOUNT,
        "certificate_sales": Trait.SALE | Trait.CERTIFICATE,
        "certificate_returns": Trait.RETURN | Trait.CERTIFICATE,
        "prepaid_sales": Trait.SALE | Trait.PREPAID,
        "prepaid_returns": Trait.RETURN | Trait.PREPAID,
        "points_spent": Trait.SALE | Trait.POINTS,
        "points_returned": Trait.RETURN | Trait.POINTS,
        "earned": Trait.SALE | Trait.EARNED,
        "earned_taken_back": Trait.RETURN | Trait.EARNED,
        "discounts": Trait.SALE | Trait.DISCOUNT,
        "by_hand": Trait.SALE | Trait.BY_HAND,
        "rounding": Trait.SALE | Trait.ROUNDED,
        "rounding_returned": Trait.RETURN | Trait.ROUNDED,
        "change_kept": Trait.SALE | Trait.CHANGE_KEPT,
        "withheld": Trait.RETURN | Trait.WITHHELD,
        "certificates_sold": Trait.SALE | Trait.CERTIFICATE_SOLD,
        "accounts_topped_up": Trait.SALE | Trait.ACCOUNT_TOPPED_UP,
        "certificates_returned": Trait.RETURN | Trait.CERTIFICATE_RETURNED,
        "top_ups_returned": Trait.RETURN | Trait.TOP_UP_RETURNED,
        "voids": Trait.RETURN | Trait.VOID,
        "without_receipt": Trait.RETURN | Trait.WITHOUT_RECEIPT,
        "approved": Trait.APPROVED,
    }
)
"""The traits that a receipt behind the figure has, all of them."""


class FigureUnknownError(ValueError):
    """A link names a figure or a part that no report has; ``named`` says which. ``key``: ``figure_unknown``."""

    def __init__(self, named: str) -> None:
        super().__init__(f"figure {named!r}, expected one of {', '.join(FIGURES)}")
        self.key = "figure_unknown"
        self.named = named


@dataclass(frozen=True, slots=True)
class ReceiptChoice:
    """Receipts of one shift (or of all shifts of ``day``) with all of ``traits``; of one person or hour if given."""

    shift_id: str
    shop_ids: frozenset[str] | None
    traits: Trait = NO_TRAIT
    operator_id: str = ""
    hour: int | None = None
    day: date | None = None


def choice_of(link: ReceiptsLink, shop_ids: frozenset[str] | None) -> ReceiptChoice:
    """What a link of a report asks for. Raises :class:`FigureUnknownError`."""
    try:
        traits = FIGURES[link.figure]
    except KeyError:
        raise FigureUnknownError(link.figure) from None
    narrow = dict(link.narrow)
    hour = narrow.pop("hour", None)
    operator_id = narrow.pop("operator_id", "")
    day = _day(narrow.pop("day", ""))
    if narrow:
        raise FigureUnknownError(next(iter(narrow)))
    if hour is not None and not (hour.isascii() and hour.isdigit() and int(hour) < _HOURS):
        raise FigureUnknownError(f"hour {hour}")
    if not link.shift_id and day is None:
        raise FigureUnknownError("no shift and no day")
    return ReceiptChoice(link.shift_id, shop_ids, traits, operator_id, None if hour is None else int(hour), day)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise FigureUnknownError(f"day {text}") from None
