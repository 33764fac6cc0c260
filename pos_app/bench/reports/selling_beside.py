"""Receipts that come in while reports are opened: a process of its own, as another worker of the server.

``python -m pos_app.bench.reports.selling_beside HOME URL NOW_MS``; it ends when its input does.
"""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pos_app.scratch.sales import TillStream
from pos_app.scratch.shop import PROGRAMME, customer_id
from sync.server.central import Central, open_home, system_id
from sync.server.database import reading
from sync.server.enrolment import present_till
from sync.server.web.exchange import push

SCRATCH_CUSTOMERS = 2_000
RECEIPTS_A_SECOND = 20
_TILL, _CODE = "till-0001", "1"
_BATCH = 10
_PAUSE_SECONDS = _BATCH / RECEIPTS_A_SECOND


class SellingFailedError(RuntimeError):
    """The process that brings receipts in ended by itself."""


@contextmanager
def selling(home: Path, database_url: str, now: datetime) -> Iterator[None]:
    """Receipts come in as long as the block runs. Raises :class:`SellingFailedError`."""
    command = [sys.executable, "-m", __spec__.name, str(home), database_url, str(int(now.timestamp() * 1000))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        if process.stdin is None or process.stdout is None:
            raise SellingFailedError("no pipe to the process that brings receipts in")
        if process.stdout.readline().strip() != "selling":
            raise SellingFailedError(f"it ended with code {process.wait()}")
        yield
        if process.poll() is not None:
            raise SellingFailedError(f"it ended with code {process.returncode}")
        process.stdin.close()
        process.wait()


def at_time(central: Central, now: datetime) -> Central:
    """The same server, by a clock that says ``now`` at this moment and goes on from there."""
    begun = time.monotonic()
    return replace(central, now=lambda: now + timedelta(seconds=time.monotonic() - begun))


def _sell(central: Central) -> None:
    ended = threading.Event()
    threading.Thread(target=_until_input_ends, args=[ended], daemon=True).start()
    with reading(central.engine) as connection:
        till = present_till(connection, _TILL)
    stream = TillStream(_TILL, _CODE, PROGRAMME, central.incarnation)
    sold = 0
    while True:
        for _ in range(_BATCH):
            stream.sell(system_id(), customer_id(sold % SCRATCH_CUSTOMERS), central.now(), central.today())
            sold += 1
        request = stream.request(_BATCH)
        push(central, till, request)
        stream.settled({message.op_id for message in request.operations})
        if sold == _BATCH:
            print("selling", flush=True)
        if ended.wait(_PAUSE_SECONDS):
            return


def _until_input_ends(ended: threading.Event) -> None:
    sys.stdin.read()
    ended.set()


def _main(home: str, database_url: str, now_ms: str) -> None:
    now = datetime.fromtimestamp(int(now_ms) / 1000, UTC)
    central = at_time(open_home(Path(home), database_url=database_url), now)
    try:
        _sell(central)
    finally:
        central.close()


if __name__ == "__main__":
    _main(*sys.argv[1:])
