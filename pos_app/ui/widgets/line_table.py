"""The table of the open sale's lines; choosing points, their column takes the room of price and discount."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from pos_app.ui.models.line_delegate import LineDelegate
from pos_app.ui.models.lines_model import Column, LinesModel
from pos_app.ui.theme.theme import Theme
from pos_app.ui.widgets.row_table import RowTable

_WIDE: dict[int, int] = {
    Column.NUMBER: 46,
    Column.QUANTITY: 100,
    Column.PRICE: 98,
    Column.DISCOUNT: 98,
    Column.POINTS: 84,
    Column.SUM: 108,
}
_NARROW: dict[int, int] = {
    Column.NUMBER: 42,
    Column.QUANTITY: 92,
    Column.PRICE: 88,
    Column.DISCOUNT: 84,
    Column.POINTS: 74,
    Column.SUM: 94,
}
_POINTS_WIDTH = 270
_NARROW_BELOW = 760


class LineTable(RowTable):
    """№, goods, quantity, price, discount, points, sum."""

    def __init__(self, theme: Theme, model: LinesModel, parent: QWidget | None = None) -> None:
        super().__init__(model, _WIDE, "", parent)
        self._choosing_points = False
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
        widths = _NARROW if self.width() < _NARROW_BELOW else _WIDE
        return {**widths, Column.POINTS: _POINTS_WIDTH} if self._choosing_points else widths
