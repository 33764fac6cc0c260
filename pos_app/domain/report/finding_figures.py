"""The figures that a finding is about, in words, and their values in the units that people read."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from pos_app.domain.report.kind import Kind
from pos_app.domain.report.tender_words import TENDER_WORDS
from pos_app.domain.report.words import Filling, Words

_STEMS: Mapping[str, Words] = MappingProxyType(
    {
        "sales": Words("Sales"),
        "returns": Words("Returns"),
        "customer_receipts": Words("Receipts with a customer"),
        "positions": Words("Lines"),
        "list": Words("Sum without discounts"),
        "net": Words("Sum with discounts"),
        "net_sales": Words("Sales with discounts taken off"),
        "customer_net": Words("Sales to customers"),
        "net_returns": Words("Returns"),
        "money": Words("Paid with money for goods"),
        "paid": Words("Paid in all"),
        **TENDER_WORDS,
        "points": Words("Points"),
        "points_spent": Words("Points spent"),
        "points_returned": Words("Points given back"),
        "earned": Words("Points earned"),
        "earned_taken_back": Words("Earned points taken back"),
        "rounding": Words("Sales rounded down"),
        "rounding_returned": Words("Returns of rounded sums"),
        "change_kept": Words("Change kept on accounts"),
        "withheld": Words("Returns with money withheld for points"),
        "certificates_sold": Words("Certificates sold"),
        "accounts_topped_up": Words("Money accounts topped up"),
        "certificates_returned": Words("Certificates taken back"),
        "top_ups_returned": Words("Top-ups paid out again"),
        "cash_in": Words("Cash in"),
        "cash_out": Words("Cash out"),
        "expected_cash": Words("Cash expected"),
        "voids": Words("Sales voided"),
        "without_receipt": Words("Returns without a receipt"),
        "line_voids": Words("Lines voided or made less"),
        "basket_voids": Words("Receipts voided before payment"),
        "discounts_by_hand": Words("Discounts by hand"),
        "prices_set": Words("Prices by hand"),
        "overrides": Words("Approved by a second person"),
        "credited": Words("Points given for typed sums"),
        "credits": Words("Points given for typed sums"),
        "rewarded": Words("Points spent on rewards"),
        "rewards": Words("Points spent on rewards"),
        "number": Words("Number of the receipt"),
        "record": Words("The record itself"),
        "row": Words("The record itself"),
        "count": Words("How often it stands there"),
        "business_day": Words("Day"),
        "at": Words("When"),
    }
)
_POINTS = frozenset(
    {"points", "points_spent", "points_returned", "earned", "earned_taken_back", "credited", "rewarded"}
)
_MONEY_ENDS, _COUNT_ENDS, _POINTS_ENDS = "_kopecks", "_count", "_points"


def figure_words(figure: str) -> Words | str:
    """``cash_sales_kopecks`` as «Sales for cash»; a name that nobody gave words stands as it is."""
    for ending in ("", _MONEY_ENDS, _POINTS_ENDS):
        if (words := _STEMS.get(figure.removesuffix(ending))) is not None:
            return words
    if (words := _STEMS.get(figure.removesuffix(_COUNT_ENDS))) is not None:
        return Words("{figure}: how many", (("figure", Filling(Kind.WORDS, words)),))
    return figure


def figure_value(figure: str, text: str) -> Words | str:
    """``text`` as a finding has it (whole kopecks, hundredths, ISO), to be shown; what is none of these stays."""
    try:
        value, kind = _read(figure, text)
    except ValueError:
        return text
    return text if kind is None else Words("{value}", (("value", Filling(kind, value)),))


def _read(figure: str, text: str) -> tuple[int | date | datetime | str, Kind | None]:
    if figure == "business_day":
        return date.fromisoformat(text), Kind.DAY
    if figure == "at":
        return datetime.fromisoformat(text), Kind.INSTANT
    if figure.endswith(_MONEY_ENDS):
        return int(text), Kind.MONEY
    if figure in _POINTS or figure.endswith(_POINTS_ENDS):
        return int(text), Kind.POINTS
    return text, None
