"""A real server whose real disk becomes full: it says «later», loses nothing it said it had, and goes on by itself."""

import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
import requests
from sqlalchemy import select

from sync.client.failure import ExchangeFailedError, FailureKind
from sync.client.http import HttpDoor
from sync.protocol.operation import Operation
from sync.protocol.push import Outcome
from sync.server.audit.report import audit
from sync.server.central import open_home, system_now
from sync.server.database import reading
from sync.server.tables import OPERATION
from tests.sync.own_disk import fill_to_the_last_byte, own_disk, seen_by
from tests.sync.server.paper import Stream, sale
from tests.sync.server.running import fill_home, running
from tests.sync.server.shop import OLGA, TILL, identity

DISK = "32m"
BATCH = 50
MOST_BATCHES = 200
"""What is left in the log that SQLite writes into must become full too."""


@dataclass
class BusyTill:
    """Sells and sends; ``told``: what it was told is stored."""

    door: HttpDoor
    day: date
    stream: Stream = field(default_factory=lambda: Stream(TILL))
    told: list[str] = field(default_factory=list)

    def sell(self) -> list[Operation]:
        begin = len(self.stream.operations)
        return [self.stream.add(sale(begin + each, OLGA, day=self.day)) for each in range(1, BATCH + 1)]

    def send(self, batch: list[Operation]) -> None:
        answer = self.door.push(self.stream.request(*batch))
        assert {result.outcome for result in answer.results} == {Outcome.CREATED}
        self.told += [result.op_id for result in answer.results]


def as_killed(process: subprocess.Popen[str], home: Path, to: Path) -> Path:
    """A copy of the server's home as it would be found if the process were killed now: the disk goes with it."""
    process.send_signal(signal.SIGSTOP)
    try:
        return shutil.copytree(home, to, ignore=shutil.ignore_patterns("logs"))
    finally:
        process.send_signal(signal.SIGCONT)


@pytest.mark.slow
def test_a_server_whose_disk_is_full_says_later_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    home, disk = tmp_path / "home", tmp_path / "disk"
    disk.mkdir()
    day = fill_home(home)
    with running(disk, within=own_disk(disk, DISK, home)) as server:
        inside = seen_by(server.process.pid, disk)
        till = BusyTill(HttpDoor(server.url, identity(), system_now), day)
        till.send(till.sell())
        filler = fill_to_the_last_byte(inside)
        refused: ExchangeFailedError | None = None
        for _ in range(MOST_BATCHES):
            waiting = till.sell()
            try:
                till.send(waiting)
            except ExchangeFailedError as error:
                refused = error
                break
        assert refused is not None and (refused.kind, refused.code) == (FailureKind.SERVER_DOWN, "database_unavailable")
        with pytest.raises(ExchangeFailedError, match="server_down"):  # and again: it neither dies nor says yes
            till.send(waiting)
        assert requests.get(f"{server.url}/health/live", timeout=60).status_code == 200
        assert requests.get(f"{server.url}/metrics", timeout=60).status_code == 200
        filler.unlink()
        till.send(waiting)
        till.send(till.sell())
        till.door.close()
        taken = as_killed(server.process, inside, tmp_path / "taken")
        assert server.stop() == 0
    central = open_home(taken)
    with reading(central.engine) as connection:
        stored = connection.execute(select(OPERATION.c.op_id).order_by(OPERATION.c.seq)).scalars().all()
    report = audit(central.engine)
    central.close()
    assert stored == till.told == [each.op_id for each in till.stream.operations]
    assert (report.findings, report.receipts) == ((), {"sale": len(stored)})
