"""The keys that work now, along the bottom: read them, press them, or touch them."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from pos_app.ui.key_action import KeyAction
from pos_app.ui.theme.sizes import GAP, KEY_BAR_HEIGHT
from pos_app.ui.theme.theme import set_look
from pos_app.ui.widgets.buttons import button

_KEY_WIDTH_MAX = 210
_PADDING = 8


class KeyBar(QWidget):
    """Shows a tuple of :class:`KeyAction`; the buttons are kept and only renamed, so that a change does not flicker."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(KEY_BAR_HEIGHT)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self._row.addStretch()
        self._buttons: list[QPushButton] = []
        self._actions: tuple[KeyAction, ...] = ()
        self._usual = self.fontMetrics()

    @property
    def shown(self) -> tuple[KeyAction, ...]:
        """What is shown."""
        return self._actions

    def show_keys(self, actions: Sequence[KeyAction]) -> None:
        """Show these and nothing else."""
        self._actions = tuple(actions)
        while len(self._buttons) < len(self._actions):
            made = button("", self._runner(len(self._buttons)), role="key", height=KEY_BAR_HEIGHT, parent=self)
            self._buttons.append(made)
            made.setMaximumWidth(_KEY_WIDTH_MAX)
            self._row.insertWidget(len(self._buttons) - 1, made, 10)
        for index, made in enumerate(self._buttons):
            made.setVisible(index < len(self._actions))
            if index < len(self._actions):
                action = self._actions[index]
                made.setText(f"{action.key}\n{action.label}")
                made.setAccessibleName(f"{action.label}, {action.key}")
                made.setEnabled(action.enabled)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Large letters in a full bar of a small screen get smaller before a word is cut."""
        shown = self._buttons[: len(self._actions)]
        if not shown:
            return
        room = min(_KEY_WIDTH_MAX, (self.width() - GAP * (len(shown) - 1)) // len(shown)) - _PADDING
        if shown[0].property("letters") != "narrow":
            shown[0].ensurePolished()
            self._usual = shown[0].fontMetrics()
        lines = [line for made in shown for line in made.text().split("\n")]
        is_narrow = any(self._usual.horizontalAdvance(line) > room for line in lines)
        for made in self._buttons:
            set_look(made, "letters", "narrow" if is_narrow else "")

    def _runner(self, index: int) -> Callable[[], None]:
        def run() -> None:
            self._actions[index].run()  # the action that stands there when it is pressed

        return run
