"""Which receipts stand behind a figure, what each of them adds to it, and how many there are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from pos_app.domain.report.discount_part import DiscountReason
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import DeedsLink, ReceiptsLink
from pos_app.domain.report.receipt_line import ReceiptLine, Trait
from pos_app.domain.report.shift_sums import ShiftSums

_HOURS = 24
_MOST_DAYS = timedelta(days=800)
_LONGEST = 200
NO_TRAIT = Trait(0)
_OfLine = Callable[[ReceiptLine], int | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """``traits``: what its receipts have, all of them. ``adds`` and ``takes``: the ``ShiftSums`` that it is made of.

    ``counts``: names of ``ShiftSums`` that together count exactly these receipts; empty where none does. ``of_line``:
    what a line adds to the figure, None where only the whole record tells.
    """

    traits: Trait
    adds: tuple[str, ...]
    takes: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    kind: Kind = Kind.MONEY
    of_line: _OfLine | None = None

    def amount(self, sums: ShiftSums) -> int:
        """The figure in sums; of one receipt's sums what it adds."""
        added: int = sum(getattr(sums, name) for name in self.adds)
        taken: int = sum(getattr(sums, name) for name in self.takes)
        return added - taken


def _net(line: ReceiptLine) -> int:
    return line.net_kopecks


def _paid(trait: Trait) -> _OfLine:
    """All that was paid, where it was paid in one way."""
    others = _TENDERS & ~trait
    return lambda line: None if line.traits & others else line.paid_kopecks


_TENDERS = Trait.CASH | Trait.CARD | Trait.MONEY_ACCOUNT | Trait.CERTIFICATE | Trait.PREPAID


def _tender(side: str, trait: Trait, name: str) -> Figure:
    kind = Trait.SALE if side == "sales" else Trait.RETURN
    return Figure(kind | trait, (f"{name}_{side}_kopecks",), counts=(f"{name}_{side}_count",), of_line=_paid(trait))


FIGURES: Mapping[str, Figure] = MappingProxyType(
    {
        "all": Figure(
            NO_TRAIT,
            ("net_sales_kopecks",),
            ("net_returns_kopecks",),
            ("sales_count", "returns_count"),
            of_line=lambda line: -line.net_kopecks if line.is_return else line.net_kopecks,
        ),
        "sales": Figure(Trait.SALE, ("net_sales_kopecks",), counts=("sales_count",), of_line=_net),
        "returns": Figure(Trait.RETURN, ("net_returns_kopecks",), counts=("returns_count",), of_line=_net),
        "customers": Figure(
            Trait.SALE | Trait.CUSTOMER,
            ("customer_net_kopecks",),
            counts=("customer_receipts_count",),
            of_line=_net,
        ),
        **{
            f"{name}_{side}": _tender(side, trait, name)
            for name, trait in (
                ("cash", Trait.CASH),
                ("card", Trait.CARD),
                ("money_account", Trait.MONEY_ACCOUNT),
                ("certificate", Trait.CERTIFICATE),
                ("prepaid", Trait.PREPAID),
            )
            for side in ("sales", "returns")
        },
        "points_spent": Figure(
            Trait.SALE | Trait.POINTS,
            ("points_spent",),
            counts=("points_spent_count",),
            kind=Kind.POINTS,
            of_line=lambda line: line.points,
        ),
        "points_returned": Figure(
            Trait.RETURN | Trait.POINTS, ("points_returned",), kind=Kind.POINTS, of_line=lambda line: line.points
        ),
        "earned": Figure(Trait.SALE | Trait.EARNED, ("earned",), kind=Kind.POINTS, of_line=lambda line: line.earned),
        "earned_taken_back": Figure(
            Trait.RETURN | Trait.EARNED, ("earned_taken_back",), kind=Kind.POINTS, of_line=lambda line: line.earned
        ),
        "discounts": Figure(
            Trait.SALE | Trait.DISCOUNT,
            ("list_kopecks",),
            ("net_sales_kopecks",),
            of_line=lambda line: line.list_kopecks - line.net_kopecks,
        ),
        "rounding": Figure(Trait.SALE | Trait.ROUNDED, ("rounding_kopecks",)),
        "rounding_returned": Figure(Trait.RETURN | Trait.ROUNDED, ("rounding_returned_kopecks",)),
        "change_kept": Figure(Trait.SALE | Trait.CHANGE_KEPT, ("change_kept_kopecks",)),
        "withheld": Figure(Trait.RETURN | Trait.WITHHELD, ("withheld_kopecks",)),
        "certificates_sold": Figure(Trait.SALE | Trait.CERTIFICATE_SOLD, ("certificates_sold_kopecks",)),
        "accounts_topped_up": Figure(Trait.SALE | Trait.ACCOUNT_TOPPED_UP, ("accounts_topped_up_kopecks",)),
        "certificates_returned": Figure(Trait.RETURN | Trait.CERTIFICATE_RETURNED, ("certificates_returned_kopecks",)),
        "top_ups_returned": Figure(Trait.RETURN | Trait.TOP_UP_RETURNED, ("top_ups_returned_kopecks",)),
        "voids": Figure(Trait.RETURN | Trait.VOID, ("voids_kopecks",), counts=("voids_count",), of_line=_net),
        "without_receipt": Figure(
            Trait.RETURN | Trait.WITHOUT_RECEIPT,
            ("without_receipt_kopecks",),
            counts=("without_receipt_count",),
            of_line=_net,
        ),
    }
)
DISCOUNT = "discount"
"""Receipts on which a reason took something off; it is narrowed to ``stage``, ``rule`` and ``reason``, or to none."""
DISCOUNT_FIGURE = Figure(Trait.SALE, ())
ANY_REASON = DiscountReason("", "", "")


