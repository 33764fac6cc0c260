"""The exchange with the server: what waits, what was not accepted and why, and a senior person's decision about it."""

import json
import logging
from collections.abc import Mapping
from enum import Enum, auto
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.codes.scan import ScanData
from pos_app.domain.money.units import Points
from pos_app.domain.parked.queued import QueuedOperation, QueueState
from pos_app.domain.parked.resolved import Resolution
from pos_app.domain.people.operator import Operator, Role
from pos_app.services.queue import Decision
from pos_app.services.under_way import Step
from pos_app.ui.formatting import parse_money
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.models.line_delegate import LineDelegate
from pos_app.ui.models.queue_model import QueueColumn, QueueModel
from pos_app.ui.parked_words import kind_words, state_words
from pos_app.ui.screens.screen import Screen
from pos_app.ui.sentences import pin_of
from pos_app.ui.theme.sizes import side_width
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.columns import main_column, side_column
from pos_app.ui.widgets.labels import label, panel, show_text
from pos_app.ui.widgets.letter_pad import LetterPad
from pos_app.ui.widgets.number_pad import NumberPad, PadKind
from pos_app.ui.widgets.row_table import RowTable
from pos_app.ui.widgets.scan_line import ScanLine

_log = logging.getLogger("kopilka.ui")
_STEPS = {"Up": -1, "Down": 1, "PageUp": -10, "PageDown": 10}
_WIDTHS: Mapping[int, int] = {QueueColumn.MARK: 32, QueueColumn.WHAT: 178, QueueColumn.AT: 96, QueueColumn.AGE: 72}


class _Step(Enum):
    """What the line asks for."""

    LIST = auto()
    POINTS = auto()
    REASON = auto()
    PIN = auto()


