"""The lines of the open sale as rows of text."""

from enum import IntEnum

from PySide6.QtCore import QObject

from pos_app.domain.basket.basket import Basket, BasketLine
from pos_app.domain.money.units import ONE, Unit
from pos_app.domain.pricing.priced import PricedBasket, PricedLine
from pos_app.domain.stored_value.advance import Advance
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.ui.formatting import MINUS, Formatting
from pos_app.ui.language import translate
from pos_app.ui.models.text_table import Row, TextTableModel
from pos_app.ui.refusal_words import refusal


class Column(IntEnum):
    """Columns from left to right."""

    NUMBER = 0
    GOODS = 1
    QUANTITY = 2
    PRICE = 3
    DISCOUNT = 4
    POINTS = 5
    SUM = 6


OWN_PRICE = "*"
"""Before a price that was put by hand in place of the shelf's."""


class LinesModel(TextTableModel):
    """The key of a row is the line's id."""

    def __init__(self, formatting: Formatting, parent: QObject | None = None) -> None:
        super().__init__((), Column.GOODS, parent)
        self._formatting = formatting
        self._titles = (
            self.tr("No."),
            self.tr("Goods"),
            self.tr("Qty"),
            self.tr("Price"),
            self.tr("Discount"),
            self.tr("Points"),
            self.tr("Sum"),
        )
        self._kilograms = self.tr("{quantity} kg")
        self._taken_of_most = self.tr("{taken} of {most}")

    def show_sale(self, basket: Basket, priced: PricedBasket, choosing_points: bool) -> None:
        """Take over the sale; ``choosing_points``: the points column tells what each line may take, and why not."""
        pairs = zip(basket.lines, priced.lines, strict=True)
        rows = [self._row(number, *pair, choosing_points) for number, pair in enumerate(pairs, 1)]
        more = enumerate(basket.advances, len(rows) + 1)
        self.show_rows([*rows, *(self._advance_row(number, advance) for number, advance in more)])

    def _advance_row(self, number: int, advance: Advance) -> Row:
        """A certificate to be sold or a top-up: a name and a sum, in no column of goods."""
        kopecks = self._formatting.money(advance.kopecks)
        return Row(advance.line_id, (str(number), advance_name(advance), "1", kopecks, "", "", kopecks), -1)

    def _row(self, number: int, line: BasketLine, price: PricedLine, choosing_points: bool) -> Row:
        item, money = line.item, self._formatting.money
        quantity = self._formatting.quantity(line.quantity, item.unit)
        if item.unit is Unit.KILOGRAM:
            quantity = self._kilograms.format(quantity=quantity)
        texts = (
            str(number),
            item.name,
            quantity,
            OWN_PRICE + money(item.price_kopecks) if line.price_set is not None else money(item.price_kopecks),
            MINUS + money(price.discount_kopecks) if price.discount_kopecks else "",
            self._points(line, price, choosing_points),
            money(price.money_kopecks),
        )
        refused = choosing_points and price.points_cap_kopecks == 0
        return Row(line.line_id, texts, Column.POINTS if refused else -1)

    def _points(self, line: BasketLine, price: PricedLine, choosing_points: bool) -> str:
        short = self._formatting.short_money
        if not choosing_points:
            return MINUS + short(price.points_kopecks) if price.points_kopecks else ""
        if price.points_cap_kopecks == 0:
            return self.tr("no: {reason}").format(reason=refusal(price.points_refusal))
        if price.points_pieces is not None:
            one = line.quantity == ONE
            words = self.tr("{pieces} of {all} pc = {sum}") if one else self.tr("{pieces} of {all} pcs = {sum}")
            return words.format(pieces=price.points_pieces, all=line.quantity // 1000, sum=short(price.points_kopecks))
        taken, most = short(price.points_kopecks), short(price.points_cap_kopecks)
        return self._taken_of_most.format(taken=taken, most=most)


def advance_name(advance: Advance) -> str:
    """What a row says that is no goods: a certificate to be sold, or a top-up."""
    if advance.kind is ValueKind.CERTIFICATE:
        return translate("LinesModel", "Gift certificate …{number}").format(number=advance.reference[-4:])
    return translate("LinesModel", "Top-up of the money account")
