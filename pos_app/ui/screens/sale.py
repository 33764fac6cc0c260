"""The sale: scan line, lines, customer, total, keys. Everything else of a sale happens on this screen as a dialog."""

import logging
from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.basket.basket import BasketLine
from pos_app.domain.codes.scan import ScanData
from pos_app.domain.pricing.priced import PricedLine
from pos_app.domain.stored_value.advance import Advance
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.draft import DraftStage
from pos_app.services.sale_state import SaleState
from pos_app.services.scan_outcome import (
    CertificateScanned,
    CustomerAttached,
    ItemChoice,
    ReceiptScanned,
    ScanOutcome,
    ScanRefused,
)
from pos_app.services.value_desk import ValueSettled
from pos_app.ui.dialogs.certificate import CertificateDialog
from pos_app.ui.dialogs.customer import CustomerDialog
from pos_app.ui.dialogs.dialog import Dialog, Touch
from pos_app.ui.dialogs.discount import DiscountDialog
from pos_app.ui.dialogs.extras import ExtrasDialog
from pos_app.ui.dialogs.held import HeldDialog
from pos_app.ui.dialogs.points import PointsDialog
from pos_app.ui.dialogs.quantity import QuantityDialog
from pos_app.ui.dialogs.quick_keys import QuickKeysDialog
from pos_app.ui.dialogs.search import GoodsChoiceDialog, SearchDialog
from pos_app.ui.dialogs.void import VoidDialog
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.models.lines_model import LinesModel
from pos_app.ui.screens.asking_for_value import look_at_value
from pos_app.ui.screens.finishing import finish_sale
from pos_app.ui.screens.scan_answer import scan_answer
from pos_app.ui.screens.screen import Screen
from pos_app.ui.screens.set_aside import ask_in_the_background, set_points_aside
from pos_app.ui.screens.why import WhyAsked
from pos_app.ui.sentences import refusal
from pos_app.ui.theme.sizes import GAP, VISIBLE_ROWS, side_width
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.choice_list import ChoiceList, ChoiceRow
from pos_app.ui.widgets.line_table import LineTable
from pos_app.ui.widgets.quick_grid import QuickGrid
from pos_app.ui.widgets.scan_line import ScanLine
from pos_app.ui.widgets.side_column import SideColumn

_log = logging.getLogger("kopilka.ui")
_STEPS = {"Up": -1, "Down": 1, "PageUp": -VISIBLE_ROWS, "PageDown": VISIBLE_ROWS}


