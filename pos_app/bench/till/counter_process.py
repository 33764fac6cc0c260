"""A process that is the till and measures itself: ``python -m pos_app.bench.till.counter_process HOME OUT RUNS KEYS``.

HOME is the till's home, OUT gets the figures (pickled), KEYS is ``xtest`` or ``posted``.
"""

import argparse
import os
import pickle
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from pos_app.bench.benches import BenchError
from pos_app.bench.figure import Figure
from pos_app.bench.till.counter import Counter
from pos_app.bench.till.customer_painted import last_four_painted, phone_painted
from pos_app.bench.till.disk_alone import CommitSizes, DiskAlone
from pos_app.bench.till.hands import Hands, XtestHands
from pos_app.bench.till.posted_hands import PostedHands
from pos_app.bench.till.probes import set_probes
from pos_app.bench.till.receipt_stored import card_stored, cash_stored
from pos_app.bench.till.scan_painted import scan_painted
from pos_app.bench.till.shop_people import shop_people
from pos_app.bench.till.stopwatch import Stopwatch
from pos_app.bootstrap.till_program import run_till_program
from pos_app.settings import load_settings
from pos_app.ui.main_window import MainWindow
from pos_app.ui.ui_settings import DEFAULT_WINDOW_SIZE
from sync.store.draft_store import DraftStore
from sync.store.sale_book import SaleBook


def main(home: Path, out: Path, runs: int, keys: str) -> int:
    """Run the till as `./till run` does; its first turn of the event loop begins the measurement."""
    app = QApplication(sys.argv[:1])
    sizes = CommitSizes()
    sizes.watch(DraftStore, "save_draft")
    sizes.watch(SaleBook, "record_sale")
    stopwatch = Stopwatch()
    set_probes(stopwatch)
    figures: list[Figure] = []
    errors: list[BaseException] = []

    def work() -> None:
        try:
            figures.extend(_measure(home, runs, keys, stopwatch, sizes))
        except BaseException as error:  # Qt would swallow it; it is raised below
            errors.append(error)
        app.quit()

    QTimer.singleShot(0, work)
    screen = argparse.Namespace(
        home=home, language=None, theme=None, full_screen=False, size=DEFAULT_WINDOW_SIZE, customer_window=None
    )
    code = run_till_program(screen)
    if errors:
        raise errors[0]
    if not figures:
        raise BenchError(f"the till ended with code {code} before it was measured")
    out.write_bytes(pickle.dumps(tuple(figures)))
    return 0


def _measure(home: Path, runs: int, keys: str, stopwatch: Stopwatch, sizes: CommitSizes) -> tuple[Figure, ...]:
    window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow))
    today = datetime.now(UTC).astimezone(ZoneInfo(load_settings(home).timezone)).date()
    disk = DiskAlone(home)
    with _hands(keys, window) as hands:
        counter = Counter(window, hands, stopwatch, shop_people(today))
        counter.go_to_work()
        _tell("scans")
        figures = [scan_painted(counter, runs)]
        _tell("phones")
        figures.append(phone_painted(counter, runs))
        figures += last_four_painted(counter, runs)
        _tell("payments")
        figures.append(card_stored(counter, runs, disk, sizes))
        figures.append(cash_stored(counter, runs, disk, sizes))
    disk.close()
    return tuple(figures)


@contextmanager
def _hands(keys: str, window: MainWindow) -> Iterator[Hands]:
    if keys == "posted":
        yield PostedHands(window.windowHandle())
        return
    with XtestHands(dict(os.environ)) as hands:
        hands.focus(int(window.winId()))
        yield hands


def _tell(text: str) -> None:
    print(f"bench: {text} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]))
