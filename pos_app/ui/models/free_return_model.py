"""Goods that come back without a receipt."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QObject

from pos_app.services.free_return import FreeReturnLine
from pos_app.ui.formatting import Formatting
from pos_app.ui.language import translate
from pos_app.ui.models.text_table import Row, TextTableModel


class FreeColumn(IntEnum):
    """From left to right."""

    NUMBER = 0
    GOODS = 1
    QUANTITY = 2
    SUM = 3


class FreeReturnModel(TextTableModel):
    """The key of a row is the line's id."""

    def __init__(self, formatting: Formatting, parent: QObject | None = None) -> None:
        titles = (
            translate("FreeReturn", "No."),
            translate("FreeReturn", "Goods"),
            translate("FreeReturn", "Quantity"),
            translate("FreeReturn", "Refund"),
        )
        super().__init__(titles, FreeColumn.GOODS, parent)
        self._formatting = formatting

    def show_lines(self, lines: Sequence[FreeReturnLine]) -> None:
        """Show these."""
        formatting = self._formatting
        self.show_rows(
            [
                Row(
                    each.line_id,
                    (
                        str(number),
                        each.item.name,
                        formatting.quantity(each.quantity, each.item.unit),
                        formatting.money(each.sums.money_kopecks),
                    ),
                )
                for number, each in enumerate(lines, 1)
            ]
        )
