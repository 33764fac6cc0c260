"""A till without a screen as a program of its own: sells, sends, says ``drained`` when its queue is empty.

``python -m tests.sync.client.selling_till FOLDER URL DAY COUNT``
"""

import sys
import time
from datetime import date
from pathlib import Path

from tests.end_to_end.both_books import till_operations
from tests.sync.client import till_side
from tests.sync.client.till_side import Till
from tests.sync.server.shop import OLGA


def main(folder: Path, url: str, day: date, count: int) -> None:
    till_side.PATIENCE_SECONDS = 100.0
    till = Till(folder)
    till.connect(url)
    sales = []
    for number in range(count):
        sales.append(till.sell(OLGA if number % 2 else None, day))
        if number % 7 == 3:
            till.take_back(sales[-1], {"line-0": 1})
        time.sleep(0.1)  # so that sales are made while messages are under way
    print("sold", flush=True)
    sys.stdin.readline()
    till.nudge()
    # The last status may be from before the last sale: the books are asked as well.
    till.wait_for(
        lambda status: status.queue_depth == 0 and all(state for *_, state in till_operations(folder / "till.db"))
    )
    print("drained", flush=True)
    till.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], date.fromisoformat(sys.argv[3]), int(sys.argv[4]))
