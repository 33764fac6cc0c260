"""A key as the screens see it: a name or a character, whatever device or pad it came from."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_NAMES: dict[int, str] = {
    Qt.Key.Key_Return.value: "Enter",
    Qt.Key.Key_Enter.value: "Enter",
    Qt.Key.Key_Escape.value: "Esc",
    Qt.Key.Key_Backspace.value: "Backspace",
    Qt.Key.Key_Delete.value: "Delete",
    Qt.Key.Key_Tab.value: "Tab",
    Qt.Key.Key_Up.value: "Up",
    Qt.Key.Key_Down.value: "Down",
    Qt.Key.Key_PageUp.value: "PageUp",
    Qt.Key.Key_PageDown.value: "PageDown",
    Qt.Key.Key_Home.value: "Home",
    Qt.Key.Key_End.value: "End",
    Qt.Key.Key_Insert.value: "Insert",
    Qt.Key.Key_Pause.value: "Pause",
    Qt.Key.Key_ScrollLock.value: "ScrollLock",
    Qt.Key.Key_Left.value: "Left",
    Qt.Key.Key_Right.value: "Right",
    **{Qt.Key.Key_F1.value + number: f"F{number + 1}" for number in range(12)},
}
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


@dataclass(frozen=True, slots=True)
class KeyPress:
    """``name``: ``F6``, ``Enter``, ``Up`` … or the typed character itself; empty for keys that no screen knows."""

    name: str

    @property
    def is_character(self) -> bool:
        """Whether it is a character to type."""
        return len(self.name) == 1

    @property
    def is_digit(self) -> bool:
        """Whether it is 0 … 9."""
        return self.is_character and self.name in "0123456789"


def key_press(event: QKeyEvent) -> KeyPress:
    """What a key event means to the screens; chords with Ctrl, Alt or Meta mean nothing to them."""
    if event.modifiers() & _COMMANDS:
        return KeyPress("")
    if event.key() in _NAMES:
        return KeyPress(_NAMES[event.key()])
    text = event.text()
    return KeyPress(text if len(text) == 1 and text.isprintable() else "")
