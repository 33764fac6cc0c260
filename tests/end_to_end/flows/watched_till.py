"""The till as ``./till run`` starts it, with an observer: ``python -m tests.end_to_end.flows.watched_till THREADS …``.

The arguments behind THREADS are those of ``./till``. The observer presses nothing: it tells which screen and dialog is
in front, what the open sale holds and where what may be touched stands. Keys and touches come from the X server.
"""

import sys
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint

from pos_app.bench.crawl.observer import Observer, tell_threads_to, window_looks
from pos_app.cli import main as till
from pos_app.ui.main_window import MainWindow
from pos_app.ui.screens.sale import SaleScreen


class SaleObserver(Observer):
    """Tells of the sale, too."""

    def looks(self, window: MainWindow) -> dict[str, Any]:
        ui, screen = window._ui, window.current
        state = ui.services.sale.state
        told: dict[str, Any] = {
            "lines": [line.quantity for line in state.basket.lines],
            "discount": state.priced.list_kopecks - state.priced.net_kopecks,
            "points": state.priced.points_kopecks,
            "line_points": [line.points_kopecks for line in state.priced.lines],
            "customer": state.panel.customer.name if state.panel is not None else "",
            "held": len(ui.services.sale.held()),
            "link": ui.session.status.link.value,
            "receipt": window.strip.last_receipt_number,
            "step": getattr(getattr(screen, "_step", None), "name", ""),
        }
        if screen.name == "shift" and ui.services.shifts.current() is not None:
            told["drawer_kopecks"] = ui.services.shifts.x_report().expected_cash_kopecks
        if isinstance(screen, SaleScreen):
            rows = range(screen.model.rowCount())
            places = [screen.table.visualRect(screen.model.index(row, 1)).center() for row in rows]
            found = [screen.table.viewport().mapToGlobal(QPoint(place)) for place in places]
            told["rows"] = [(place.x(), place.y()) for place in found]
        return {**window_looks(window), **told}


def main() -> int:
    tell_threads_to(Path(sys.argv[1]))
    observer = SaleObserver()
    threading.Thread(target=observer.read, name="looks", daemon=True).start()
    return till(sys.argv[2:])


if __name__ == "__main__":
    raise SystemExit(main())
