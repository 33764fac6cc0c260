"""The demo's server is a real process: started again at the same address when it died, and ended with the till."""

import os
import signal
import socket
import stat
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos_app.bootstrap.demo import with_server
from pos_app.bootstrap.demo_server import KeptServer, ReservedPort
from pos_app.bootstrap.secrets_file import load_or_make_secrets
from pos_app.bootstrap.till_home import TillHome
from pos_app.settings import Settings
from sync.client.failure import ExchangeFailedError, FailureKind
from sync.client.http import HttpDoor
from sync.client.request_signer import TillIdentity
from sync.protocol.pull import PullRequest
from sync.protocol.rows import Stream
from sync.protocol.status import Link
from sync.server.audit.report import audit
from sync.server.central import open_home
from tests.sync.client.till_side import Till
from tests.sync.server.running import fill_home
from tests.sync.server.shop import IVAN

PATIENCE = 60.0

LISTENER = """
import socket, sys
server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", int(sys.argv[1])))
server.listen()
print("listening", flush=True)
{then}
"""


def listener(then: str) -> Callable[[int], Sequence[str]]:
    return lambda port: [sys.executable, "-c", LISTENER.format(then=then), str(port)]


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.02)


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except ConnectionRefusedError:
        return False
    return True


def another_pid(server: KeptServer, before: int) -> int:
    """Of the child that was started after that one."""
    until(lambda: server.pid not in (None, before))
    return server.pid or 0


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_reserved_port_refuses_until_somebody_listens_and_is_given_to_nobody_else() -> None:
    port = ReservedPort()
    assert not answers(port.number)
    with socket.socket() as stranger, pytest.raises(OSError, match="in use"):
        stranger.bind(("127.0.0.1", port.number))
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("127.0.0.1", port.number))
        server.listen()
        assert answers(port.number)
    assert not answers(port.number)
    port.close()


@pytest.mark.allow_log("demo server ended")
def test_a_killed_server_comes_back_at_the_same_address_and_ends_with_the_till(tmp_path: Path) -> None:
    with KeptServer(listener("sys.stdin.read()"), tmp_path / "out", restart_seconds=0.3) as server:
        port = int(server.url.rpartition(":")[2])
        first = 0
        for _ in range(2):
            first = another_pid(server, first)
            until(lambda: answers(port))
            os.kill(first, signal.SIGKILL)
            until(lambda: not answers(port))
        last = another_pid(server, first)
        until(lambda: answers(port))
    assert not alive(last)
    assert not answers(port)
    assert (tmp_path / "out").read_text().count("listening") == 3


@pytest.mark.allow_log("does not end, killed")
def test_a_server_that_does_not_end_is_killed(tmp_path: Path) -> None:
    stubborn = listener("import time; time.sleep(600)")
    with KeptServer(stubborn, tmp_path / "out", stop_patience_seconds=0.2) as server:
        until(lambda: (tmp_path / "out").read_text() != "")
        pid = another_pid(server, 0)
    assert not alive(pid)


@pytest.mark.allow_log("demo server ended")
def test_leaving_while_it_waits_to_start_again_does_not_wait(tmp_path: Path) -> None:
    with KeptServer(listener(""), tmp_path / "out", restart_seconds=600) as server:
        pid = another_pid(server, 0)
        until(lambda: not alive(pid))
        began = time.monotonic()
    assert time.monotonic() - began < 60
    assert not [thread for thread in threading.enumerate() if thread.name == "demo-server"]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.slow
@pytest.mark.allow_log("demo server ended")
def test_the_demo_shops_server_lives_through_a_kill_and_keeps_its_files_private(tmp_path: Path) -> None:
    home, server_home = TillHome(tmp_path / "till"), tmp_path / "server"
    with with_server(server_home, home, Settings(), restart_seconds=0.3) as settings:
        secrets = load_or_make_secrets(home.secrets, "")
        identity = TillIdentity(secrets.till_id, secrets.signing_key)
        door = HttpDoor(settings.server_url, identity, lambda: datetime.now(UTC))
        rows = _first_page(door)
        assert (mode(server_home), mode(server_home / "server.db")) == (0o700, 0o600)
        assert mode(server_home / "secrets.json") == 0o600
        pid = _listening_pid(int(settings.server_url.rpartition(":")[2]))
        os.kill(pid, signal.SIGKILL)
        until(lambda: _failure(door) is FailureKind.SERVER_DOWN)
        assert _first_page(door) == rows
        door.close()
        last = _listening_pid(int(settings.server_url.rpartition(":")[2]))
        assert last != pid
    assert not alive(last)


@pytest.mark.slow
@pytest.mark.allow_log("demo server ended")
def test_the_queue_drains_by_itself_when_the_killed_server_is_back(tmp_path: Path) -> None:
    home, may_start = tmp_path / "server", tmp_path / "may start"
    today = fill_home(home)
    till = Till(tmp_path / "till")
    may_start.touch()

    def command(port: int) -> list[str]:
        return [
            *("/bin/sh", "-c", 'while [ ! -e "$0" ]; do sleep 0.05; done; exec "$@"', str(may_start)),
            *(sys.executable, "-m", "pos_app", "--home", str(home), "server", "--port", str(port)),
            "--until-input-ends",
        ]

    with KeptServer(command, tmp_path / "out", restart_seconds=0.1) as server:
        till.connect(server.url)
        till.sell(IVAN, today)
        till.wait_for(lambda status: status.link is Link.ONLINE and status.queue_depth == 0)
        may_start.unlink()  # not before the till has noticed
        os.kill(another_pid(server, 0), signal.SIGKILL)
        sold = till.sell(IVAN, today)
        till.wait_for(lambda status: status.link is Link.SERVER_DOWN and status.queue_depth > 0)
        may_start.touch()
        till.wait_for(lambda status: status.link is Link.ONLINE and status.queue_depth == 0)
        if till.worker is not None:
            till.worker.stop()
    till.books.close()
    central = open_home(home)
    report = audit(central.engine)
    central.close()
    assert sold.earned > 0
    assert (report.findings, report.receipts) == ((), {"sale": 2})


def _first_page(door: HttpDoor) -> int:
    found: list[int] = []

    def loaded() -> bool:
        try:
            found.append(len(door.pull(PullRequest(Stream.STAFF, None)).rows))
        except ExchangeFailedError:
            return False
        return True

    until(loaded)
    return found[-1]


def _failure(door: HttpDoor) -> FailureKind | None:
    try:
        door.pull(PullRequest(Stream.STAFF, None))
    except ExchangeFailedError as failed:
        return failed.kind
    return None


def _listening_pid(port: int) -> int:
    """Which of this process's children was told this port."""
    for children in Path("/proc/self/task").glob("*/children"):
        for pid in children.read_text().split():
            if str(port) in Path(f"/proc/{pid}/cmdline").read_text().split("\0"):
                return int(pid)
    raise LookupError(port)
