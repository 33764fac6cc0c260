"""Hands for a till without an X server: native key events, with a real keyboard's codes, in the window's queue."""

import time
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from pos_app.bench.till.hands import PERSON_INTERVAL_MS
from pos_app.bench.till.key_positions import X11_OFFSET, key_position

_QT_KEYS = {"Enter": Qt.Key.Key_Return, "Esc": Qt.Key.Key_Escape, "Down": Qt.Key.Key_Down}


class PostedHands(QObject):
    """Presses keys from the window's own thread.

    Each waits its interval from the one before: a repeating timer that was late is early the next time, and keys that
    come together are a scanner's.
    """

    def __init__(self, window: QWindow) -> None:
        super().__init__()
        self._window = window
        self._offset = X11_OFFSET if QGuiApplication.platformName() == "xcb" else 0
        self._waiting: list[str] = []
        self._pressed_ns = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next)

    def press(self, keys: Sequence[str], interval_ms: int = PERSON_INTERVAL_MS) -> None:
        self._waiting = list(keys)
        self._timer.start(interval_ms)

    def last_key_ns(self) -> int:
        return self._pressed_ns

    def _next(self) -> None:
        name = self._waiting.pop(0)
        if self._waiting:
            self._timer.start()
        code, shifted = key_position(name)
        text = name if len(name) == 1 else "\r" if name == "Enter" else ""
        if name in _QT_KEYS:
            key = _QT_KEYS[name]
        elif text:
            key = Qt.Key(ord(name.upper()))
        else:
            key = Qt.Key(Qt.Key.Key_F1.value + int(name[1:]) - 1)
        modifiers = Qt.KeyboardModifier.ShiftModifier if shifted else Qt.KeyboardModifier.NoModifier
        self._pressed_ns = time.monotonic_ns()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifiers, code + self._offset, 0, 0, text)
            event.setTimestamp(self._pressed_ns // 1_000_000)
            QCoreApplication.postEvent(self._window, event)
