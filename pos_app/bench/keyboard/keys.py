"""Real keys through XTEST: a scanner's, whose pauses the X server itself keeps, and a person's."""

import time
from collections.abc import Sequence
from typing import Any

from hardware.scanner.us_layout import KEY_ENTER, KEY_RIGHT_BRACKET, key_for

_X11_OFFSET = 8
_LEFT_SHIFT, _LEFT_CONTROL = 42, 29
_GROUP_SEPARATOR = "\x1d"


class Keys:
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
        """Give the keyboard to a window, as a window manager would."""
        window = self._display.create_resource_object("window", window_id)
        window.set_input_focus(self._x.RevertToParent, self._x.CurrentTime)
        self._display.sync()

    def scan(self, text: str, pauses_ms: Sequence[int]) -> int:
        """Type as a scanner: the positions of US keys, then Enter; ``pauses_ms`` are before each key after the first.

        The server waits between the keys: this process being stopped for a moment must not tear a code, as it cannot
        tear what a scanner sends. Gives the monotonic nanosecond just before Enter was pressed.
        """
        for number, character in enumerate(text):
            self._tap(*_position(character), after_ms=pauses_ms[number - 1] if number else 0)
        self._display.sync()
        time.sleep(pauses_ms[-1] / 1_000)
        pressed_ns = time.monotonic_ns()
        self._tap(KEY_ENTER, 0)
        self._display.sync()
        return pressed_ns

    def type_by_hand(self, text: str, pauses_ms: Sequence[int]) -> None:
        """Type as a person: a pause before each key."""
        for character, pause_ms in zip(text, pauses_ms, strict=True):
            time.sleep(pause_ms / 1_000)
            self._tap(*_position(character))
            self._display.sync()

    def _tap(self, key: int, modifier: int, after_ms: int = 0) -> None:
        events = [(self._x.KeyPress, key), (self._x.KeyRelease, key)]
        if modifier:
            events = [(self._x.KeyPress, modifier), *events, (self._x.KeyRelease, modifier)]
        for place, (kind, code) in enumerate(events):
            self._xtest.fake_input(self._display, kind, code + _X11_OFFSET, 0 if place else after_ms)


def _position(character: str) -> tuple[int, int]:
    """The evdev key and the modifier that is held."""
    if character == _GROUP_SEPARATOR:
        return KEY_RIGHT_BRACKET, _LEFT_CONTROL
    key, shifted = key_for(character)
    return key, _LEFT_SHIFT if shifted else 0
