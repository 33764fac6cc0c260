"""A return without a receipt: goods are scanned, the sum is shown, why, a senior person, cash."""

import logging
from enum import Enum, auto
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.catalogue.item import Item
from pos_app.domain.codes.scan import ScanData
from pos_app.domain.money.units import ONE
from pos_app.domain.people.operator import Operator
from pos_app.domain.transaction.return_draft import ReturnDraft
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.services.errors import ServiceError
from pos_app.services.free_return import FreeReturnLine, FreeReturnState
from pos_app.services.rights import Right
from pos_app.services.under_way import Step
from pos_app.ui.formatting import parse_quantity
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.models.free_return_model import FreeColumn, FreeReturnModel
from pos_app.ui.screens.brought_back import return_brought_back
from pos_app.ui.screens.finishing import show_finished_return
from pos_app.ui.screens.screen import AsLeft, Screen
from pos_app.ui.sentences import pin_of
from pos_app.ui.sounds import Sound
from pos_app.ui.theme.sizes import side_width
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.buttons import button
from pos_app.ui.widgets.choice_list import CHOICES_MAX, ChoiceList, ChoiceRow
from pos_app.ui.widgets.columns import main_column, side_column
from pos_app.ui.widgets.labels import label, panel, show_text
from pos_app.ui.widgets.letter_pad import LetterPad
from pos_app.ui.widgets.number_pad import NumberPad, PadKind
from pos_app.ui.widgets.row_table import RowTable
from pos_app.ui.widgets.scan_line import ScanLine
from pos_app.ui.widgets.total_label import TotalLabel

_log = logging.getLogger("kopilka.ui")
_WIDTHS: dict[int, int] = {FreeColumn.NUMBER: 44, FreeColumn.QUANTITY: 96, FreeColumn.SUM: 128}


class _Step(Enum):
    GOODS = auto()
    CHOICE = auto()
    REASON = auto()
    PIN = auto()


