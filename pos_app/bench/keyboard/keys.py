"""Real keys through XTEST: a scanner's and a person's."""

import time
from collections.abc import Sequence

from hardware.scanner.us_layout import KEY_ENTER
from pos_app.bench.x_keyboard import XKeyboard


class Keys(XKeyboard):
    """Scans with drawn pauses, and a person's typing."""

    def scan(self, text: str, pauses_ms: Sequence[int]) -> int:
        """Type as a scanner: the positions of US keys, then Enter; ``pauses_ms`` are before each key after the first.

        Gives the monotonic nanosecond just before Enter was pressed.
        """
        for number, character in enumerate(text):
            self.tap_character(character, after_ms=pauses_ms[number - 1] if number else 0)
        self.flush()
        time.sleep(pauses_ms[-1] / 1_000)
        pressed_ns = time.monotonic_ns()
        self.tap(KEY_ENTER)
        self.flush()
        return pressed_ns

    def type_by_hand(self, text: str, pauses_ms: Sequence[int]) -> None:
        """Type as a person: a pause before each key."""
        for character, pause_ms in zip(text, pauses_ms, strict=True):
            time.sleep(pause_ms / 1_000)
            self.tap_character(character)
            self.flush()
