"""What every screen of the stack is."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from pos_app.domain.codes.scan import ScanData
from pos_app.services.errors import ServiceError
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.sentences import sentence
from pos_app.ui.sounds import Sound
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.scan_line import ScanLine

Result = TypeVar("Result")
_log = logging.getLogger("kopilka.ui")


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A call whose COMMIT raised: it must be asked again (the same call is never stored twice), for this screen."""

    action: Callable[[], object]
    screen: str


@dataclass(frozen=True, slots=True)
class AsLeft:
    """Told to a screen that another one covered for a while: what was chosen there stays."""


class Screen(QWidget):
    """``go_to`` names the next screen and what it is told. ``entry`` is the line where a person's characters go."""

    name: ClassVar[str] = ""
    go_to = Signal(str, object)
    keys_changed = Signal()

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self.ui = ui
        self.entry: ScanLine | None = None

    def entered(self, told: object) -> None:
        """The screen is in front now; ``told`` is what the last screen handed over."""

    def left(self) -> None:
        """Another screen is in front now."""

    def keys(self) -> tuple[KeyAction, ...]:
        """The keys that work now, for the bar."""
        return ()

    def hidden_keys(self) -> tuple[KeyAction, ...]:
        """Keys that work without a place in the bar, because a button of their own shows them."""
        return ()

    def take_key(self, press: KeyPress) -> bool:
        """Use a person's key; False lets it go to the widget in focus."""
        for action in (*self.keys(), *self.hidden_keys()):
            if action.key == press.name and action.enabled:
                action.run()
                return True
        if press.name == "Enter":
            focused = QApplication.focusWidget()
            if isinstance(focused, QAbstractButton) and focused.isEnabled():
                focused.click()
                return True
        if press.is_character and self.entry is not None and not self.entry.hasFocus():
            self.entry.setFocus()
        return False

    def type_key(self, name: str) -> None:
        """A key of a pad on the screen: the same way as a key of the keyboard."""
        press = KeyPress(name)
        if self.take_key(press) or self.entry is None:
            return
        if name == "Backspace":
            self.entry.rub_out()
        elif press.is_character:
            self.entry.type_text(name)

    def take_scan(self, scan: ScanData) -> None:
        """A whole code from any reader."""
        self.refuse(self.tr("Nothing to scan here"))
        _log.info("scan=ignored screen=%s source=%s", self.name, scan.source.value)

    def refresh(self) -> None:
        """Accounts, goods, programme or link changed, or a new minute began."""

    def refuse(self, text: str) -> None:
        """Show an error in the line; low sound."""
        if self.entry is not None:
            self.entry.show_error(text)
        self.ui.sounds.play(Sound.ERROR)

    def explain(self, error: ServiceError) -> str:
        """The sentence of a refusal, also put into the log by its key."""
        _log.info("refused=%s screen=%s", error.key, self.name)
        return sentence(error.key, error.params, self.ui.formatting)

    def attempt(self, action: Callable[[], Result]) -> Result | None:
        """Do it, or show why not (None). ``checking_last_receipt`` leads to the screen that asks again."""
        try:
            return action()
        except ServiceError as error:
            if error.key == "checking_last_receipt":
                self.go_to.emit("checking", Unsettled(action, self.name))
            else:
                self.refuse(self.explain(error))
            return None