class FreeReturnScreen(Screen):
    """Scans put goods in; ``3*`` before Enter, or ``*3``, is a quantity; only the confirm key goes on to the money."""

    name: ClassVar[str] = "free_return"

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._step = _Step.GOODS
        self._state = FreeReturnState((), 0)
        self._items: tuple[Item, ...] = ()
        self._reason = ""
        self._line = ScanLine(ui.theme)
        self.entry = self._line
        self.setFocusProxy(self._line)
        self.model = FreeReturnModel(ui.formatting, self)
        self.table = RowTable(self.model, _WIDTHS, self.tr("Returned goods"))
        self._list = ChoiceList(self)
        self._list.chosen.connect(self._choose)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._list)
        row = main_column(self, self._line, self._pages, grows=self._pages)
        self._side = self._build_side()
        row.addWidget(self._side)

    def _build_side(self) -> QWidget:
        side, column = side_column()
        frame = panel()
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(10, 8, 10, 8)
        inner.addWidget(label(self.tr("REFUND IN CASH"), size="small", tone="muted", bold=True))
        self._total = TotalLabel(self.ui.theme.sizes.total, self.tr("Refund in cash"))
        inner.addWidget(self._total)
        column.addWidget(frame)
        self._advice = label("", wrap=True, align=Qt.AlignmentFlag.AlignTop)
        self._advice.setContentsMargins(4, 4, 4, 0)
        column.addWidget(self._advice, 1)
        self._numbers, self._letters = NumberPad(PadKind.FULL), LetterPad(self.ui.settings.language)
        for pad in (self._numbers, self._letters):
            pad.pressed.connect(self.type_key)
            column.addWidget(pad)
        confirm = self.tr("Return  {key}").format(key=self.ui.key(Action.FREE_CONFIRM))
        self._confirm_button = button(confirm, self._confirm, role="primary", height=68)
        column.addWidget(self._confirm_button)
        return side

    # ---- the screen

    def entered(self, told: object) -> None:
        if isinstance(told, AsLeft):
            self._go(_Step.GOODS)
            return
        returns = self.ui.services.free_returns
        state = self.attempt(lambda: returns.take_up(told) if isinstance(told, ReturnDraft) else returns.begin())
        if state is None:
            self.go_to.emit("sale_return", None)
            return
        self._state, self._items, self._reason = state, (), ""
        self._go(_Step.GOODS)
        if isinstance(told, ReturnDraft):
            show_text(self._advice, return_brought_back())
        elif isinstance(told, str) and told:
            self.refuse(told)

    def keys(self) -> tuple[KeyAction, ...]:
        key = self.ui.key
        helping = KeyAction(key(Action.HELP), self.tr("Help"), lambda: self.go_to.emit("help", ""))
        if self._step is not _Step.GOODS:
            return (helping, KeyAction("Esc", self.tr("Back"), lambda: self._go(_Step.GOODS)))
        some = bool(self._state.lines)
        return (
            helping,
            KeyAction(key(Action.FREE_REMOVE), self.tr("Remove line"), self._remove, enabled=some),
            KeyAction(key(Action.FREE_CONFIRM), self.tr("Return"), self._confirm, enabled=some),
            KeyAction("Esc", self.tr("With a receipt"), self._leave),
        )

    def take_key(self, press: KeyPress) -> bool:
        if press.name in ("Up", "Down"):
            step = 1 if press.name == "Down" else -1
            if self._step in (_Step.CHOICE, _Step.REASON):
                self._list.step(step)
            else:
                self.table.step(step)
            return True
        if press.name == "Delete" and self._step is _Step.GOODS and not self._line.text():
            self._remove()
            return True
        if self._step in (_Step.CHOICE, _Step.REASON) and press.is_digit and not self._line.text():
            self._choose(int(press.name) - 1)
            return True
        if press.name == "Enter":
            self._submit()
            return True
        return super().take_key(press)

    def take_scan(self, scan: ScanData) -> None:
        if self._step is _Step.PIN:
            badge = self.ui.services.free_returns.badge_in(scan)
            if badge is not None:
                needed = self.ui.services.operators.role_for(Right.RETURN_WITHOUT_RECEIPT)
                self._approve(self.attempt(lambda: self.ui.services.operators.approve_badge(badge, needed)))
            return
        if self._step is _Step.GOODS:
            self._take(self.attempt(lambda: self.ui.services.free_returns.scanned(scan)))
        _log.info("scan=%s source=%s", "goods" if self._step is _Step.GOODS else "ignored", scan.source.value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._side.setFixedWidth(side_width(self.window().width()))
        super().resizeEvent(event)

    # ---- what is under way

    def under_way(self) -> tuple[Step, ...]:
        """The goods are kept by themselves; here what is typed, and the reason."""
        if self._step is _Step.PIN:
            return (Step(self.name, asked=self._line.prompt, noted=(("reason", self._reason),), entered=True),)
        if self._step is _Step.REASON:
            return (Step(self.name, asked=self._line.prompt, typed=self.typed, noted=(("reason", self.typed),)),)
        return super().under_way()

    def take_up(self, step: Step) -> None:
        """The reason is said once more by Enter; then the second person is asked for."""
        if step.noted and self._state.lines:
            self._confirm()
            self._line.replace_text(dict(step.noted).get("reason", ""))
        else:
            super().take_up(step)

    # ---- goods

    def _submit(self) -> None:
        text = self._line.text().strip()
        match self._step:
            case _Step.GOODS if text:
                self._take_typed(text)
            case _Step.CHOICE:
                self._choose(self._list.marked)
            case _Step.REASON:
                self._take_reason(text or self._marked_reason())
            case _Step.PIN if text:
                needed = self.ui.services.operators.role_for(Right.RETURN_WITHOUT_RECEIPT)
                self.check_pin(text, needed, self._approve)
            case _:
                pass

    def _take_typed(self, text: str) -> None:
        current = self._current()
        if text.startswith("*") or (text.endswith("*") and current is not None):
            if current is None:
                self.refuse(self.tr("Scan goods first, then *3 makes it three"))
                return
            quantity = parse_quantity(text.strip("*"), current.item.unit)
            if quantity is None:
                self.refuse(self.tr("Not a quantity: type for example *3"))
                return
            line_id = current.line_id
            self._take(self.attempt(lambda: self.ui.services.free_returns.set_quantity(line_id, quantity)), line_id)
            return
        self._take(self.attempt(lambda: self.ui.services.free_returns.typed(text)))

    def _take(self, found: FreeReturnState | tuple[Item, ...] | None, chosen: str | None = None) -> None:
        if found is None:
            return
        if isinstance(found, FreeReturnState):
            self._state = found
            self.ui.sounds.play(Sound.GOODS)
            self._go(_Step.GOODS)
            self.table.choose_line(chosen or (found.lines[-1].line_id if found.lines else None))
            return
        self._items = found[:CHOICES_MAX]
        rows = [ChoiceRow(item.name, "", self.ui.formatting.roubles(item.price_kopecks)) for item in self._items]
        self._list.show_choices(self.tr("Several goods have this code"), rows, digits=True)
        self._go(_Step.CHOICE)

    def _choose(self, index: int) -> None:
        if self._step is _Step.CHOICE and 0 <= index < len(self._items):
            item = self._items[index]
            self._take(self.attempt(lambda: self.ui.services.free_returns.add(item, ONE)))
        elif self._step is _Step.REASON and 0 <= index < len(self._reasons()):
            self._take_reason(self._reasons()[index])

    def _remove(self) -> None:
        current = self._current()
        if current is not None:
            line_id = current.line_id
            self._take(self.attempt(lambda: self.ui.services.free_returns.set_quantity(line_id, 0)))

    def _current(self) -> FreeReturnLine | None:
        key = self.table.current_line_id
        lines = self._state.lines
        return next((each for each in lines if each.line_id == key), lines[-1] if lines else None)

    def _leave(self) -> None:
        self.ui.services.free_returns.give_up()
        self.go_to.emit("sale_return", None)

    # ---- why, who, done

    def _confirm(self) -> None:
        if self._step is not _Step.GOODS or not self._state.lines:
            return
        rows = [ChoiceRow(reason) for reason in self._reasons()]
        self._list.show_choices(self.tr("Why without a receipt?"), rows, digits=True)
        self._go(_Step.REASON)

    def _reasons(self) -> tuple[str, ...]:
        return (self.tr("The receipt is lost"), self.tr("A gift"), self.tr("The receipt cannot be read"))

    def _marked_reason(self) -> str:
        marked = self._list.marked
        return self._reasons()[marked] if 0 <= marked < len(self._reasons()) else ""

    def _take_reason(self, reason: str) -> None:
        operator = self.ui.session.operator
        if not reason:
            self.refuse(self.tr("Why? A digit, or your own words and Enter"))
            return
        self._reason = reason
        if operator is not None and self.ui.services.operators.may(operator, Right.RETURN_WITHOUT_RECEIPT):
            self._finish(None)
        else:
            self._go(_Step.PIN)

    def _approve(self, person: Operator | None) -> None:
        if person is None:
            self._line.clear()
            return
        self._finish(person)

    def _finish(self, approver: Operator | None) -> None:
        operator, reason = self.ui.session.operator, self._reason
        if operator is None:
            return

        def confirm() -> SaleReturn:
            try:
                return self.ui.services.free_returns.confirm(operator, reason, approver)
            except ServiceError as error:
                if error.key == "not_enough_cash":
                    self._go(_Step.GOODS)
                raise

        made = self.attempt(confirm)
        if made is not None:
            show_finished_return(self, made)

    # ---- showing

    def _go(self, step: _Step) -> None:
        self._step = step
        listed = step in (_Step.CHOICE, _Step.REASON)
        self._pages.setCurrentWidget(self._list if listed else self.table)
        self._line.ask(self._prompt(step), secret=step is _Step.PIN)
        self._letters.setVisible(step is _Step.REASON)
        self._numbers.setVisible(step is not _Step.REASON)
        self._confirm_button.setVisible(step is _Step.GOODS)
        self._show()
        self._line.setFocus()

    def _show(self) -> None:
        self.model.show_lines(self._state.lines)
        self._total.show_sum(self.ui.formatting.roubles(self._state.money_kopecks))
        self._confirm_button.setEnabled(bool(self._state.lines))
        show_text(self._advice, self._advice_words())
        self.keys_changed.emit()

    def _prompt(self, step: _Step) -> str:
        match step:
            case _Step.CHOICE:
                return self.tr("Which goods? Press the digit")
            case _Step.REASON:
                return self.tr("Why? A digit, or your own words and Enter")
            case _Step.PIN:
                needed = self.ui.services.operators.role_for(Right.RETURN_WITHOUT_RECEIPT)
                return self.tr("A second person: {pin} and Enter, or the badge").format(pin=pin_of(needed.value))
        return self.tr("Scan the goods, or type an article; *3 – three of them")

    def _advice_words(self) -> str:
        rule = self.tr(
            "Without a receipt goods are refunded at today's price for everybody, in cash. "
            "Points are neither given back nor taken"
        )
        if self._step is _Step.PIN:
            return f"{rule}\n{self._reason}"
        return rule
