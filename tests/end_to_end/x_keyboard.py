"""Real key events through XTEST: raw key codes, so that the X server's layout decides what character arrives.

A keyboard scanner knows nothing of the layout: it presses the US key positions. ``type_like_scanner`` does the same.
"""

import time

from Xlib import XK, X
from Xlib.display import Display
from Xlib.ext import xtest

# US positions as evdev key codes plus 8, the X11 key codes of every PC keyboard.
_PLAIN = {
    **dict(zip("1234567890-=", range(10, 22), strict=True)),
    **dict(zip("qwertyuiop[]", range(24, 36), strict=True)),
    **dict(zip("asdfghjkl;'", range(38, 49), strict=True)),
    **dict(zip("zxcvbnm,./", range(52, 62), strict=True)),
    "`": 49,
    "\\": 51,
    " ": 65,
}
_SHIFTED = dict(
    zip('!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?', "1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./", strict=True)
)
_SHIFT = 50
_CONTROL = 37
_NAMED = {"Escape": 9, "BackSpace": 22, "Tab": 23, "Return": 36, "space": 65}


class XKeyboard:
    """Presses keys on one X display."""

    def __init__(self, display_name: str) -> None:
        self._display = Display(display_name)

    def close(self) -> None:
        self._display.close()

    def press(self, name: str, times: int = 1) -> None:
        """One named key (``F12``, ``Return``, ``Down``) or one US character, as a person would: 70 ms apart."""
        for _ in range(times):
            self._tap(*self._code(name))
            time.sleep(0.07)

    def chord(self, modifier: str, name: str) -> None:
        """Control or Shift with a key."""
        held = _CONTROL if modifier == "Control" else _SHIFT
        self._fake(X.KeyPress, held)
        self._tap(*self._code(name))
        self._fake(X.KeyRelease, held)
        time.sleep(0.07)

    def type_by_hand(self, text: str, interval_s: float = 0.08) -> None:
        """A person types US positions."""
        for character in text:
            self._tap(*self._code(character))
            time.sleep(interval_s)

    def type_like_scanner(self, text: str, interval_s: float = 0.002, suffix: str = "Return") -> None:
        """A keyboard scanner: every 2 ms a key, then the suffix.

        The X server itself waits between the keys: a busy machine that stops this process for a while in the middle of
        a code must not tear it, as it cannot tear what a scanner sends.
        """
        delay_ms = round(interval_s * 1000)
        for code, shifted in [*map(self._code, text), self._code(suffix)]:
            for place, (kind, key) in enumerate(self._events(code, shifted)):
                xtest.fake_input(self._display, kind, key, 0 if place else delay_ms)
        self._display.sync()

    def focus(self, window_id: int) -> None:
        """Give the keyboard to a window, as a window manager would."""
        window = self._display.create_resource_object("window", window_id)
        window.set_input_focus(X.RevertToParent, X.CurrentTime)
        self._display.sync()

    def windows(self) -> list[tuple[int, str]]:
        """Ids and titles of the mapped top windows."""
        found = []
        for child in self._display.screen().root.query_tree().children:
            if child.get_attributes().map_state == X.IsViewable:
                name = child.get_wm_name()
                found.append((child.id, str(name or "")))
        return found

    def _code(self, name: str) -> tuple[int, bool]:
        if name in _NAMED:
            return _NAMED[name], False
        if name in _PLAIN:
            return _PLAIN[name], False
        if name in _SHIFTED:
            return _PLAIN[_SHIFTED[name]], True
        code = self._display.keysym_to_keycode(XK.string_to_keysym(name))
        if not code:
            raise ValueError(f"no key on this display is named {name!r}")
        return code, False

    def _tap(self, code: int, shifted: bool) -> None:
        for kind, key in self._events(code, shifted):
            self._fake(kind, key)

    @staticmethod
    def _events(code: int, shifted: bool) -> list[tuple[int, int]]:
        """Kinds and key codes of one tap."""
        tap = [(X.KeyPress, code), (X.KeyRelease, code)]
        return [(X.KeyPress, _SHIFT), *tap, (X.KeyRelease, _SHIFT)] if shifted else tap

    def _fake(self, kind: int, code: int) -> None:
        xtest.fake_input(self._display, kind, code)
        self._display.sync()