class QueueScreen(Screen):
    """Nothing here keeps anybody from selling: Esc goes back at any moment, what waits goes on waiting."""

    name: ClassVar[str] = "queue"

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._step = _Step.LIST
        self._action = Resolution.VOID
        self._points: Points = 0
        self._reason = ""
        self._operations: tuple[QueuedOperation, ...] = ()
        self.model = QueueModel(ui.formatting, self)
        self.table = RowTable(self.model, _WIDTHS, self.tr("Records on their way to the server"))
        self.table.setItemDelegate(LineDelegate(ui.theme, self.model, {}, parent=self.table))
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("The record as it was written"))
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._text)
        self._line = ScanLine(ui.theme)
        row = main_column(self, self._line, self._pages, grows=self._pages)
        self._side = self._build_side()
        row.addWidget(self._side)
        self.entry = self._line
        self.table.line_chosen.connect(lambda _key: self._show_chosen())

    def _build_side(self) -> QWidget:
        side, column = side_column()
        self._card = panel()
        inner = QVBoxLayout(self._card)
        inner.setContentsMargins(12, 10, 12, 10)
        inner.setSpacing(8)
        self._what = label("", bold=True, wrap=True)
        self._why = label("", wrap=True)
        self._advice = label("", wrap=True, tone="muted")
        for part in (self._what, self._why, self._advice):
            inner.addWidget(part)
        column.addWidget(self._card)
        column.addStretch(1)
        self._numbers, self._letters = NumberPad(PadKind.SUM), LetterPad(self.ui.settings.language)
        for pad in (self._numbers, self._letters):
            pad.pressed.connect(self.type_key)
            column.addWidget(pad)
        column.addWidget(label(self.tr("You can go on selling meanwhile"), wrap=True, tone="muted"))
        return side

    # ---- what is shown, for tests

    @property
    def line_is_asked(self) -> bool:
        """Whether a decision is being made."""
        return self._step is not _Step.LIST

    @property
    def prompt(self) -> str:
        """What stands in the empty line."""
        return self._line.placeholderText()

    @property
    def advice(self) -> str:
        """What is said to the chosen record."""
        return self._advice.text()

    @property
    def text(self) -> str:
        """The record's text while it is shown."""
        return self._text.toPlainText() if self._pages.currentWidget() is self._text else ""

    # ---- the screen

    def entered(self, told: object) -> None:
        del told
        self._pages.setCurrentWidget(self.table)
        self._read()
        if self.model.rows and self.table.current_line_id is None:
            self.table.choose_line(self.model.key_of(0))
        self._go(_Step.LIST)

    def refresh(self) -> None:
        if self._step is _Step.LIST:
            self._read()
            self._show_chosen()

    def keys(self) -> tuple[KeyAction, ...]:
        key = self.ui.key
        helping = KeyAction(key(Action.HELP), self.tr("Help"), lambda: self.go_to.emit("help", ""))
        if self._step is not _Step.LIST:
            return (helping, KeyAction("Esc", self.tr("Do not decide"), lambda: self._go(_Step.LIST)))
        chosen = self._chosen()
        parked = chosen is not None and chosen.state is QueueState.PARKED
        adjustable = parked and chosen is not None and chosen.customer_id is not None
        return (
            helping,
            KeyAction(key(Action.QUEUE_REPLAY), self.tr("Apply again"), self._replay, enabled=parked),
            KeyAction(key(Action.QUEUE_VOID), self.tr("No effect"), self._void, enabled=parked),
            KeyAction(key(Action.QUEUE_ADJUST), self.tr("Set points right"), self._adjust, enabled=adjustable),
            KeyAction(key(Action.QUEUE_TEXT), self._text_label(), self._turn_text, enabled=chosen is not None),
            KeyAction("Esc", self.tr("To the sale"), lambda: self.go_to.emit("sale", None)),
        )

    def take_key(self, press: KeyPress) -> bool:
        if press.name == "Enter" and self._step is not _Step.LIST:
            self._submit()
            return True
        if self._step is _Step.LIST:
            if press.name in _STEPS:
                self._move(_STEPS[press.name])
                return True
            if press.is_character:
                return True  # nothing is typed into a list
        return super().take_key(press)

    def take_scan(self, scan: ScanData) -> None:
        self.go_to.emit("sale", None)
        self.go_to.emit("scan", scan)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._side.setFixedWidth(side_width(self.window().width()))
        super().resizeEvent(event)

    # ---- inside

    def _read(self) -> None:
        operations = self.attempt(self.ui.services.queue.operations)
        if operations is not None:
            self._operations = operations
            self.model.show_queue(operations, self.ui.clock.now())

    def _chosen(self) -> QueuedOperation | None:
        key = self.table.current_line_id
        return next((operation for operation in self._operations if operation.op_id == key), None)

    def _move(self, rows: int) -> None:
        if self._pages.currentWidget() is self._text:
            bar = self._text.verticalScrollBar()
            bar.setValue(bar.value() + rows * 3)
        else:
            self.table.step(rows)

    def _go(self, step: _Step) -> None:
        self._step = step
        self._line.setReadOnly(step is _Step.LIST)
        self._line.ask(self._prompt(step), secret=step is _Step.PIN)
        self._numbers.setVisible(step in (_Step.POINTS, _Step.PIN))
        self._letters.setVisible(step is _Step.REASON)
        self._show_chosen()
        (self.table if step is _Step.LIST else self._line).setFocus()

    def _prompt(self, step: _Step) -> str:
        match step:
            case _Step.POINTS:
                return self.tr("How many points to give, or to take with a minus")
            case _Step.REASON:
                return self.tr("Why? A few words for the office")
            case _Step.PIN:
                return self.tr("It takes {pin} of a second person").format(pin=pin_of(Role.SENIOR.value))
        if not self._operations:
            return self.tr("Nothing is waiting: the server has everything")
        parked = sum(each.state is QueueState.PARKED for each in self._operations)
        return self.tr("Waiting for the server: {queued} · for a decision: {parked}").format(
            queued=len(self._operations) - parked, parked=parked
        )

    def _show_chosen(self) -> None:
        if self._step is _Step.LIST:
            self._line.ask(self._prompt(_Step.LIST))
        operation = self._chosen()
        self._card.setVisible(operation is not None)  # an empty card looks like a fault
        show_text(self._what, kind_words(operation) if operation is not None else "")
        show_text(self._why, state_words(operation) if operation is not None else "")
        show_text(self._advice, self._advice_for(operation))
        if operation is not None and self._pages.currentWidget() is self._text:
            self._text.setPlainText(_in_lines(self.attempt(lambda: self.ui.services.queue.text(operation)) or ""))
        self.keys_changed.emit()

    def _advice_for(self, operation: QueuedOperation | None) -> str:
        if operation is None:
            return ""
        if self._step is not _Step.LIST:
            return f"{self._action_words()}\n{self._prompt(self._step)}"
        if operation.state is not QueueState.PARKED:
            return self.tr("Nothing to do: it goes to the server by itself")
        return self.tr("The record is kept, here and at the server. A senior person decides what becomes of it")

    def _action_words(self) -> str:
        match self._action:
            case Resolution.REPLAY:
                return self.tr("The server is asked to apply the record again")
            case Resolution.ADJUST:
                return self.tr("The record has no effect, the customer's points are set right instead")
        return self.tr("The record stays where it is and has no effect")

    def _text_label(self) -> str:
        return self.tr("List") if self._pages.currentWidget() is self._text else self.tr("Record")

    def _turn_text(self) -> None:
        self._pages.setCurrentWidget(self.table if self._pages.currentWidget() is self._text else self._text)
        self._show_chosen()

    # ---- what is under way

    def under_way(self) -> tuple[Step, ...]:
        operation = self._chosen()
        if self._step is _Step.LIST or operation is None:
            return ()
        points = f"{'-' if self._points < 0 else ''}{abs(self._points) // 100},{abs(self._points) % 100:02d}"
        noted = (
            ("action", self._action.value),
            ("op", operation.op_id),
            ("points", points if self._points else ""),
            ("reason", self.typed if self._step is _Step.REASON else self._reason),
        )
        return (Step(self.name, asked=self._line.prompt, typed=self.typed, noted=noted, entered=bool(self._points)),)

    def take_up(self, step: Step) -> None:
        """The decision as far as it was; it is signed anew."""
        noted = dict(step.noted)
        self.table.choose_line(noted.get("op"))
        operation = self._chosen()
        action = next((each for each in Resolution if each.value == noted.get("action")), None)
        if action is None or operation is None or operation.state is not QueueState.PARKED:
            return
        if action is Resolution.ADJUST:
            self._begin(action, _Step.POINTS)
            if noted.get("points"):
                self._take_points(noted["points"])
        else:
            self._begin(action, _Step.REASON)
        self._line.replace_text(noted.get("reason", "") if self._step is _Step.REASON else step.typed)

    # ---- deciding

    def _replay(self) -> None:
        self._begin(Resolution.REPLAY, _Step.REASON)

    def _void(self) -> None:
        self._begin(Resolution.VOID, _Step.REASON)

    def _adjust(self) -> None:
        self._begin(Resolution.ADJUST, _Step.POINTS)

    def _begin(self, action: Resolution, step: _Step) -> None:
        self._action, self._points, self._reason = action, 0, ""
        self._pages.setCurrentWidget(self.table)
        self._go(step)

    def _submit(self) -> None:
        text = self._line.text().strip()
        match self._step:
            case _Step.POINTS:
                self._take_points(text)
            case _Step.REASON:
                self._take_reason(text)
            case _Step.PIN if text:
                self.check_pin(text, Role.SENIOR, self._approve)

    def _take_points(self, text: str) -> None:
        amount = parse_money(text.lstrip("-−+"))
        if amount is None or amount == 0:
            self.refuse(self.tr("Not a number of points. Type for example 50 or -50"))
            return
        self._points = -amount if text[:1] in ("-", "−") else amount
        self._go(_Step.REASON)

    def _take_reason(self, text: str) -> None:
        operation, operator = self._chosen(), self.ui.session.operator
        if not text:
            self.refuse(self.tr("Why? A few words for the office"))
            return
        self._reason = text
        if operation is None or operator is None:
            self._go(_Step.LIST)
        elif self.ui.services.queue.needs_approval(operation, self._action, operator):
            self._go(_Step.PIN)
        else:
            self._decide(None)

    def _approve(self, person: Operator | None) -> None:
        if person is None:
            self._line.clear()
            return
        self._decide(person)

    def _decide(self, approver: Operator | None) -> None:
        operation, operator = self._chosen(), self.ui.session.operator
        if operation is None or operator is None:
            self._go(_Step.LIST)
            return
        decision = Decision(operation, self._action, self._reason, approver, self._points)
        stored = self.attempt(lambda: self.ui.services.queue.decide(decision, operator))
        if stored is None:
            return
        _log.info("decision=stored action=%s", self._action.value)
        self.ui.nudge()
        self._read()
        self._go(_Step.LIST)


def _in_lines(record: str) -> str:
    """A record as a person reads it down, not across; one that is no JSON any more stands as it is."""
    try:
        return json.dumps(json.loads(record), ensure_ascii=False, indent=2)
    except ValueError:
        return record
