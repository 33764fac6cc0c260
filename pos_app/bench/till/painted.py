"""Knows what has been painted: the end of each update of the window, and the widgets that were painted in it."""

import time

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from pos_app.bench.till.stopwatch import Stopwatch

PAINT = "paint"


class Painted(QObject):
    """``updated`` comes after each update of the window: everything that had changed is painted and on its way out."""

    updated = Signal()

    def __init__(self, window: QWidget, stopwatch: Stopwatch) -> None:
        super().__init__()
        self._window = window
        self._stopwatch = stopwatch
        self._watched: dict[QObject, str] = {}
        self._painted: set[str] = set()
        self.ended_ns = 0
        window.installEventFilter(self)

    def watch(self, widget: QWidget, name: str) -> None:
        """Notice when this widget is painted."""
        self._watched[widget] = name
        widget.installEventFilter(self)

    def has(self, name: str) -> bool:
        """Whether the last update painted the widget."""
        return name in self._painted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Paint and watched in self._watched:
            self._painted.add(self._watched[watched])
        elif kind == QEvent.Type.UpdateRequest and watched is self._window:
            # The window's own answer to this event is to paint; it is called here to see it end.
            self._painted.clear()
            with self._stopwatch.part(PAINT):
                watched.event(event)
            self.ended_ns = time.monotonic_ns()
            self.updated.emit()
            return True
        return False
