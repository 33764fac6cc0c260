"""Voids, overrides and discounts by hand as a table: what, how much, who did it, who approved, why."""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.report.cell import Cell
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import ReceiptLink, ShiftLink
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Words

DEED_WORDS: Mapping[DeedKind, Words] = MappingProxyType(
    {
        DeedKind.SIGNED_ON: Words("Signed on"),
        DeedKind.SIGNED_OFF: Words("Signed off"),
        DeedKind.LOCKED: Words("Till locked"),
        DeedKind.UNLOCKED: Words("Till unlocked"),
        DeedKind.HANDED_OVER: Words("Open receipt handed over"),
        DeedKind.LINE_DISCOUNT: Words("Discount by hand on a line"),
        DeedKind.BASKET_DISCOUNT: Words("Discount by hand on the receipt"),
        DeedKind.PRICE_SET: Words("Price set by hand"),
        DeedKind.QUANTITY_LESSENED: Words("Quantity made less"),
        DeedKind.LINE_VOIDED: Words("Line voided"),
        DeedKind.BASKET_VOIDED: Words("Receipt voided before payment"),
        DeedKind.BASKET_HELD: Words("Receipt put aside"),
        DeedKind.BASKET_RECALLED: Words("Receipt taken up again"),
        DeedKind.HELD_VOIDED: Words("Receipt put aside was voided"),
        DeedKind.HELD_KEPT: Words("Shift closed over receipts put aside"),
        DeedKind.QUICK_KEYS_ARRANGED: Words("Quick keys arranged"),
        DeedKind.CARD_LET_GO: Words("Customer's card shown and not used"),
        DeedKind.CARD_BLOCKED: Words("Card blocked"),
        DeedKind.CARD_ACTIVATED: Words("Card taken into use again"),
        DeedKind.PHONE_SHOWN: Words("Looked at a phone"),
        DeedKind.PHONE_CHANGED: Words("Changed a customer's phone"),
        DeedKind.ORDER_CANCELLED: Words("Cancelled an order"),
        DeedKind.PHONE_VOUCHED: Words("Vouched for a phone"),
        DeedKind.CUSTOMERS_MERGED: Words("Two accounts made one"),
        DeedKind.RETURNED_WITHOUT_RECEIPT: Words("Return without a receipt"),
        DeedKind.Z_ACCEPTED: Words("Z report accepted"),
    }
)
_COLUMNS = (
    Column("at", Words("When"), Kind.INSTANT),
    Column("what", Words("What"), Kind.WORDS),
    Column("item", Words("Goods"), Kind.TEXT, on_paper=False),
    Column("kopecks", Words("Sum"), Kind.MONEY),
    Column("who", Words("Who"), Kind.TEXT, on_paper=False),
    Column("approved", Words("Approved by"), Kind.TEXT, on_paper=False),
    Column("reason", Words("Reason"), Kind.TEXT, on_paper=False),
)


def deed_table(
    key: str, title: Words, deeds: Iterable[tuple[str, Deed]], sold: Collection[str], left_out: int = 0
) -> Table:
    """``deeds``: each with its shift's id ("" for none). ``sold``: which of their baskets became receipts.

    A deed about a receipt leads there, one about a basket that was never paid to its shift.
    """
    return Table(key, title, _COLUMNS, tuple(_row(shift_id, deed, sold) for shift_id, deed in deeds), (), left_out)


def _row(shift_id: str, deed: Deed, sold: Collection[str]) -> tuple[Cell, ...]:
    kopecks, item = deed.fact("sum_kopecks"), deed.fact("item")
    link = ReceiptLink(deed.receipt_id) if deed.receipt_id in sold else ShiftLink(shift_id) if shift_id else None
    return (
        Cell(deed.at, link),
        Cell(DEED_WORDS[deed.kind], link),
        Cell(item if isinstance(item, str) else None),
        Cell(kopecks if isinstance(kopecks, int) else None, link),
        Cell(deed.operator_name or deed.operator_id),
        Cell(deed.approved_by_name or deed.approved_by),
        Cell(deed.reason or None),
    )
