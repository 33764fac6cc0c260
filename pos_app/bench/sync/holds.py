"""Hundreds of tills that ask one server for holds: how long a cashier waits.

Requests are due at moments set beforehand, whether or not the earlier ones were answered; the time counts from when a
request was due, so a server that falls behind cannot hide it.
"""

import threading
import time
from pathlib import Path
from queue import SimpleQueue
from random import Random

from pos_app.bench.benches import Progress
from pos_app.bench.figure import Table
from pos_app.bench.sync.ground import DATABASES, Ground, ground
from pos_app.bench.sync.sizes import Sizes
from pos_app.bench.sync.till_request import Wire
from pos_app.bench.sync.words import milliseconds
from pos_app.domain.reservation.kind import ReservationKind
from pos_app.scratch.shop import customer_id
from sync.protocol.encoding import encode
from sync.protocol.limits import RESERVE_PATH
from sync.protocol.reservation import ReserveRequest
from sync.server.central import system_id

_CUSTOMERS = 2_000
_PER_SECOND = 50
_SENDERS = 32
_POINTS = 1_000
_HEAD_START_NS = 200_000_000
_NS = 1_000_000_000


def holds(parent: Path, sizes: Sizes, progress: Progress) -> Table:
    """Both databases."""
    rows = []
    for database in DATABASES:
        progress(f"{sizes.holding_tills} tills ask for holds, {database}")
        with ground(parent, database, _CUSTOMERS, sizes.holding_tills) as place:
            times = _asked(place, sizes)
        cells = (milliseconds(times, 50), milliseconds(times, 99), milliseconds(times, 100))
        rows.append((database, str(sizes.holding_tills), str(len(times)), *cells))
    note = f"{_PER_SECOND} holds a second in all, at moments by chance; measured from when each was due"
    head = ("database", "tills", "holds", "median", "p99", "worst")
    return Table("holds", "a hold asked for at the counter", head, tuple(rows), note)


def _asked(place: Ground, sizes: Sizes) -> list[int]:
    total = sizes.holding_tills * sizes.holds_each
    chance = Random(1)
    moments = sorted(chance.randrange(total * _NS // _PER_SECOND) for _ in range(total))
    due: SimpleQueue[tuple[int, int] | None] = SimpleQueue()
    wires = [Wire(place.url, till.identity) for till in place.tills]
    locks = [threading.Lock() for _ in wires]
    begin = time.monotonic_ns() + _HEAD_START_NS
    order = [number % len(wires) for number in range(total)]
    chance.shuffle(order)
    for moment, till in zip(moments, order, strict=True):
        due.put((begin + moment, till))
    times: list[int] = []
    failed: list[Exception] = []

    def send() -> None:
        while (task := due.get()) is not None and not failed:
            at, till = task
            time.sleep(max(0, at - time.monotonic_ns()) / _NS)
            person = customer_id((at + till * 7) % _CUSTOMERS)
            request = ReserveRequest(system_id(), person, ReservationKind.HOLD, _POINTS, 1)
            try:
                with locks[till]:
                    wires[till].post(RESERVE_PATH, encode(request))
            except Exception as error:
                failed.append(error)
                return
            times.append(time.monotonic_ns() - at)

    threads = [threading.Thread(target=send) for _ in range(_SENDERS)]
    for _ in threads:
        due.put(None)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for wire in wires:
        wire.close()
    if failed:
        raise failed[0]
    return times
