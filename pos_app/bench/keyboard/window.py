"""The window of the campaign, a process of its own: the till's key filter before fields, a panel and stalls.

Orders come as JSON lines on standard input: ``{"focus": "field" | "panel" | "button"}``, ``{"stalls": true}``,
``{"clear": true}``, each answered by ``{"done": …}``. What happens is told as JSON lines: ``{"scan": …, "ns": …}``,
``{"text": …, "of": …}`` for a field that changed, ``{"pressed": true}`` for the button.
"""

import json
import random
import sys
import time
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from hardware.scanner.wedge import WedgeDecoder
from hardware.scanner.wedge_settings import WedgeSettings
from pos_app.domain.codes import gs1_elements
from pos_app.domain.codes.classifier import classify
from pos_app.domain.codes.code import UnknownCode
from pos_app.domain.codes.scan import ScanData
from pos_app.ui.scan_filter import ScanFilter

_STALL_S = 0.1
_STALL_EVERY_MS = (150, 600)


class _Gaps(QObject):
    """The longest pause between the presses of a scan by the events' own time: a busy machine may tear it itself."""

    def __init__(self) -> None:
        super().__init__()
        self._last_ms: int | None = None
        self.longest_ms = 0

    def begin(self) -> None:
        """Forget what was."""
        self._last_ms, self.longest_ms = None, 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or not event.spontaneous():
            return False
        if event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_Control):
            now_ms = event.timestamp()
            if self._last_ms is not None:
                self.longest_ms = max(self.longest_ms, now_ms - self._last_ms)
            self._last_ms = now_ms
        return False


class CampaignWindow(QWidget):
    """A field, a button, and a panel over them with a field of its own, as the till's dialogs are."""

    def __init__(self) -> None:
        super().__init__()
        self._field, self._button = QLineEdit(), QPushButton("button")
        self._panel = QFrame(self)
        self._panel_field = QLineEdit()
        layout = QVBoxLayout(self)
        layout.addWidget(self._field)
        layout.addWidget(self._button)
        QVBoxLayout(self._panel).addWidget(self._panel_field)
        self._panel.setGeometry(50, 80, 300, 120)
        self._panel.hide()
        self._button.clicked.connect(lambda: tell(pressed=True))
        self._field.textChanged.connect(lambda text: tell(text=text, of="field"))
        self._panel_field.textChanged.connect(lambda text: tell(text=text, of="panel"))
        self._chance = random.Random(1)
        self.gaps = _Gaps()
        self._stall = QTimer(self, singleShot=True)
        self._stall.timeout.connect(self._be_busy)

    def obey(self, order: dict[str, Any]) -> None:
        """One order."""
        if "focus" in order:
            self._panel.setVisible(order["focus"] == "panel")
            chosen = {"field": self._field, "panel": self._panel_field, "button": self._button}[order["focus"]]
            chosen.setFocus()
        if "stalls" in order:
            if order["stalls"]:
                self._stall.start(_STALL_EVERY_MS[0])
            else:
                self._stall.stop()
        if order.get("clear"):
            self._field.clear()
            self._panel_field.clear()
        tell(done=order, gap_ms=self.gaps.longest_ms)
        self.gaps.begin()

    def _be_busy(self) -> None:
        time.sleep(_STALL_S)
        self._stall.start(self._chance.randint(*_STALL_EVERY_MS))


def tell(**words: object) -> None:
    """One line for the driver."""
    sys.stdout.write(json.dumps(words, ensure_ascii=True) + "\n")
    sys.stdout.flush()


def _is_known(scan: ScanData) -> bool:
    return not isinstance(classify(scan), UnknownCode)


def main() -> None:
    """Show the window and serve until standard input ends."""
    app = QApplication(sys.argv)
    window = CampaignWindow()

    def on_scan(scan: ScanData) -> None:
        tell(scan=scan.data, ns=time.monotonic_ns())

    keys = ScanFilter(WedgeDecoder(WedgeSettings(), knows=_is_known), on_scan, lambda _press: False, window)
    window.resize(600, 300)
    window.show()
    handle = window.windowHandle()
    if handle is None:
        raise RuntimeError("the window has no native window")
    keys.watch(handle)
    handle.installEventFilter(window.gaps)  # the filter installed last is asked first

    def read_order() -> None:
        line = sys.stdin.readline()
        if line:
            window.obey(json.loads(line))
        else:
            app.quit()

    orders = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, window)
    orders.activated.connect(read_order)
    gs1_elements.make_ready()  # a till does that behind its first screen
    tell(ready=int(window.winId()))
    app.exec()


if __name__ == "__main__":
    main()
