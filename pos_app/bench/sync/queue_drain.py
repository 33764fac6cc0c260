"""A day's queue of one till through the till's own store and door: in batches, and one POST for each receipt."""

import tempfile
import time
from pathlib import Path

from pos_app.bench.benches import Progress
from pos_app.bench.figure import Table
from pos_app.bench.sync.ground import DATABASES, Ground, ground
from pos_app.bench.sync.sizes import Sizes
from pos_app.bench.sync.till_books import sales, till_books
from pos_app.bench.sync.words import rate, ratio, seconds
from sync.client.http import HttpDoor
from sync.protocol.limits import MAX_BATCH_OPERATIONS
from sync.protocol.push import PushRequest, message_of
from sync.server.central import system_now
from sync.store.books import open_outbox

_CUSTOMERS = 500


def queue_drain(parent: Path, sizes: Sizes, progress: Progress) -> Table:
    """Both databases; two tills with the same queue each."""
    rows = []
    for database in DATABASES:
        progress(f"a till's queue into {database}")
        with ground(parent, database, _CUSTOMERS, 2) as place:
            batches = _drained(parent, place, 0, sizes.queue_receipts, MAX_BATCH_OPERATIONS)
            singly = _drained(parent, place, 1, sizes.queue_receipts, 1)
        fast, slow = rate(sizes.queue_receipts, batches), rate(sizes.queue_receipts, singly)
        rows.append((f"{database}: batches of {MAX_BATCH_OPERATIONS}", seconds(batches), str(fast), ratio(fast, slow)))
        rows.append((f"{database}: a POST for each receipt", seconds(singly), str(slow), ""))
    note = f"{sizes.queue_receipts} receipts of 5 lines; read from the till's file, sent, confirmed in the file"
    return Table("drain", "a till's queue after an outage", ("way", "time", "receipts/s", "ratio"), tuple(rows), note)


def _drained(parent: Path, place: Ground, number: int, receipts: int, at_most: int) -> int:
    till = place.tills[number]
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        path = Path(folder) / "till.db"
        with till_books(path, till.identity.till_id, system_now()) as books:
            for record, entries in sales(range(1, receipts + 1), _CUSTOMERS, system_now(), place.day):
                books.record_sale(record, entries)
        outbox = open_outbox(path)
        door = HttpDoor(place.url, till.identity, system_now)
        try:
            begin = time.monotonic_ns()
            while sent := outbox.pending(at_most):
                messages = tuple(message_of(each) for each in sent)
                incarnation = till.stream.incarnation
                request = PushRequest(
                    till.identity.till_id, 1, outbox.last_issued_seq(), messages, incarnation=incarnation
                )
                outbox.confirm(sent, door.push(request).results, system_now())
            return time.monotonic_ns() - begin
        finally:
            door.close()
            outbox.close()
