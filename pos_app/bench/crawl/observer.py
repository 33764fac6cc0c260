"""The demo till's program with somebody who looks at its window: ``python -m pos_app.bench.crawl.observer ARGUMENTS``.

ARGUMENTS are ``--home`` and those of ``./till demo``. Every line ``look`` on standard input is answered by one JSON
line on standard output: which screen and dialog is in front, and where on the screen what may be touched is. Nothing is
pressed here: keys and clicks come from the X server. ``close`` closes the window as a person does. A signal makes the
process tell what each of its threads does (:func:`tell_threads_to`).
"""

import argparse
import faulthandler
import json
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, QPoint, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLineEdit, QWidget

from pos_app.bench.crawl.till_seen import THREADS_FILE
from pos_app.bootstrap.demo import run_demo
from pos_app.bootstrap.till_program import add_screen_arguments
from pos_app.ui.main_window import MainWindow
from pos_app.ui.screens.sale import SaleScreen
from pos_app.ui.screens.screen import Screen


class Observer(QObject):
    """Lives on the UI thread; lines of standard input reach it through Qt's queue: its answer shows that Qt works."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def read(self) -> None:
        """The body of a thread: one signal a line."""
        for line in sys.stdin:
            self.asked.emit(line.strip())

    def _answer(self, order: str) -> None:
        window = _till_window()
        if order == "close" and window is not None:
            window.close()
        told = {"shown": False} if window is None else self.looks(window)
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()

    def looks(self, window: MainWindow) -> dict[str, Any]:
        """What is told of a window."""
        return window_looks(window)


def tell_threads_to(path: Path) -> None:
    """From now on SIGUSR1 adds to the file where each thread stands, even if the interpreter is stuck."""
    faulthandler.register(signal.SIGUSR1, path.open("a", encoding="utf-8"), all_threads=True)


def _till_window() -> MainWindow | None:
    return next((each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)), None)


def window_looks(window: MainWindow) -> dict[str, Any]:
    """JSON of a window: screen, dialog, what makes keys work, and where what may be touched is, in screen pixels."""
    screen = window.current
    entry = screen.entry if screen is not None else None
    return {
        "shown": window.isVisible() and screen is not None,
        "window": int(window.winId()),
        "screen": screen.name if screen is not None else "",
        "dialog": _dialog(screen),
        "basket": _basket(screen),
        "coupons": len(screen.state.basket.coupons) if isinstance(screen, SaleScreen) else 0,
        "help": window.help.isVisible(),
        "busy": window.is_busy,
        "secret": entry is not None and entry.echoMode() is QLineEdit.EchoMode.Password,
        "typed": entry is not None and bool(entry.text()),
        "error": entry.error if entry is not None else "",
        "queue": window._ui.session.status.queue_depth,
        "keys": [] if screen is None else [each.key for each in (*screen.keys(), *screen.hidden_keys())],
        "touch": _touchable(window),
    }


def _dialog(screen: Screen | None) -> str:
    return str(getattr(screen, "dialog_name", ""))


def _basket(screen: Screen | None) -> str:
    """What makes other keys work on the sale screen."""
    if not isinstance(screen, SaleScreen):
        return ""
    basket = screen.state.basket
    return "+goods" * bool(basket.lines) + "+customer" * (basket.customer_id is not None)


def _touchable(window: MainWindow) -> list[dict[str, Any]]:
    found = []
    for kind in (QAbstractButton, QAbstractItemView, QLineEdit):
        for widget in window.findChildren(kind):
            if widget.isVisible() and widget.isEnabled() and not widget.visibleRegion().isEmpty():
                place = _place(window, widget)
                if place is not None:
                    text = widget.text() if isinstance(widget, QAbstractButton) else ""
                    told = {"name": _name(widget), "text": text, "label": widget.accessibleName()}
                    found.append({**told, "x": place.x(), "y": place.y(), "pad": len(text) == 1})
    return found


def _place(window: MainWindow, widget: QWidget) -> QPoint | None:
    """A point where a finger meets the widget and nothing that lies over it."""
    inside = widget.visibleRegion().boundingRect().center()
    hit = window.childAt(widget.mapTo(window, inside))
    if hit is None or not (hit is widget or widget.isAncestorOf(hit)):
        return None
    return widget.mapToGlobal(inside)


def _name(widget: QWidget) -> str:
    name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
    digits = str.maketrans("0123456789", "#" * 10)
    # A pad's digit is a button of its own; sums and receipt numbers in a name are not.
    return f"{type(widget).__name__}:{name if len(name) < 3 else name.translate(digits)[:60]}"


def _keep_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if kind is not QtMsgType.QtDebugMsg:
        sys.stderr.write(f"{kind.name}: {message}\n")
        sys.stderr.flush()


def main() -> int:
    """Run the demo until its window is closed; the exit code of ``./till demo``."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    add_screen_arguments(parser)
    args = parser.parse_args(namespace=argparse.Namespace(reset=False))
    qInstallMessageHandler(_keep_message)
    tell_threads_to(args.home / THREADS_FILE)
    observer = Observer()
    threading.Thread(target=observer.read, name="crawl-orders", daemon=True).start()
    return run_demo(args)


if __name__ == "__main__":
    raise SystemExit(main())
