"""The parts of the sale's screen, and what its dialogs may ask of it."""

import logging
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from pos_app.domain.basket.basket import BasketLine
from pos_app.domain.pricing.priced import PricedLine
from pos_app.domain.stored_value.advance import Advance
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.services.rewards import RewardInHand
from pos_app.services.sale_state import SaleState
from pos_app.services.value_desk import ValueSettled
from pos_app.ui.dialogs.dialog import Dialog, Touch
from pos_app.ui.models.lines_model import LinesModel
from pos_app.ui.screens.ahead import Ahead
from pos_app.ui.screens.asking_for_value import look_at_value
from pos_app.ui.screens.dialog_host import DialogHostScreen
from pos_app.ui.screens.giving_reward import give_reward
from pos_app.ui.screens.money_of_customer import MoneyOfCustomer
from pos_app.ui.screens.set_aside import ask_in_the_background
from pos_app.ui.theme.sizes import side_width
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.choice_list import ChoiceRow
from pos_app.ui.widgets.columns import main_column
from pos_app.ui.widgets.line_table import LineTable
from pos_app.ui.widgets.quick_grid import QuickGrid
from pos_app.ui.widgets.side_column import SideColumn

_log = logging.getLogger("kopilka.ui")


class SaleHostScreen(DialogHostScreen):
    """Fulfils :class:`~pos_app.ui.dialogs.dialog.SaleHost` for its dialogs."""

    side: SideColumn

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._state: SaleState | None = None
        self.model = LinesModel(ui.formatting, self)
        self.table = LineTable(ui.theme, self.model)
        self._held = 0
        self._ahead = Ahead(ui, self)
        self._money = MoneyOfCustomer(ui, self._show_money)
        self.quick = QuickGrid(ui.settings.language, self)
        self._row = main_column(self, self.line_entry, self.table, grows=self.table)
        self.table.line_chosen.connect(self._on_line_chosen)
        self.quick.page_chosen.connect(self._on_quick_page)
        self.quick.place_chosen.connect(self._on_quick_place)
        self._ask_for_scan()

    @property
    def state(self) -> SaleState:
        if self._state is None:
            self._state = self.ui.services.sale.state
        return self._state

    def current_line(self) -> tuple[int, BasketLine, PricedLine] | None:
        row = self.model.row_of(self.table.current_line_id)
        lines = self.state.basket.lines
        return (row + 1, lines[row], self.state.priced.lines[row]) if 0 <= row < len(lines) else None

    def current_advance(self) -> Advance | None:
        chosen = self.table.current_line_id
        return next((each for each in self.state.basket.advances if each.line_id == chosen), None)

    def give_reward(self, chosen: RewardInHand) -> None:
        give_reward(self, chosen)

    def look_at(self, kind: ValueKind, number: str, seen: Callable[[ValueSettled], None]) -> None:
        look_at_value(self, kind, number, seen)

    def choose_line(self, line_id: str | None) -> None:
        self.table.choose_line(line_id)

    def step_line(self, rows: int) -> None:
        self.table.step(rows)

    def show_sale(self, state: SaleState) -> None:
        touched = self._state is None or state.last_line_id != self._state.last_line_id or self.current_line() is None
        grew = self._state is None or state.basket != self._state.basket
        self._state = state
        choosing = self._dialog is not None and self._dialog.chooses_points
        self.model.show_sale(state.basket, state.priced, choosing)
        if (touched or grew) and not choosing:
            self.table.choose_line(
                state.last_line_id or (state.basket.lines[-1].line_id if state.basket.lines else None)
            )
        self.side.show_sale(state, choosing)
        self.side.customer.show_money(self._money.of(state))
        self.ui.customer_side.follow(state)
        if self._dialog is not None:
            self._dialog.sale_changed(state)
        self.keys_changed.emit()
        self._ahead.start()

    def _show_money(self) -> None:
        if self._state is not None:
            self.side.customer.show_money(self._money.of(self._state))

    def open_dialog(self, dialog: Dialog) -> None:
        self._note_way(dialog)
        if self._dialog is not None:
            self._dialog.closed()
        else:
            self.line_entry.calm()  # an error of the last scan would hide what is asked now
        self._dialog = dialog
        self.side.let_lead_away(False)
        self.line_entry.clear()  # what was typed for another question is no answer to this one
        self._show_choosing(dialog.chooses_points)
        self.side.show_touch(dialog.touch_now())
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
        dialog.closed()
        self.ui.customer_side.ask(None)
        self._show_choosing(False)
        self.side.show_touch(Touch.PAY_KEYS)
        self.side.let_lead_away(True)
        self.say("")
        self._count_held()
        self._ask_for_scan()
        self.keys_changed.emit()
        if self.current_line() is None and self.state.basket.lines:
            self.choose_line(self.state.basket.lines[-1].line_id)
        _log.info("dialog=none")

    def show_choices(self, title: str, rows: Sequence[ChoiceRow], *, digits: bool, marked: int = -1) -> None:
        if not rows and not title:
            self.choices.hide()
            return
        self.choices.show_choices(title, rows, digits=digits, marked=marked)
        self._place_choices()

    def show_quick(self, show: Callable[[QuickGrid], None] | None) -> None:
        if show is None:
            self.quick.hide()
            return
        show(self.quick)
        self._place_choices()

    def dialog_changed(self) -> None:
        if self._dialog is not None:
            self.side.show_touch(self._dialog.touch_now())
        super().dialog_changed()

    def _put_in_front(self, dialog: Dialog) -> None:
        self.open_dialog(dialog)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.side.setFixedWidth(side_width(self.window().width()))
        super().resizeEvent(event)
        self._place_choices()

    def _ask_for_scan(self) -> None:
        self.line_entry.ask(self.tr("Scan goods or a card, or type a code"))

    def _count_held(self) -> None:
        held = self.attempt(self.ui.services.sale.held)
        self._held = len(held) if held is not None else 0

    def ask_for_points(self) -> None:
        """Points were chosen: have the server set them aside already, while the goods go on."""
        ask_in_the_background(self)

    def _show_choosing(self, choosing: bool) -> None:
        self.table.show_choosing_points(choosing)
        if self._state is not None:
            self.model.show_sale(self._state.basket, self._state.priced, choosing)
            self.side.show_sale(self._state, choosing)

    def _on_line_chosen(self, line_id: str) -> None:
        if self._dialog is not None:
            self._dialog.line_chosen(line_id)

    def _on_quick_page(self, page: int) -> None:
        if self._dialog is not None:
            self._dialog.turn_to(page)
            self.line_entry.setFocus()

    def _on_quick_place(self, place: int) -> None:
        if self._dialog is not None:
            self._dialog.press(place)
            self.line_entry.setFocus()

    def _place_choices(self) -> None:
        if self.quick.isVisible():
            corner = self.table.mapTo(self, QPoint(0, 0))
            self.quick.setGeometry(corner.x(), corner.y(), self.table.width(), self.table.height())
        if self.choices.isVisible():
            corner = self.table.mapTo(self, QPoint(0, 0))
            height = self.table.whole_rows_height(self.choices.wanted_height())
            self.choices.setGeometry(corner.x(), corner.y(), self.table.width(), height)
