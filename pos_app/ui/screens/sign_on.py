"""Who works here: a PIN by keyboard or touch, or a badge."""

import logging
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.domain.codes.scan import ScanData
from pos_app.domain.people.deed import DeedKind
from pos_app.domain.people.operator import Operator
from pos_app.services.scan_outcome import BadgeScanned
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.screens.locked import Locked
from pos_app.ui.screens.screen import AsLeft, Screen
from pos_app.ui.screens.start_of_work import start_of_work
from pos_app.ui.ui_context import UiContext
from pos_app.ui.under_way.going_on import go_on
from pos_app.ui.widgets.number_pad import PadKind
from pos_app.ui.widgets.prompt_panel import PromptPanel

_log = logging.getLogger("kopilka.ui")


class SignOnScreen(Screen):
    """Goes on to the shift's opening, or to what was open when the program ended."""

    name: ClassVar[str] = "sign_on"

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._locked: Locked | None = None
        self._panel = PromptPanel(
            ui.theme, PadKind.PIN, self.tr("Your PIN"), self.tr("Sign on  Enter"), self.type_key, self._submit, self
        )
        self.entry = self._panel.line
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._panel)
        self.setFocusProxy(self._panel.line)

    def entered(self, told: object) -> None:
        earlier, self.ui.session.operator = self.ui.session.operator, None
        self._locked = told if isinstance(told, Locked) else None
        self.ui.session.is_locked = self._locked is not None
        if self._locked is None and earlier is not None:
            self.ui.services.journal.note(DeedKind.SIGNED_OFF, earlier)
        if self._locked is not None:
            name = self._locked.operator.name
            over = self.tr("Locked: {name}").format(name=name)
            under = self.tr("Your PIN resumes; a colleague's takes over. The open receipt stays")
            self._panel.show_texts(over, under)
        else:
            under = told if isinstance(told, str) else self.tr("Type it and press Enter, or scan your badge")
            self._panel.show_texts(self.ui.settings.shop_name, under)
        self._panel.line.ask(self.tr("PIN"), secret=True)
        self._panel.line.setFocus()

    def keys(self) -> tuple[KeyAction, ...]:
        return (
            KeyAction(self.ui.key(Action.HELP), self.tr("Help"), lambda: self.go_to.emit("help", "")),
            KeyAction("Enter", self.tr("Sign on"), self._submit),
            KeyAction("Esc", self.tr("Clear"), self._begin_again),
        )

    def take_key(self, press: KeyPress) -> bool:
        if press.name == "Enter":
            self._submit()
            return True
        return super().take_key(press)

    def take_scan(self, scan: ScanData) -> None:
        outcome = self.attempt(lambda: self.ui.services.scans.handle(scan))
        if outcome is None:
            return
        if isinstance(outcome, BadgeScanned):
            badge = outcome.badge
            self._go_on(self.attempt(lambda: self.ui.services.operators.sign_on_badge(badge)), "badge")
            return
        self.refuse(self.tr("Sign on first: PIN or badge"))
        _log.info("scan=ignored screen=%s source=%s", self.name, scan.source.value)

    def _begin_again(self) -> None:
        self._panel.line.ask(self.tr("PIN"), secret=True)

    def _submit(self) -> None:
        pin = self._panel.line.text()
        if pin:
            self.check_pin(pin, None, self._go_on)

    def _go_on(self, operator: Operator | None, how: str = "pin") -> None:
        if operator is None:
            return
        if not self.attempt(lambda: self._hand_over(operator)):
            return
        _log.info("signed_on=%s role=%s", operator.operator_id, operator.role.value)
        locked, self._locked = self._locked, None
        if locked is not None and locked.operator.operator_id == operator.operator_id:
            self.ui.services.journal.note(DeedKind.UNLOCKED, operator, how=how)
            if locked.screen:
                go_on(self, locked.screen, AsLeft())
                return
        else:
            self.ui.services.journal.note(DeedKind.SIGNED_ON, operator, how=how)
        start_of_work(self)

    def _hand_over(self, operator: Operator) -> bool:
        """An open sale that cannot be stored under the new name stays with the old one, and nobody is signed on."""
        self.ui.services.sale.set_operator(operator)
        self.ui.session.operator = operator
        self.ui.session.sign_ons += 1
        return True
