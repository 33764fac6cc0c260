"""Hands on an X display: named keys, characters, a keyboard scanner, a finger."""

import time

from hardware.scanner.us_layout import KEY_ENTER
from pos_app.bench.x_keyboard import XKeyboard

_KEYS = {
    "Esc": 1, "Backspace": 14, "Tab": 15, "Enter": KEY_ENTER, "ScrollLock": 70, "Home": 102, "Up": 103, "PageUp": 104,
    "Left": 105, "Right": 106, "End": 107, "Down": 108, "PageDown": 109, "Insert": 110, "Delete": 111, "Pause": 119,
    "F11": 87, "F12": 88, **{f"F{number}": 58 + number for number in range(1, 11)},
}  # fmt: skip
NAMED_KEYS = tuple(_KEYS)
_PERSON_S = 0.05
_SCANNER_MS = 2


class Hands(XKeyboard):
    """A shop's keyboard has no other characters than a US one."""

    def press(self, name: str) -> None:
        """A named key, or one character."""
        if name in _KEYS:
            self.tap(_KEYS[name])
        else:
            self.tap_character(name)
        self.flush()

    def type(self, text: str) -> None:
        """As a person types."""
        for character in text:
            self.press(character)
            time.sleep(_PERSON_S)

    def scan(self, text: str) -> None:
        """As a keyboard scanner: a key every 2 ms, Enter at the end."""
        for number, character in enumerate(text):
            self.tap_character(character, after_ms=_SCANNER_MS if number else 0)
        self.tap(KEY_ENTER, after_ms=_SCANNER_MS)
        self.flush()
