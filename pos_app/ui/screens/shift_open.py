"""Opening a shift: the change money that lies in the drawer."""

import logging
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.domain.money.units import Kopecks
from pos_app.ui.formatting import parse_money
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.screens.screen import Screen
from pos_app.ui.screens.start_of_work import start_of_work
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.number_pad import PadKind
from pos_app.ui.widgets.prompt_panel import PromptPanel

_log = logging.getLogger("kopilka.ui")


class ShiftOpenScreen(Screen):
    """An empty line is not a float: 0 must be typed, so that nobody opens a shift by an Enter too many.

    A float that hardly any drawer holds is asked about once more: two zeros too many stay in the books for ever.
    """

    name: ClassVar[str] = "shift_open"

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._panel = PromptPanel(
            ui.theme,
            PadKind.FLOAT,
            self.tr("Opening the shift"),
            self.tr("Open the shift  Enter"),
            self.type_key,
            self._submit,
            self,
        )
        self.entry = self._panel.line
        self._asked_again: Kopecks | None = None
        self._panel.line.textChanged.connect(self._typed_anew)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._panel)
        self.setFocusProxy(self._panel.line)

    def entered(self, told: object) -> None:
        del told
        operator = self.ui.session.operator
        self._asked_again = None
        under = self.tr("Count the float in the drawer and type the sum; 0 if it is empty")
        self._panel.show_texts(operator.name if operator else "", under)
        self._panel.line.ask(self.tr("Float, roubles"))
        self._panel.line.setFocus()

    def keys(self) -> tuple[KeyAction, ...]:
        return (
            KeyAction(self.ui.key(Action.HELP), self.tr("Help"), lambda: self.go_to.emit("help", "")),
            KeyAction(
                self.ui.key(Action.SHIFT_REVIEW), self.tr("Reports"), lambda: self.go_to.emit("review", self.name)
            ),
            KeyAction("Esc", self.tr("Another cashier"), lambda: self.go_to.emit("sign_on", None)),
        )

    def hidden_keys(self) -> tuple[KeyAction, ...]:
        return (KeyAction("Enter", self.tr("Open the shift"), self._submit),)

    def take_key(self, press: KeyPress) -> bool:
        if press.name == "Enter":
            self._submit()
            return True
        return super().take_key(press)

    def _submit(self) -> None:
        operator = self.ui.session.operator
        text = self._panel.line.text()
        if operator is None:
            return
        asked_again = self._asked_again
        if not text.strip() and asked_again is None:
            self.refuse(self.tr("Type the sum in the drawer, 0 if it is empty"))
            return
        kopecks = parse_money(text) if asked_again is None else asked_again
        if kopecks is None:
            self.refuse(self.tr("Not a sum. Type roubles, for example 3000"))
            return
        if asked_again is None and kopecks >= self.ui.settings.float_asked_again_kopecks:
            self.refuse(self.tr("{sum}? Enter once more").format(sum=self.ui.formatting.roubles(kopecks)))
            under = self.tr("That is a lot for a float. Enter opens the shift with it; or type the sum anew")
            self._panel.show_texts(operator.name, under)
            self._asked_again = kopecks
            return
        shift = self.attempt(lambda: self.ui.services.shifts.open(operator, kopecks))
        if shift is not None:
            self.ui.nudge()
            _log.info("shift=opened number=%d", shift.number)
            start_of_work(self)

    def _typed_anew(self, text: str) -> None:
        """Another sum is another question."""
        if text:
            self._asked_again = None
