"""Every key press passes here before any widget sees it: a scanner's keys become a scan, a person's go on.

Installed on the native window, where the keys of all widgets arrive, so that focus, open panels and the layout do not
matter (and not on the application, where Python would be called for every paint and timer as well).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from hardware.scanner.key_stroke import KeyStroke
from hardware.scanner.wedge import Decision, Hold, Pass, Replay, Scan, WedgeDecoder
from hardware.scanner.wedge_settings import WedgeSettings
from pos_app.domain.codes.scan import ScanData
from pos_app.ui.key_press import KeyPress, key_press
from pos_app.ui.keyboard_scanner import KeyboardScanner

# A key is stamped when it is pressed and comes a little later: so long a key in time is waited for.
_ARRIVAL_MS = 10
_X11_OFFSET = 8
_log = logging.getLogger("kopilka.ui")


@dataclass(slots=True)
class _Held:
    """A press that waits for its decision, and its release if that has come already."""

    stroke: KeyStroke
    press: QKeyEvent
    release: QKeyEvent | None = None


class ScanFilter(QObject):
    """``on_scan`` gets whole codes. ``take_key`` is asked first for a person's keys; False sends them to the focus.

    ``keyboard``: a scanner whose set-up may change, and whose keys a lesson may want to see.
    """

    def __init__(
        self,
        decoder: WedgeDecoder,
        on_scan: Callable[[ScanData], None],
        take_key: Callable[[KeyPress], bool],
        parent: QObject | None = None,
        keyboard: KeyboardScanner | None = None,
    ) -> None:
        super().__init__(parent)
        self._decoder = decoder
        self._keyboard = keyboard
        if keyboard is not None:
            keyboard.on_use = self._use
        self._on_scan = on_scan
        self._take_key = take_key
        self._held: list[_Held] = []
        self._swallowed: set[int] = set()
        self._replaying = False
        self._window: QWindow | None = None
        self._deadline = QTimer(self, singleShot=True)
        self._deadline.setTimerType(Qt.TimerType.PreciseTimer)
        self._deadline.timeout.connect(self._look_once_more)
        self._last_look = QTimer(self, singleShot=True, interval=0)
        self._last_look.timeout.connect(self._flush)
        offset = _X11_OFFSET if QGuiApplication.platformName() == "xcb" else 0
        self._offset = offset

    def watch(self, window: QWindow) -> None:
        """Take the keys of this native window."""
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self._replaying or not isinstance(event, QKeyEvent):
            return False
        if kind == QEvent.Type.KeyPress:
            return self._press(event)
        if kind == QEvent.Type.KeyRelease:
            return self._release(event)
        return False

    def _press(self, event: QKeyEvent) -> bool:
        stroke = self._stroke(event)
        if self._is_recorded(stroke, event):
            return True
        swallow = False
        for decision in self._decoder.feed(stroke):
            swallow = self._decide(decision, stroke, event)
        self._arm(stroke.time_ms)
        return swallow

    def _is_recorded(self, stroke: KeyStroke, event: QKeyEvent) -> bool:
        """A lesson gets every key but Esc and those of the bar; F8 may be a scanner's separator."""
        recorder = self._keyboard.recorder if self._keyboard is not None else None
        name = key_press(event).name
        if recorder is None or name == "Esc" or (len(name) > 1 and name[0] == "F" and name != "F8"):
            return False
        recorder(stroke)
        return True

    def _use(self, settings: WedgeSettings) -> None:
        """Another set-up of the scanner; what is held now was decided by the old one's time."""
        self._replay(tuple(held.stroke for held in self._held))
        self._decoder = self._decoder.with_settings(settings)
        self._deadline.stop()
        self._last_look.stop()

    def _decide(self, decision: Decision, stroke: KeyStroke, event: QKeyEvent) -> bool:
        """Act on one decision about ``stroke``; whether the event is swallowed."""
        match decision:
            case Hold():
                self._held.append(_Held(stroke, event.clone()))
                return True
            case Pass():
                return self._take_key(key_press(event))
            case Replay(strokes):
                self._replay(strokes)
                return False
            case Scan(data):
                self._swallow(event)
                self._on_scan(data)
                return True

    def _release(self, event: QKeyEvent) -> bool:
        if not event.isAutoRepeat():
            stroke = self._stroke(event)
            self._decoder.release(stroke.key, stroke.time_ms)
            self._arm(stroke.time_ms)
        code = event.nativeScanCode() or event.key()
        for held in reversed(self._held):
            if (held.press.nativeScanCode() or held.press.key()) == code:
                held.release = event.clone()
                return True
        if code in self._swallowed:
            if not event.isAutoRepeat():
                self._swallowed.discard(code)
            return True
        return False

    def _swallow(self, suffix: QKeyEvent) -> None:
        """The keys of a scan are gone; their releases still to come must not reach a widget either."""
        pressed = [held.press for held in self._held if held.release is None]
        self._swallowed.update(press.nativeScanCode() or press.key() for press in (*pressed, suffix))
        self._held.clear()

    def _replay(self, strokes: tuple[KeyStroke, ...]) -> None:
        # Held strokes that the decoder did not keep (a stutter, the LF of CR LF) are gone with the burst.
        mine = [held for held in self._held if held.stroke in strokes]
        self._held.clear()
        for held in mine:
            window = self._window
            if self._take_key(key_press(held.press)) or window is None:
                continue
            self._send(window, held.press)
            if held.release is not None:
                self._send(window, held.release)

    def _send(self, window: QWindow, event: QKeyEvent) -> None:
        self._replaying = True
        try:
            QCoreApplication.sendEvent(window, event)
        finally:
            self._replaying = False

    def _arm(self, now_ms: int) -> None:
        deadline_ms = self._decoder.deadline_ms
        self._last_look.stop()
        if deadline_ms is None:
            self._deadline.stop()
        else:
            self._deadline.start(max(0, deadline_ms - now_ms) + _ARRIVAL_MS)

    def _look_once_more(self) -> None:
        # After a stall the timer may come before keys that have arrived already: let them in first.
        self._last_look.start()

    def _flush(self) -> None:
        deadline_ms = self._decoder.deadline_ms
        if deadline_ms is None:
            return
        for decision in self._decoder.flush(deadline_ms):
            match decision:
                case Replay(strokes):
                    self._replay(strokes)
                case Scan(data):
                    self._held.clear()
                    self._on_scan(data)
                case _:
                    _log.error("scan_filter=unexpected decision=%s", type(decision).__name__)

    def _stroke(self, event: QKeyEvent) -> KeyStroke:
        modifiers = event.modifiers()
        code = event.nativeScanCode()
        return KeyStroke(
            key=max(0, code - self._offset) if code else 0,
            text=event.text(),
            time_ms=event.timestamp(),
            shift=bool(modifiers & Qt.KeyboardModifier.ShiftModifier),
            ctrl=bool(modifiers & Qt.KeyboardModifier.ControlModifier),
            alt=bool(modifiers & Qt.KeyboardModifier.AltModifier),
            meta=bool(modifiers & Qt.KeyboardModifier.MetaModifier),
            auto_repeat=event.isAutoRepeat(),
        )
