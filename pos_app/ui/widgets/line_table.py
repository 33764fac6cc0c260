"""The table of the open sale's lines; choosing points, their column takes the room of price and discount."""

from collections.abc import Mapping

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QWidget

from pos_app.ui.models.line_delegate import PADDING, LineDelegate
from pos_app.ui.models.lines_model import Column, LinesModel
from pos_app.ui.theme.sizes import VISIBLE_ROWS
from pos_app.ui.theme.theme import Theme
from pos_app.ui.widgets.row_table import RowTable

# What must fit without getting smaller: the widths follow the letters, whatever their size.
_WIDE: dict[int, str] = {
    Column.NUMBER: "000",
    Column.QUANTITY: "000,000 кг",
    Column.PRICE: "000 000,00",
    Column.DISCOUNT: "−00 000,00",
    Column.POINTS: "−00 000",
    Column.SUM: "000 000,00",
}
_NARROW: dict[int, str] = {
    Column.NUMBER: "00",
    Column.QUANTITY: "0,000 кг",
    Column.PRICE: "0 000,00",
    Column.DISCOUNT: "−000,00",
    Column.POINTS: "−0 000",
    Column.SUM: "00 000,00",
}
_POINTS = "00 из 00 шт = 0 000,00"
_NARROW_BELOW = 760


class LineTable(RowTable):
    """№, goods, quantity, price, discount, points, sum."""

    def __init__(
        self, theme: Theme, model: LinesModel, visible_rows: int = VISIBLE_ROWS, parent: QWidget | None = None
    ) -> None:
        self._theme = theme
        self._choosing_points = False
        super().__init__(model, {}, "", visible_rows, parent)
        self.setAccessibleName(self.tr("Lines of the receipt"))
        pens: dict[int, str] = {Column.NUMBER: "muted", Column.DISCOUNT: "discount", Column.POINTS: "points"}
        self.setItemDelegate(LineDelegate(theme, model, pens, Column.SUM, self))

    def show_choosing_points(self, choosing: bool) -> None:
        """Whether points are being chosen."""
        if choosing != self._choosing_points:
            self._choosing_points = choosing
            self.setColumnHidden(Column.PRICE, choosing)
            self.setColumnHidden(Column.DISCOUNT, choosing)
            self.lay_out()

    def widths(self) -> Mapping[int, int]:
        samples = dict(_NARROW if self.width() < _NARROW_BELOW else _WIDE)
        if self._choosing_points:
            samples[Column.POINTS] = _POINTS
        plain = QFontMetrics(self._theme.font("row"))
        bold = QFontMetrics(self._theme.font("row", QFont.Weight.DemiBold))
        title = QFontMetrics(self._theme.font("small", QFont.Weight.DemiBold))
        titles = self.model()
        return {
            column: 2 * PADDING
            + max(
                (bold if column == Column.SUM else plain).horizontalAdvance(sample),
                title.horizontalAdvance(str(titles.headerData(column, self.horizontalHeader().orientation()))),
            )
            for column, sample in samples.items()
        }
