"""Hands on an X display: named keys, characters, a keyboard scanner, a finger."""

import time
from typing import Any

from hardware.scanner.us_layout import KEY_ENTER, KEY_RIGHT_BRACKET, key_for

_X11_OFFSET = 8
_LEFT_SHIFT, _LEFT_CONTROL = 42, 29
_KEYS = {
    "Esc": 1, "Backspace": 14, "Tab": 15, "Enter": KEY_ENTER, "ScrollLock": 70, "Home": 102, "Up": 103, "PageUp": 104,
    "Left": 105, "Right": 106, "End": 107, "Down": 108, "PageDown": 109, "Insert": 110, "Delete": 111, "Pause": 119,
    "F11": 87, "F12": 88, **{f"F{number}": 58 + number for number in range(1, 11)},
}  # fmt: skip
NAMED_KEYS = tuple(_KEYS)
_PERSON_S = 0.05
_SCANNER_MS = 2


class Hands:
    """One connection to an X server."""

    def __init__(self, display: str) -> None:
        from Xlib import X
        from Xlib.display import Display
        from Xlib.ext import xtest

        self._x = X
        self._xtest = xtest
        self._display: Any = Display(display)

    def close(self) -> None:
        """Close the connection."""
        self._display.close()

    def focus(self, window_id: int) -> None:
        """Give the keyboard to a window, as a window manager does."""
        window = self._display.create_resource_object("window", window_id)
        window.set_input_focus(self._x.RevertToParent, self._x.CurrentTime)
        self._display.sync()

    def has_keyboard(self, window_id: int) -> bool:
        """Whether keys go to the window."""
        focused = self._display.get_input_focus().focus
        return bool(getattr(focused, "id", focused) == window_id)

    def press(self, name: str) -> None:
        """A named key, or one character of the US keyboard; a shop's keyboard has no others."""
        if name in _KEYS:
            self._tap(_KEYS[name], 0)
        else:
            self._tap(*_position(name))
        self._display.sync()

    def type(self, text: str) -> None:
        """As a person types."""
        for character in text:
            self.press(character)
            time.sleep(_PERSON_S)

    def scan(self, text: str) -> None:
        """As a keyboard scanner: a key every 2 ms, Enter at the end; the X server keeps the pauses."""
        for number, character in enumerate(text):
            self._tap(*_position(character), after_ms=_SCANNER_MS if number else 0)
        self._tap(KEY_ENTER, 0, after_ms=_SCANNER_MS)
        self._display.sync()

    def touch(self, x: int, y: int) -> None:
        """A finger, or the mouse: it goes there, presses and lets go."""
        self._xtest.fake_input(self._display, self._x.MotionNotify, x=x, y=y)
        for kind in (self._x.ButtonPress, self._x.ButtonRelease):
            self._xtest.fake_input(self._display, kind, 1)
        self._display.sync()

    def _tap(self, key: int, modifier: int, after_ms: int = 0) -> None:
        events = [(self._x.KeyPress, key), (self._x.KeyRelease, key)]
        if modifier:
            events = [(self._x.KeyPress, modifier), *events, (self._x.KeyRelease, modifier)]
        for place, (kind, code) in enumerate(events):
            self._xtest.fake_input(self._display, kind, code + _X11_OFFSET, 0 if place else after_ms)


def _position(character: str) -> tuple[int, int]:
    """The evdev key and the modifier that is held."""
    if character == "\x1d":
        return KEY_RIGHT_BRACKET, _LEFT_CONTROL
    key, shifted = key_for(character)
    return key, _LEFT_SHIFT if shifted else 0
