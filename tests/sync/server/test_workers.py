"""The server as several processes on PostgreSQL, and how it ends: real processes, real signals."""

import json
import os
import re
import signal
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from pos_app.cli import main
from sync.client.failure import ExchangeFailedError
from sync.client.http import HttpDoor
from sync.protocol.push import Outcome, PushAnswer
from sync.server.audit.report import audit
from sync.server.central import open_home, system_now
from sync.server.process import GAVE_UP
from tests.sync.server.paper import Stream, sale
from tests.sync.server.running import RunningServer, fill_home, running
from tests.sync.server.shop import IVAN, OTHER_TILL, TILL, identity

PATIENCE_SECONDS = 60.0


@pytest.fixture
def home(tmp_path: Path, postgres_url: str) -> Path:
    """A server's home whose settings name PostgreSQL."""
    (tmp_path / "server.toml").write_text(f'database = "{postgres_url}"\n')
    return tmp_path


def get(server: RunningServer, path: str) -> str:
    with urllib.request.urlopen(server.url + path, timeout=60) as answer:
        return str(answer.read().decode())


def pids(home: Path) -> list[int]:
    lines = (home / "logs" / "server.log").read_text().splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    return [int(found.group(1)) for text in texts if (found := re.search(r"worker \d+ started pid=(\d+)", text))]


def push(server: RunningServer, stream: Stream) -> PushAnswer:
    door = HttpDoor(server.url, identity(stream.till_id), system_now)
    try:
        return door.push(stream.request())
    finally:
        door.close()


@pytest.mark.slow
def test_two_processes_share_the_work_and_the_counts_and_one_that_dies_comes_again(home: Path) -> None:
    today = fill_home(home)
    with running(home, options=("--workers", "2")) as server:
        first, second = pids(home)
        for number in range(1, 4):
            for till in (TILL, OTHER_TILL):
                stream = Stream(till)
                for each in range(1, number + 1):
                    stream.add(sale(each if till == TILL else 100 + each, IVAN, day=today))
                assert push(server, stream).results[-1].outcome is Outcome.CREATED
        os.kill(first, signal.SIGKILL)
        wait_for(lambda: len(pids(home)) == 3)
        answered = 'kopilka_requests_total{door="/v1/sync/push",method="POST",status="200"} 6.0'
        wait_for(lambda: answered in get(server, "/metrics"))  # counted after the answer was sent
        figures = get(server, "/metrics")
        assert 'kopilka_operations_total{outcome="created"} 6.0' in figures
        assert IVAN not in figures and TILL not in figures
        assert json.loads(get(server, "/health/ready")) == {"status": "ok"}
        assert server.stop() == 0
    assert not (home / "server.port").exists()
    for pid in (second, pids(home)[-1]):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    central = open_home(home)
    report = audit(central.engine)
    central.close()
    assert (report.findings, report.receipts) == ((), {"sale": 6})


def test_several_processes_on_sqlite_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(tmp_path), "server", "--port", "0", "--workers", "2"]) == 1
    assert "need PostgreSQL" in capsys.readouterr().err


def test_a_database_that_is_not_there_is_said_without_its_password(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"postgresql://me:hidden-word@/books?host={tmp_path}"
    assert main(["--home", str(tmp_path), "server", "--port", "0", "--database", url]) == 1
    said = capsys.readouterr().err
    assert "the database cannot be used" in said and "hidden-word" not in said


@pytest.mark.slow
def test_requests_in_flight_are_finished_before_the_end(home: Path, postgres_url: str) -> None:
    today = fill_home(home)
    stream = Stream(TILL)
    stream.add(sale(1, IVAN, day=today))
    with running(home) as server, ThreadPoolExecutor(1) as threads:
        with till_row_held(postgres_url):
            answer = sent_and_waiting(server, stream, threads, postgres_url)
            server.process.send_signal(signal.SIGTERM)
            wait_for(lambda: refuses_connections(server))
            assert not answer.done()
        assert answer.result(PATIENCE_SECONDS).results[0].outcome is Outcome.CREATED
        assert server.process.wait(60) == 0


@pytest.mark.slow
def test_a_request_that_does_not_end_is_given_up(home: Path, postgres_url: str) -> None:
    today = fill_home(home)
    stream = Stream(TILL)
    stream.add(sale(1, IVAN, day=today))
    program = ("tests/sync/server/impatient_server.py",)
    with running(home, program=program) as server, ThreadPoolExecutor(1) as threads, till_row_held(postgres_url):
        answer = sent_and_waiting(server, stream, threads, postgres_url)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(PATIENCE_SECONDS) == GAVE_UP
        with pytest.raises(ExchangeFailedError):
            answer.result(PATIENCE_SECONDS)


@contextmanager
def till_row_held(url: str) -> Iterator[None]:
    """Another transaction holds the till's row, so a push waits."""
    with psycopg.connect(url) as other:
        other.execute("SELECT 1 FROM till WHERE till_id = %s FOR UPDATE", [TILL])
        yield


def sent_and_waiting(
    server: RunningServer, stream: Stream, threads: ThreadPoolExecutor, url: str
) -> Future[PushAnswer]:
    answer = threads.submit(push, server, stream)
    with psycopg.connect(url, autocommit=True) as watching:
        query = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        wait_for(lambda: watching.execute(query).fetchone() is not None)
    return answer


def refuses_connections(server: RunningServer) -> bool:
    try:
        get(server, "/health/live")
    except OSError:
        return True
    return False


def wait_for(condition: object) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