class SaleScreen(Screen):
    """Fulfils :class:`~pos_app.ui.dialogs.dialog.SaleHost` for its dialogs."""

    name: ClassVar[str] = "sale"

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._dialog: Dialog | None = None
        self._state: SaleState | None = None
        self.line_entry = ScanLine(ui.theme)
        self.entry = self.line_entry
        self.model = LinesModel(ui.formatting, self)
        self.table = LineTable(ui.theme, self.model)
        self.side = SideColumn(ui, self._pay_cash, self._pay_card, self._show_quick, self._ask_why, self._ask_extras, self.type_key)
        self._held = 0
        self.choices = ChoiceList(self)
        self.quick = QuickGrid(ui.settings.language, self)
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(self.line_entry)
        left.addWidget(self.table, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addLayout(left, 1)
        row.addWidget(self.side)
        self.setFocusProxy(self.line_entry)
        self.line_entry.typed.connect(self._on_typed)
        self.table.line_chosen.connect(self._on_line_chosen)
        self.choices.chosen.connect(self._on_choice)
        self.quick.page_chosen.connect(self._on_quick_page)
        self.quick.place_chosen.connect(self._on_quick_place)
        self._ask_for_scan()

    # ---- what the dialogs may ask (SaleHost)

    @property
    def line(self) -> ScanLine:
        return self.line_entry

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
        self.ui.customer_side.follow(state)
        if self._dialog is not None:
            self._dialog.sale_changed(state)
        self.keys_changed.emit()

    def say(self, text: str) -> None:
        self.side.say(text)

    def open_dialog(self, dialog: Dialog) -> None:
        if self._dialog is not None:
            self._dialog.closed()
        self._dialog = dialog
        self.line_entry.clear()  # what was typed for another question is no answer to this one
        self._show_choosing(dialog.chooses_points)
        self.side.show_touch(dialog.touch)
        dialog.opened()
        self.dialog_changed()
        self.line_entry.setFocus()
        _log.info("dialog=%s", dialog.name)

    def close_dialog(self) -> None:
        if self._dialog is None:
            return
        dialog, self._dialog = self._dialog, None
        dialog.closed()
        self.ui.customer_side.ask(None)
        self._show_choosing(False)
        self.side.show_touch(Touch.PAY_KEYS)
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

    def leave_for(self, screen: str, told: object) -> None:
        self.go_to.emit(screen, told)

    def step_choice(self, rows: int) -> None:
        self.choices.step(rows)

    @property
    def marked_choice(self) -> int:
        return self.choices.marked

    def dialog_changed(self) -> None:
        dialog = self._dialog
        if dialog is not None:
            typed, error = self.line_entry.text(), self.line_entry.error
            self.line_entry.ask(dialog.prompt(), secret=dialog.secret())
            if typed:
                self.line_entry.setText(typed)
            elif error:
                self.line_entry.show_error(error)
            self.say(dialog.advice())
            self.ui.customer_side.ask(dialog.for_customer())
        self.keys_changed.emit()

    # ---- the screen

    @property
    def dialog_name(self) -> str:
        """The open dialog, empty while scanning."""
        return self._dialog.name if self._dialog is not None else ""

    def entered(self, told: object) -> None:
        self.close_dialog()
        self._count_held()
        state = self.attempt(lambda: self.ui.services.sale.state)
        if state is not None:
            self.show_sale(state)
        self._ask_for_scan()
        self.say(told if isinstance(told, str) else "")
        self.line_entry.setFocus()

    def left(self) -> None:
        self.close_dialog()

    def refresh(self) -> None:
        sale = self.ui.services.sale
        if self._state is not None and self._state.stage is DraftStage.BASKET and not self._state.checking:
            state = self.attempt(sale.refresh)
            if state is not None:
                self.show_sale(state)

    def keys(self) -> tuple[KeyAction, ...]:
        key = self.ui.key
        helping = KeyAction(key(Action.HELP), self.tr("Help"), lambda: self.go_to.emit("help", self.dialog_name))
        if self._dialog is not None:
            leave = KeyAction("Esc", self.tr("Back"), self.close_dialog)
            return (helping, *self._dialog.keys(), leave)
        lines = self._state is not None and bool(self._state.basket.lines)
        return (
            helping,
            KeyAction(key(Action.CUSTOMER), self.tr("Customer"), lambda: self.open_dialog(CustomerDialog(self))),
            KeyAction(key(Action.SEARCH), self.tr("Search"), lambda: self.open_dialog(SearchDialog(self))),
            KeyAction(key(Action.QUANTITY), self.tr("Quantity"), self._ask_quantity, enabled=lines),
            KeyAction(key(Action.HOLD), self._hold_label(), self._hold),
            KeyAction(key(Action.POINTS), self.tr("Points"), self._ask_points),
            KeyAction(key(Action.DISCOUNT), self.tr("Discount"), self._ask_discount, enabled=lines),
            KeyAction(key(Action.VOID), self.tr("Void"), self._ask_void, enabled=self._may_void()),
            KeyAction(key(Action.RETURN), self.tr("Return"), lambda: self.go_to.emit("sale_return", None)),
            KeyAction(key(Action.SHIFT), self.tr("Shift"), lambda: self.go_to.emit("shift", None)),
        )

    def hidden_keys(self) -> tuple[KeyAction, ...]:
        key = self.ui.key
        return (
            KeyAction(key(Action.CASH), "", self._pay_cash),
            KeyAction(key(Action.CARD), "", self._pay_card),
            KeyAction(key(Action.EXTRAS), "", self._ask_extras, enabled=self._dialog is None),
            KeyAction(key(Action.WHY), "", self._ask_why, enabled=self._dialog is None),
            KeyAction(key(Action.QUICK), "", self._show_quick, enabled=self._dialog is None),
        )

    def take_key(self, press: KeyPress) -> bool:
        dialog = self._dialog
        if dialog is not None and dialog.take_key(press):
            return True
        if press.name == "Enter" and (self.line_entry.hasFocus() or not self._focus_on_button()):
            self._submit()
            return True
        if press.name == "Esc" and dialog is None:
            self._ask_for_scan()
            self.say("")
            return True
        if dialog is None and press.name == "*" and not self.line_entry.text():
            self._ask_quantity()
            return True
        if dialog is None and press.name == "Delete" and not self.line_entry.text():
            self._ask_void()
            return True
        if press.name in _STEPS:
            self.table.step(_STEPS[press.name])
            return True
        return super().take_key(press)

    def take_scan(self, scan: ScanData) -> None:
        _log.debug("scan=received source=%s", scan.source.value)
        typed = self.line_entry.text().strip()
        if self._dialog is None and typed.endswith("*"):  # «5*» and a scan: five of it
            self._try(lambda: self.ui.services.scans.typed(typed), typed=True)
        self._try(lambda: self.ui.services.scans.handle(scan), typed=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.side.setFixedWidth(side_width(self.window().width()))
        super().resizeEvent(event)
        self._place_choices()

    # ---- inside

    def _submit(self) -> None:
        text = self.line_entry.text()
        if self._dialog is not None:
            self._dialog.submit(text)
        elif text.strip():
            self._try(lambda: self.ui.services.scans.typed(text.strip()), typed=True)

    def _try(self, take: Callable[[], ScanOutcome], *, typed: bool) -> None:
        outcome = self.attempt(take)
        if outcome is not None:
            self._show_outcome(outcome, typed=typed)

    def _show_outcome(self, outcome: ScanOutcome, *, typed: bool) -> None:
        dialog = self._dialog
        used = dialog is not None and dialog.take_outcome(outcome)
        answer = scan_answer(outcome, self.ui.formatting)
        if not used:
            self._show_answer(outcome, answer.advice, answer.error, typed)
            if answer.sound is not None:
                self.ui.sounds.play(answer.sound)
        _log.info("scan=%s", answer.log)

    def _show_answer(self, outcome: ScanOutcome, advice: str, error: str, typed: bool) -> None:
        if isinstance(outcome, ScanRefused) or error:
            self.line_entry.show_error(error)
            self.say(self._dialog.advice() if self._dialog is not None else "")
            if isinstance(outcome, ScanRefused) and outcome.key == "checking_last_receipt":
                self.go_to.emit("checking", None)
            return
        if self._dialog is not None and (not self._dialog.stays_on_scan or isinstance(outcome, CustomerAttached)):
            self.close_dialog()
        if self._dialog is None:
            self._ask_for_scan()
        elif typed or self.line_entry.error:
            self.line_entry.calm()
        if isinstance(outcome, ItemChoice):
            self.open_dialog(GoodsChoiceDialog(self, outcome.items, outcome.quantity, outcome.mark))
        elif isinstance(outcome, CertificateScanned):
            self._open_certificate(outcome.number)
        elif isinstance(outcome, ReceiptScanned):
            self.go_to.emit("sale_return", outcome.sale_id)
        else:
            self.show_sale(self.ui.services.sale.state)
            self.say(advice)

    def _open_certificate(self, number: str) -> None:
        offer = self.attempt(lambda: self.ui.services.sale.certificate_offer(number))
        if offer is not None:
            self.open_dialog(CertificateDialog(self, offer))

    def _ask_for_scan(self) -> None:
        self.line_entry.ask(self.tr("Scan goods or a card, or type a code"))

    def _ask_quantity(self) -> None:
        current = self.current_line()
        if current is not None:
            self.open_dialog(QuantityDialog(self, current[0], current[1]))
        else:
            self.refuse(self.tr("There is no line yet. Scan goods"))

    def _hold_label(self) -> str:
        words = self.tr("Put aside") if self.ui.services.sale.has_anything else self.tr("Aside")
        return f"{words} · {self._held}" if self._held else words

    def _count_held(self) -> None:
        held = self.attempt(self.ui.services.sale.held)
        self._held = len(held) if held is not None else 0

    def _hold(self) -> None:
        """What stands in the line is the note: it was typed for that, since it is no code."""
        sale = self.ui.services.sale
        if not sale.has_anything:
            if self._held:
                self.open_dialog(HeldDialog(self))
            else:
                self.refuse(self.tr("Nothing to put aside, and nothing waits"))
            return
        note, total = self.line_entry.text(), self.state.priced.money_kopecks
        state = self.attempt(lambda: sale.hold(note))
        if state is None:
            return
        self._count_held()
        self.show_sale(state)
        self._ask_for_scan()
        text = self.tr("Put aside: {sum}. {key} takes it up again")
        self.say(text.format(sum=self.ui.formatting.roubles(total), key=self.ui.key(Action.HOLD)))
        _log.info("held=%d", self._held)

    def _ask_extras(self) -> None:
        self.open_dialog(ExtrasDialog(self))

    def _ask_why(self) -> None:
        self.go_to.emit("why", WhyAsked(self.name))

    def _show_quick(self) -> None:
        typed = self.line_entry.text().strip()
        if typed.endswith("*"):  # «5*» and a key: five of it
            self._try(lambda: self.ui.services.scans.typed(typed), typed=True)
        self.open_dialog(QuickKeysDialog(self))

    def _ask_discount(self) -> None:
        current = self.current_line()
        if current is None:
            self.refuse(self.tr("There is no line yet. Scan goods"))
        else:
            self.open_dialog(DiscountDialog(self, current[0], current[1]))

    def _ask_void(self) -> None:
        if self._may_void():
            self.open_dialog(VoidDialog(self))

    def _ask_points(self) -> None:
        if self.state.basket.customer_id is None:
            self.open_dialog(CustomerDialog(self))
            self.say(self.tr("Points belong to a customer: name him first"))
        elif not self.state.basket.lines:
            self.say(self.tr("Scan goods first, then choose what points pay"))
        elif self.state.priced.points_limit_kopecks == 0:
            text = self.tr("Points cannot pay here: {reason}")
            self.refuse(text.format(reason=refusal(self.state.points_refusal)))
        else:
            self.open_dialog(PointsDialog(self))

    def _pay_cash(self) -> None:
        if self._is_ready_to_pay():
            set_points_aside(self, self._begin_payment)

    def _begin_payment(self) -> None:
        if self.attempt(self.ui.services.sale.begin_payment) is not None:
            self.go_to.emit("payment", None)

    def _pay_card(self) -> None:
        if self._is_ready_to_pay():
            set_points_aside(self, self._pay_rest_by_card)

    def _pay_rest_by_card(self) -> None:
        if self.attempt(self.ui.services.sale.pay_rest_by_card) is not None:
            finish_sale(self)

    def ask_for_points(self) -> None:
        """Points were chosen: have the server set them aside already, while the goods go on."""
        ask_in_the_background(self)

    def _is_ready_to_pay(self) -> bool:
        if self._dialog is not None:
            if not self._dialog.ready_to_pay():
                return False
            self.close_dialog()
        return True

    def _may_void(self) -> bool:
        return self._state is not None and self.ui.services.sale.has_anything

    def _focus_on_button(self) -> bool:
        return isinstance(QApplication.focusWidget(), QAbstractButton)

    def _show_choosing(self, choosing: bool) -> None:
        self.table.show_choosing_points(choosing)
        if self._state is not None:
            self.model.show_sale(self._state.basket, self._state.priced, choosing)
            self.side.show_sale(self._state, choosing)

    def _on_typed(self, text: str) -> None:
        if self._dialog is not None:
            self._dialog.text_changed(text)

    def _on_line_chosen(self, line_id: str) -> None:
        if self._dialog is not None:
            self._dialog.line_chosen(line_id)

    def _on_choice(self, index: int) -> None:
        if self._dialog is not None:
            self._dialog.choose(index)
            self.line_entry.setFocus()

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
