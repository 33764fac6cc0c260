"""The parts of the customer's page, and what its dialogs may ask of it."""

import logging
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from pos_app.domain.basket.basket import BasketLine
from pos_app.domain.pricing.priced import PricedLine
from pos_app.domain.stored_value.advance import Advance
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.services.rewards import RewardInHand
from pos_app.services.sale_state import SaleState
from pos_app.services.value_desk import ValueSettled
from pos_app.ui.dialogs.dialog import Dialog, Touch
from pos_app.ui.models.history_model import HistoryColumn, HistoryModel
from pos_app.ui.models.line_delegate import LineDelegate
from pos_app.ui.screens.dialog_host import DialogHostScreen
from pos_app.ui.theme.sizes import side_width
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.choice_list import ChoiceRow
from pos_app.ui.widgets.columns import main_column, side_column
from pos_app.ui.widgets.customer_summary import CustomerSummary
from pos_app.ui.widgets.labels import label, show_text
from pos_app.ui.widgets.letter_pad import LetterPad
from pos_app.ui.widgets.number_pad import NumberPad, PadKind
from pos_app.ui.widgets.paper_view import PaperView
from pos_app.ui.widgets.quick_grid import QuickGrid
from pos_app.ui.widgets.row_table import RowTable

_log = logging.getLogger("kopilka.ui")
_WIDTHS: dict[int, int] = {HistoryColumn.AT: 176, HistoryColumn.MONEY: 104, HistoryColumn.POINTS: 104}


class CustomerPageHost(DialogHostScreen):
    """Fulfils :class:`~pos_app.ui.dialogs.dialog.SaleHost` for the dialogs that the page asks with.

    Of a sale's own questions (lines, points, gifts, money) there is nothing here.
    """

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self.model = HistoryModel(ui.formatting, self)
        self.table = RowTable(self.model, _WIDTHS, self.tr("What happened, newest first"))
        self.table.setItemDelegate(LineDelegate(ui.theme, self.model, {}, parent=self.table))
        self.paper = PaperView(self.tr("The receipt as it was printed"))
        self._pages = QStackedWidget()
        for page in (self.table, self.paper, self.choices):
            self._pages.addWidget(page)
        self.side = self._build_side()
        row = main_column(self, self.line_entry, self._pages, grows=self._pages)
        row.addWidget(self.side)
        self.advised.connect(self._show_advice)

    def _build_side(self) -> QWidget:
        side, column = side_column()
        self.summary = CustomerSummary(self.ui)
        self.advice = label("", wrap=True, align=Qt.AlignmentFlag.AlignTop)
        self.advice.setContentsMargins(4, 2, 4, 0)
        column.addWidget(self.summary, 1)
        column.addWidget(self.advice)
        self._numbers, self._letters = NumberPad(PadKind.FULL), LetterPad(self.ui.settings.language)
        for pad in (self._numbers, self._letters):
            pad.pressed.connect(self.type_key)
            column.addWidget(pad)
        return side

    @property
    def state(self) -> SaleState:
        return self.ui.services.sale.state

    def current_line(self) -> tuple[int, BasketLine, PricedLine] | None:
        return None

    def choose_line(self, line_id: str | None) -> None:
        self.table.choose_line(line_id)

    def step_line(self, rows: int) -> None:
        self.table.step(rows)

    def show_sale(self, state: SaleState) -> None:
        del state

    def ask_for_points(self) -> None:
        """No points are chosen here."""

    def _show_advice(self, text: str) -> None:
        show_text(self.advice, text)
        self.advice.setVisible(bool(text))

    def open_dialog(self, dialog: Dialog) -> None:
        self._note_way(dialog)
        if self._dialog is not None:
            self._dialog.closed()
        self._dialog = dialog
        self.line_entry.clear()
        self.line_entry.calm()
        self._show_touch(dialog.touch_now())
        self._pages.setCurrentWidget(self.table)
        dialog.opened()
        self.dialog_changed()
        self._fill_expected(dialog)
        self.line_entry.setFocus()
        _log.info("dialog=%s", dialog.name)

    def close_dialog(self) -> None:
        if self._dialog is None:
            return
        dialog, self._dialog = self._dialog, None
        self._trail = ()
        self.ui.expected.forget()
        self.ui.customer_side.ask(None)
        dialog.closed()
        self.ui.customer_side.ask(None)
        self._show_touch(Touch.PAY_KEYS)
        self.line_entry.clear()
        self._pages.setCurrentWidget(self.table)
        self._show()
        _log.info("dialog=none")

    def show_choices(self, title: str, rows: Sequence[ChoiceRow], *, digits: bool, marked: int = -1) -> None:
        if not rows and not title:
            self._pages.setCurrentWidget(self.table)
            return
        self.choices.show_choices(title, rows, digits=digits, marked=marked)
        self._pages.setCurrentWidget(self.choices)

    def show_quick(self, show: Callable[[QuickGrid], None] | None) -> None:
        del show  # goods are sold on the sale's screen

    def look_at(self, kind: ValueKind, number: str, seen: Callable[[ValueSettled], None]) -> None:
        del kind, number, seen  # money is looked at where it pays

    def current_advance(self) -> Advance | None:
        return None

    def give_reward(self, chosen: RewardInHand) -> None:
        del chosen  # gifts are handed over at the sale

    def _put_in_front(self, dialog: Dialog) -> None:
        self.open_dialog(dialog)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.side.setFixedWidth(side_width(self.window().width()))
        super().resizeEvent(event)

    def _show_touch(self, touch: Touch) -> None:
        self._numbers.setVisible(touch is Touch.DIGITS)
        self._letters.setVisible(touch is Touch.LETTERS)
        self.summary.show_brief(touch is not Touch.PAY_KEYS)

    def _show(self) -> None:
        """The page as it is without a dialog; shown anew when one has closed."""
