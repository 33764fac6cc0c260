"""The table of the open sale's lines; choosing points, their column takes the room of price and discount."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from pos_app.ui.models.line_delegate import LineDelegate
from pos_app.ui.models.lines_model import Column, LinesModel
from pos_app.ui.theme.sizes import VISIBLE_ROWS
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
    Column.NUMBER: 36,
    Column.QUANTITY: 86,
    Column.PRICE: 84,
    Column.DISCOUNT: 82,
    Column.POINTS: 70,
    Column.SUM: 90,
}
_POINTS_WIDTH = 270
_NARROW_POINTS_WIDTH = 250
_NARROW_BELOW = 760


class LineTable(RowTable):
    """№, goods, quantity, price, discount, points, sum."""

    def __init__(
        self, theme: Theme, model: LinesModel, visible_rows: int = VISIBLE_ROWS, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, _WIDE, "", visible_rows, parent)
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
        narrow = self.width() < _NARROW_BELOW
        widths = _NARROW if narrow else _WIDE
        if not self._choosing_points:
            return widths
        return {**widths, Column.POINTS: _NARROW_POINTS_WIDTH if narrow else _POINTS_WIDTH}
