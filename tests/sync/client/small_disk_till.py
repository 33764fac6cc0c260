"""A till without a screen on a small disk of its own that becomes full: ``python small_disk_till.py FOLDER URL DAY``.

FOLDER is the disk. Writes what became of each step as JSON, a line each: what was told, and what was refused and why.
"""

import json
import logging
import os
import sys
import threading
import time
from datetime import UTC, date, datetime
from pathlib import Path

from hardware.device import PrinterError
from hardware.printer.file_target import FileTarget
from hardware.printer.print_job import PrintJob
from pos_app.domain.transaction.errors import StoreError
from pos_app.logs.log_file import start_logging
from tests.end_to_end.both_books import rows, till_operations
from tests.sync.client import till_side
from tests.sync.client.till_side import Till
from tests.sync.own_disk import fill_to_the_last_byte
from tests.sync.server.shop import OLGA

ROUNDS = 30


class NotStored(logging.Handler):
    """Notices that the till's other thread could not store what came."""

    def __init__(self) -> None:
        super().__init__()
        self.happened = threading.Event()

    def emit(self, record: logging.LogRecord) -> None:
        if "could not be stored" in record.getMessage():
            self.happened.set()


def tell(**what: object) -> None:
    print(json.dumps(what), flush=True)


def sell(till: Till, day: date) -> None:
    """One sale, told as stored or refused."""
    try:
        tell(sold=till.sell(OLGA, day).receipt_id)
    except StoreError as error:
        tell(refused=error.key)


def print_paper(folder: Path) -> None:
    """A paper that finds no room; what the sync thread gave back since the disk was full is filled up again."""
    target = FileTarget(folder / "printer", lambda: datetime.now(UTC))
    while True:
        try:
            target.send(PrintJob("receipt", b"x" * 40_000, "x" * 40_000))
        except PrinterError as error:
            tell(paper=error.key)
            return
        fill_to_the_last_byte(folder)


def main(folder: Path, url: str, day: date) -> None:
    till_side.PATIENCE_SECONDS = 100.0
    books = folder / "till.db"
    logs = start_logging(folder, "till", console_level=None)
    not_stored = NotStored()
    logging.getLogger("sync.client.worker").addHandler(not_stored)
    till = Till(folder)
    till.connect(url)
    till.wait_for(lambda status: status.first_load_done)
    sell(till, day)
    till.wait_for(lambda status: status.queue_depth == 0)
    tell(goods=till.goods_count())
    filler = fill_to_the_last_byte(folder)
    tell(free=os.statvfs(folder).f_bavail)
    print_paper(folder)
    for _ in range(ROUNDS):
        sell(till, day)
        logging.getLogger("till").info("x" * 2_000)
    tell(full=True)
    goods = int(sys.stdin.readline())  # the server has so many now
    not_stored.happened.clear()
    till.nudge()
    tell(noticed=not_stored.happened.wait(100), goods=till.goods_count())
    sell(till, day)
    filler.unlink()
    sell(till, day)
    # The last status may be from before the last sale: the books are asked as well.
    till.wait_for(lambda status: not status.queue_depth and all(state for *_, state in till_operations(books)))
    while till.goods_count() < goods:
        time.sleep(0.05)
    tell(operations=[op_id for op_id, _, _ in till_operations(books)], link=till.wait_for(bool).link.value)
    till.close()
    tell(books=rows(books, "PRAGMA integrity_check"), cache=rows(folder / "cache.db", "PRAGMA integrity_check"))
    logs.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], date.fromisoformat(sys.argv[3]))
