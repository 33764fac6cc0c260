"""The parts of the returns' screen: line, the receipts to choose from, the lines of one, and what comes back."""

from abc import abstractmethod

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
    ReturnColumn.SOLD: 84,
    ReturnColumn.BEFORE: 96,
    ReturnColumn.NOW: 76,
    ReturnColumn.PAID: 98,
    ReturnColumn.POINTS: 104,
}


class ReturnParts(Screen):
    """What is seen; what happens is said by :class:`~pos_app.ui.screens.sale_return.ReturnScreen`."""

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
        self.table.line_chosen.connect(lambda _: self._show())
        self._list = ChoiceList(self)
        self._list.chosen.connect(self._open_recent)
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
        pad = NumberPad(PadKind.FULL)
        pad.pressed.connect(self.type_key)
        column.addWidget(pad)
        confirm = self.tr("Return  {key}").format(key=self.ui.key(Action.RETURN_CONFIRM))
        self._confirm_button = button(confirm, self._confirm, role="primary", height=68)
        column.addWidget(self._confirm_button)
        return side

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._side.setFixedWidth(side_width(self.window().width()))
        super().resizeEvent(event)

    @abstractmethod
    def _show(self) -> None:
        """Another line was chosen."""

    @abstractmethod
    def _open_recent(self, index: int) -> None:
        """A receipt of the list."""

    @abstractmethod
    def _confirm(self) -> None:
        """The button that moves money."""
