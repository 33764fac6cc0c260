"""What every screen of the stack is."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from pos_app.domain.codes.scan import ScanData
from pos_app.domain.people.operator import Operator, Role
from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from pos_app.services.errors import ServiceError
from pos_app.services.under_way import Step
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.sentences import sentence
from pos_app.ui.sounds import Sound
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.scan_line import ScanLine

Result = TypeVar("Result")
_log = logging.getLogger("kopilka.ui")
_PATIENCE_MS = 150
_SECOND_MS = 1_000


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
    busy = Signal(bool)
    """True: something slow is under way that keys and scans must wait for; False: it is done."""

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

    def keys_in_help(self) -> tuple[KeyAction, ...]:
        """The bar's keys, and those of other buttons that say what they do."""
        return (*self.keys(), *(each for each in self.hidden_keys() if each.label and each.enabled))

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

    @property
    def typed(self) -> str:
        """What stands in the line, if it may be kept: nothing of a PIN."""
        entry = self.entry
        return "" if entry is None or entry.is_secret or entry.isReadOnly() else entry.text()

    def under_way(self) -> tuple[Step, ...]:
        """What a person is in the middle of here, to be told and taken up after a restart; () for nothing."""
        entry, typed = self.entry, self.typed
        return (Step(self.name, asked=entry.prompt, typed=typed),) if entry is not None and typed else ()

    def take_up(self, step: Step) -> None:
        """Go on with what was under way here; the screen has just come in front."""
        if self.entry is not None and step.typed:
            self.entry.replace_text(step.typed)

    def try_to_take_up(self, action: Callable[[], None]) -> None:
        """Whatever an earlier run, or an earlier version, left: it never keeps the till from selling."""
        try:
            action()
        except Exception:
            _log.exception("under_way=not_opened screen=%s", self.name)
            self.refuse(self.tr("What was under way could not be opened again: begin it anew"))

    def refuse(self, text: str) -> None:
        """Show an error in the line; low sound."""
        if self.entry is not None:
            self.entry.show_error(text)
        self.ui.sounds.play(Sound.ERROR)

    def explain(self, error: ServiceError | StoreError | CommitUnknownError) -> str:
        """The sentence of a refusal, also put into the log by its key.

        The store's own errors come here from reads; what was written is told by the services (``not_stored``).
        """
        if isinstance(error, ServiceError):
            _log.info("refused=%s screen=%s", error.key, self.name)
            return sentence(error.key, error.params, self.ui.formatting)
        cause = error.key if isinstance(error, StoreError) else "unknown"
        _log.warning("refused=not_read cause=%s screen=%s: %s", cause, self.name, error)
        return sentence("not_read", {"cause": cause}, self.ui.formatting)

    def check_pin(self, pin: str, needed: Role | None, done: Callable[[Operator | None], None]) -> None:
        """Find whose PIN it is without keeping the screen waiting; ``done`` gets None after a refusal was shown.

        It is slow work on purpose (a copied hash must cost time to try). Meanwhile keys and scans are held, and come
        in their order afterwards.
        """
        operators = self.ui.services.operators
        check = self.attempt(lambda: operators.begin_check(pin))
        if check is None:
            done(None)
            return
        self.busy.emit(True)
        say_so = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        say_so.timeout.connect(
            lambda: self.entry.show_waiting(self.tr("Checking…")) if self.entry is not None else None
        )
        say_so.start()

        def settle(found: Operator | None) -> None:
            say_so.stop()
            say_so.deleteLater()
            if self.entry is not None:
                self.entry.calm()
            try:
                done(self.attempt(lambda: operators.finish_check(found, needed)))
            finally:
                self.busy.emit(False)

        def failed(error: Exception) -> None:
            _log.error("pin_check=failed", exc_info=error)
            settle(None)

        self.ui.background.run(check.run, settle, failed)

    def attempt(self, action: Callable[[], Result]) -> Result | None:
        """Do it, or show why not (None). ``checking_last_receipt`` leads to the screen that asks again."""
        try:
            return action()
        except ServiceError as error:
            if error.key == "checking_last_receipt":
                self.go_to.emit("checking", Unsettled(action, self.name))
            else:
                self.refuse(self.explain(error))
                if error.key == "locked_out":
                    self._count_down(int(error.params["seconds"]))
            return None
        except (StoreError, CommitUnknownError) as error:
            self.refuse(self.explain(error))
            return None

    def _count_down(self, seconds: int) -> None:
        """Let the wait after wrong PINs run down in the line, as long as nothing else happens there."""
        entry = self.entry
        if entry is None:
            return
        shown, timer = entry.error, QTimer(self, interval=_SECOND_MS)

        def tick() -> None:
            nonlocal seconds, shown
            seconds -= 1
            stands = entry.error == shown
            if stands and seconds > 0:
                shown = sentence("locked_out", {"seconds": seconds}, self.ui.formatting)
                entry.show_error(shown)
                return
            if stands:
                entry.calm()
            timer.stop()
            timer.deleteLater()

        timer.timeout.connect(tick)
        timer.start()
