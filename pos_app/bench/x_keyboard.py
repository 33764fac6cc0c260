"""A connection to an X display that presses keys by their place, as hardware does (the XTEST extension)."""

from typing import Any

from hardware.scanner.us_layout import KEY_RIGHT_BRACKET, key_for

_X11_OFFSET = 8
_LEFT_SHIFT, _LEFT_CONTROL = 42, 29
_GROUP_SEPARATOR = "\x1d"


class XKeyboard:
    """Nothing leaves before :meth:`flush`. The X server keeps the pauses before keys, so that no busy moment here
    tears what is sent.
    """

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

    def tap(self, key: int, modifier: int = 0, after_ms: int = 0) -> None:
        """Press and let go of an evdev key, with a modifier held if one is given."""
        events = [(self._x.KeyPress, key), (self._x.KeyRelease, key)]
        if modifier:
            events = [(self._x.KeyPress, modifier), *events, (self._x.KeyRelease, modifier)]
        for place, (kind, code) in enumerate(events):
            self._xtest.fake_input(self._display, kind, code + _X11_OFFSET, 0 if place else after_ms)

    def tap_character(self, character: str, after_ms: int = 0) -> None:
        """The key of a US keyboard, whatever layout is set; the separator of GS1 codes is Ctrl+]."""
        if character == _GROUP_SEPARATOR:
            self.tap(KEY_RIGHT_BRACKET, _LEFT_CONTROL, after_ms)
            return
        key, shifted = key_for(character)
        self.tap(key, _LEFT_SHIFT if shifted else 0, after_ms)

    def touch(self, x: int, y: int) -> None:
        """A finger, or the mouse: it goes there, presses and lets go."""
        self._xtest.fake_input(self._display, self._x.MotionNotify, x=x, y=y)
        for kind in (self._x.ButtonPress, self._x.ButtonRelease):
            self._xtest.fake_input(self._display, kind, 1)
        self.flush()

    def flush(self) -> None:
        """Send what was pressed, and wait until the server has taken it."""
        self._display.sync()
