"""``python tests/ui/till_window.py``: the demo till's real window with an open shift; says on stdout what happens.

The log of ``kopilka.ui`` goes there line by line, and ``basket=CODE×QUANTITY,… customer=ID line=TEXT`` when it changes.
"""

import logging
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QTimer

from tests.ui.stage import Stage

POLL_MS = 5


def main() -> int:
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logging.getLogger("kopilka.ui").addHandler(handler)
    logging.getLogger("kopilka.ui").setLevel(logging.INFO)
    stage = Stage()
    stage.open_shift()
    told = ""

    def tell() -> None:
        nonlocal told
        state = stage.till.services.sale.state
        lines = ",".join(f"{line.item.codes[0]}×{line.quantity // 1000}" for line in state.basket.lines)
        entry = stage.screen.entry.text() if stage.screen.entry is not None else ""
        now = f"basket={lines} customer={state.basket.customer_id} line={entry}"
        if now != told:
            told = now
            print(now, flush=True)

    def stall() -> None:
        """A busy window: the keys of a scan arrive in lumps."""
        import time

        time.sleep(0.1)

    polling = QTimer(interval=POLL_MS)
    polling.timeout.connect(tell)
    polling.start()
    stalling = QTimer(interval=350)
    stalling.timeout.connect(stall)
    if "--stall" in sys.argv:
        stalling.start()
    print("window=ready", flush=True)
    return stage.ui.app.exec()


if __name__ == "__main__":
    raise SystemExit(main())
