"""The lines of a stored receipt, and how much of each comes back."""

from collections.abc import Mapping
from enum import IntEnum

from PySide6.QtCore import QObject

from pos_app.domain.money.units import Quantity, Unit
from pos_app.services.returnable import ReturnableReceipt
from pos_app.ui.formatting import MINUS, Formatting
from pos_app.ui.models.text_table import Row, TextTableModel
from pos_app.ui.tender_words import LAST_SHOWN


class ReturnColumn(IntEnum):
    """Columns from left to right."""

    NUMBER = 0
    GOODS = 1
    SOLD = 2
    BEFORE = 3
    NOW = 4
    PAID = 5
    POINTS = 6


class ReturnModel(TextTableModel):
    """The key of a row is the line's id."""

    def __init__(self, formatting: Formatting, parent: QObject | None = None) -> None:
        super().__init__((), ReturnColumn.GOODS, parent)
        self._formatting = formatting
        self._titles = (
            self.tr("No."),
            self.tr("Goods"),
            self.tr("Sold"),
            self.tr("Returned"),
            self.tr("Now"),
            self.tr("Paid"),
            self.tr("Points"),
        )

    def show_receipt(self, receipt: ReturnableReceipt, chosen: Mapping[str, Quantity]) -> None:
        """Take over the receipt and the quantities that come back now."""
        rows = []
        for number, returnable in enumerate(receipt.lines, 1):
            line = returnable.line
            unit = line.item.unit
            now = chosen.get(line.line_id, 0)
            texts = (
                str(number),
                line.item.name,
                self._quantity(line.quantity, unit),
                self._quantity(returnable.returned, unit) if returnable.returned else "",
                self._quantity(now, unit) if now else "–" if returnable.left else "✓",
                self._formatting.money(line.money_kopecks),
                MINUS + self._formatting.short_money(line.points_kopecks) if line.points_kopecks else "",
            )
            rows.append(Row(line.line_id, texts, ReturnColumn.GOODS if not returnable.left else -1))
        rows += self._advances(receipt, chosen)
        self.show_rows(rows)

    def _advances(self, receipt: ReturnableReceipt, chosen: Mapping[str, Quantity]) -> list[Row]:
        """Certificates and top-ups, in money; of a certificate's number only its end."""
        money, rows = self._formatting.short_money, []
        for number, back in enumerate(receipt.advances, len(receipt.lines) + 1):
            advance, now = back.sold.advance, chosen.get(back.line_id, 0)
            name = f"{advance.name} …{advance.reference[-LAST_SHOWN:]}" if advance.reference else advance.name
            texts = (
                str(number),
                name,
                "",
                f"{money(back.returned)} ₽" if back.returned else "",
                f"{money(now)} ₽" if now else "–" if back.left else "✓",
                self._formatting.money(advance.kopecks),
                "",
            )
            rows.append(Row(back.line_id, texts, ReturnColumn.GOODS if not back.left else -1))
        return rows

    def _quantity(self, quantity: Quantity, unit: Unit) -> str:
        return self._formatting.quantity(quantity, unit)
