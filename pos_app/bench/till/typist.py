"""A process that presses real keys through XTEST, so that the till's own thread has nothing to do with the typing.

Orders come as JSON lines on standard input, each is answered by one JSON line:

    {"focus": WINDOW}                                   gives the keyboard to a window, as a window manager would
    {"await_window": SECONDS}                           waits for a window to be mapped, then gives it the keyboard
    {"keys": [NAME…], "interval_ms": N, "after_ms": N}  presses the keys

The answer ``{"ns": …}`` is the monotonic time just before the last key was pressed, or when the window was there.
``{"ready": true}`` is the first line.
"""

import json
import sys
import time
from typing import Any

from pos_app.bench.till.key_positions import LEFT_SHIFT, X11_OFFSET, key_position

_POLL_S = 0.001


class Typist:
    """One connection to the X server that DISPLAY names."""

    def __init__(self) -> None:
        from Xlib import X
        from Xlib.display import Display
        from Xlib.ext import xtest

        self._x = X
        self._xtest = xtest
        self._display = Display()
        self._root = self._display.screen().root
        if not self._display.has_extension("XTEST"):
            raise RuntimeError("this X server has no XTEST")

    def obey(self, order: dict[str, Any]) -> int:
        """Do it; the answer's instant."""
        if "focus" in order:
            return self._focus(self._display.create_resource_object("window", order["focus"]))
        if "await_window" in order:
            return self._await_window(order["await_window"])
        time.sleep(order["after_ms"] / 1_000)
        return self._press(order["keys"], order["interval_ms"] / 1_000)

    def _press(self, names: list[str], interval_s: float) -> int:
        pressed_ns = 0
        for number, name in enumerate(names):
            if number:
                time.sleep(interval_s)
            code, shifted = key_position(name)
            if shifted:
                self._fake(self._x.KeyPress, LEFT_SHIFT)
            pressed_ns = time.monotonic_ns()
            self._fake(self._x.KeyPress, code)
            self._fake(self._x.KeyRelease, code)
            if shifted:
                self._fake(self._x.KeyRelease, LEFT_SHIFT)
        return pressed_ns

    def _fake(self, kind: int, code: int) -> None:
        self._xtest.fake_input(self._display, kind, code + X11_OFFSET)
        self._display.flush()

    def _await_window(self, seconds: float) -> int:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for child in self._root.query_tree().children:
                if child.get_attributes().map_state == self._x.IsViewable:
                    found_ns = time.monotonic_ns()
                    self._focus(child)
                    return found_ns
            time.sleep(_POLL_S)
        raise TimeoutError(f"no window within {seconds} s")

    def _focus(self, window: Any) -> int:
        window.set_input_focus(self._x.RevertToParent, self._x.CurrentTime)
        self._display.sync()
        return time.monotonic_ns()


def main() -> None:
    """Serve until standard input ends."""
    typist = Typist()
    _answer({"ready": True})
    for line in sys.stdin:
        _answer({"ns": typist.obey(json.loads(line))})


def _answer(words: dict[str, Any]) -> None:
    print(json.dumps(words), flush=True)


if __name__ == "__main__":
    main()
