"""The parts of the screen of returns: the line, the list of receipts and their lines, what comes back beside them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from pos_app.ui.keymap import Action
from pos_app.ui.models.line_delegate import LineDelegate
from pos_app.ui.models.return_model import ReturnColumn, ReturnModel
from pos_app.ui.screens.screen import Screen
from pos_app.ui.theme.sizes import side_width
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.buttons import button
from pos_app.ui.widgets.choice_list import ChoiceList
from pos_app.ui.widgets.columns import main_column, side_column
from pos_app.ui.widgets.labels import label
from pos_app.ui.widgets.number_pad import NumberPad, PadKind
from pos_app.ui.widgets.refund_card import RefundCard
from pos_app.ui.widgets.row_table import RowTable
from pos_app.ui.widgets.scan_line import ScanLine

_WIDTHS: dict[int, int] = {
    ReturnColumn.NUMBER: 44,
    ReturnColumn.SOLD: 76,
    ReturnColumn.BEFORE: 84,
    ReturnColumn.NOW: 76,
    ReturnColumn.PAID: 92,
    ReturnColumn.POINTS: 92,
}


class ReturnHost(Screen):
    """What stands where; ``sale_return.py`` says what it does."""

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._line = ScanLine(ui.theme)
        self.entry = self._line
        self.setFocusProxy(self._line)
        self.model = ReturnModel(ui.formatting, self)
        self.table = RowTable(self.model, _WIDTHS, self.tr("Lines of the receipt"))
        pens: dict[int, str] = {
            ReturnColumn.NUMBER: "muted",
            ReturnColumn.BEFORE: "muted",
            ReturnColumn.POINTS: "points",
        }
        self.table.setItemDelegate(LineDelegate(ui.theme, self.model, pens, ReturnColumn.NOW, self))
        self._list = ChoiceList(self)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._list)
        self._pages.addWidget(self.table)
        row = main_column(self, self._line, self._pages, grows=self._pages)
        self._side = self._build_side()
        row.addWidget(self._side)

    def _build_side(self) -> QWidget:
        side, column = side_column()
        self._card = RefundCard(self.ui.theme, self.ui.formatting)
        column.addWidget(self._card)
        self._advice = label("", wrap=True, align=Qt.AlignmentFlag.AlignTop)
        self._advice.setContentsMargins(4, 4, 4, 0)
        column.addWidget(self._advice, 1)
        self._pad = NumberPad(PadKind.FULL)
        column.addWidget(self._pad)
        key = self.ui.key(Action.RETURN_CONFIRM)
        text = self.tr("Return  {key}").format(key=key)
        self._confirm_button = button(text, lambda: self.type_key(key), role="primary", height=68)
        column.addWidget(self._confirm_button)
        return side

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._side.setFixedWidth(side_width(self.window().width()))
        super().resizeEvent(event)

    def _heading(self, number: str, at: str) -> str:
        return self.tr("Receipt {number} of {at}").format(number=number, at=at)