class FigureUnknownError(ValueError):
    """A link names a figure or a part that no report has; ``named`` says which. ``key``: ``figure_unknown``."""

    def __init__(self, named: str) -> None:
        super().__init__(f"figure {named!r}, expected one of {', '.join((*FIGURES, DISCOUNT))}")
        self.key = "figure_unknown"
        self.named = named


@dataclass(frozen=True, slots=True)
class Span:
    """What is counted: one shift, or the shifts of some days (both included); of one person or hour if given.

    ``shop_ids`` None: of every shop.
    """

    shop_ids: frozenset[str] | None
    shift_id: str = ""
    first_day: date = date.min
    last_day: date = date.max
    operator_id: str = ""
    hour: int | None = None


@dataclass(frozen=True, slots=True)
class ReceiptChoice:
    """Receipts of ``span`` that stand behind ``figure``; ``discount``: only those on which it took something off."""

    span: Span
    figure: Figure
    discount: DiscountReason | None = None


def choice_of(link: ReceiptsLink, shop_ids: frozenset[str] | None) -> ReceiptChoice:
    """What a link of a report asks for, within these shops (None: all). Raises :class:`FigureUnknownError`."""
    narrow = dict(link.narrow)
    if link.figure == DISCOUNT:
        parts = [narrow.pop(name, "")[:_LONGEST] for name in ("stage", "rule", "reason")]
        span = _span(link.shift_id, narrow, shop_ids)
        if span.operator_id or span.hour is not None:
            raise FigureUnknownError("discount of a part")
        return ReceiptChoice(span, DISCOUNT_FIGURE, DiscountReason(*parts))
    if link.figure not in FIGURES:
        raise FigureUnknownError(link.figure)
    return ReceiptChoice(_span(link.shift_id, narrow, shop_ids), FIGURES[link.figure])


def span_of_deeds(link: DeedsLink, shop_ids: frozenset[str] | None) -> Span:
    """The part of the shift or of the days whose deeds a link asks for. Raises :class:`FigureUnknownError`."""
    span = _span(link.shift_id, dict(link.narrow), shop_ids)
    if span.hour is not None:
        raise FigureUnknownError("hour of deeds")
    return span


def _span(shift_id: str, narrow: dict[str, str], shop_ids: frozenset[str] | None) -> Span:
    hour, operator_id, shop = narrow.pop("hour", None), narrow.pop("operator_id", ""), narrow.pop("shop", "")
    day = narrow.pop("day", "")
    first, last = _day(narrow.pop("first", day)), _day(narrow.pop("last", day))
    if narrow:
        raise FigureUnknownError(next(iter(narrow)))
    if hour is not None and not (hour.isascii() and hour.isdigit() and int(hour) < _HOURS):
        raise FigureUnknownError(f"hour {hour}")
    if shop:
        if shop_ids is not None and shop not in shop_ids:
            raise FigureUnknownError("shop")
        shop_ids = frozenset({shop})
    part = (operator_id, None if hour is None else int(hour))
    if shift_id:
        return Span(shop_ids, shift_id, date.min, date.max, *part)
    if first is None or last is None:
        raise FigureUnknownError("no shift and no days")
    if not timedelta() <= last - first <= _MOST_DAYS:
        raise FigureUnknownError(f"days {first} to {last}")
    if operator_id and hour is not None:
        raise FigureUnknownError("hours of a person over days")
    return Span(shop_ids, "", first, last, *part)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise FigureUnknownError(f"day {text}") from None
