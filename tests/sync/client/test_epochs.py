"""A till, and a server, that go on from a backup: real stores, the real thread, the real server process."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pos_app.domain.reservation.kind import ReservationKind
from pos_app.domain.reservation.promise import spread
from sync.client.http import HttpDoor
from sync.client.request_signer import TillIdentity
from sync.protocol.reservation import ReserveRequest
from sync.protocol.status import Link, PointsWay
from sync.store.books import open_books, open_outbox
from sync.store.till_database import prepare_till_database
from tests.sync.client.test_worker import books, wait_until
from tests.sync.client.till_side import MachineClock, Till
from tests.sync.server.running import fill_home, running
from tests.sync.server.shop import KEYS, OLGA

MakeTill = Callable[..., Till]
SIDE = ("", "-wal", "-shm")


def hold(till: Till, url: str, points: int) -> None:
    """The server sets points aside for a receipt of the till, asked as the counter asks."""
    door, clock = HttpDoor(url, TillIdentity(till.till_id, KEYS[till.till_id]), MachineClock().now), MachineClock()
    with closing(door):
        epoch = till.books.note_asked("hold-1", OLGA, ReservationKind.HOLD, "", points)
        sent = clock.boot_moment()
        answer = door.reserve(ReserveRequest("hold-1", OLGA, ReservationKind.HOLD, points, epoch))
    assert till.books.note_granted("hold-1", answer.granted, answer.duration_ms, answer.grant, sent)


def till_epoch(till: Till) -> int:
    return till.books.epoch()


def backup(till: Till, into: Path) -> None:
    into.mkdir()
    for suffix in SIDE:
        source = till.folder / f"till.db{suffix}"
        if source.exists():
            shutil.copyfile(source, into / source.name)


def restore(till: Till, out_of: Path) -> None:
    """Put the copy in the place of the books; the marker beside them stays where it was."""
    till.books.close()
    for suffix in SIDE:
        (till.folder / f"till.db{suffix}").unlink(missing_ok=True)
    for source in out_of.iterdir():
        shutil.copyfile(source, till.folder / source.name)
    prepare_till_database(till.folder / "till.db", till.till_id, till.code)
    till.books = open_books(till.folder / "till.db")


def drained(till: Till) -> None:
    till.wait_for(lambda status: status.link is Link.ONLINE and status.first_load_done)
    wait_until(till, lambda: till.books.unsent_count() == 0)


def spend_hold(till: Till, points: int, today: date) -> None:
    """A sale out of what is set aside, without asking anybody."""
    number = till.books.next_receipt_number()
    parts = spread(points, till.books.promises_of(OLGA))
    made = till.make_sale(OLGA, today, points)
    till.books.record_sale(replace(made, redemption=parts), ())
    assert till.books.next_receipt_number() != number
    till.nudge()


@pytest.mark.slow
def test_a_till_out_of_a_backup_joins_again_and_spends_no_promise_twice(tmp_path: Path, make_till: MakeTill) -> None:
    home = tmp_path / "server"
    today = fill_home(home)
    till = make_till()
    with running(home) as server:
        till.connect(server.url)
        drained(till)
        hold(till, server.url, 1_000)
        till.disconnect()
        backup(till, tmp_path / "backup")
        spend_hold(till, 600, today)
        till.connect(server.url)
        drained(till)
        till.disconnect()
        restore(till, tmp_path / "backup")
        # The marker says that the books are older than they were: what was promised is not spent before contact.
        assert till.books.is_frozen()
        assert till.books.promises_of(OLGA) == ()
        till.sell_again_from(today)
        till.connect(server.url)
        till.wait_for(lambda status: status.queue_depth == 0 and status.points is PointsWay.ONLINE)
        assert (till_epoch(till), till.books.is_frozen()) == (2, False)
        wait_until(till, lambda: till.books.unsent_count() == 0)
    report, (account,) = books(home, OLGA)
    assert report.findings == ()
    assert report.receipts == {"sale": 2}
    assert report.parked == {}
    assert account.reserved == 0
    assert till.books.next_receipt_number() == "2-000003"


@pytest.mark.slow
def test_a_copy_restored_with_its_marker_is_found_out_by_the_server(tmp_path: Path, make_till: MakeTill) -> None:
    home = tmp_path / "server"
    today = fill_home(home)
    till = make_till()
    with running(home) as server:
        till.connect(server.url)
        drained(till)
        till.disconnect()
        backup(till, tmp_path / "backup")
        shutil.copyfile(till.folder / "till.made", tmp_path / "till.made")
        for _ in range(3):
            till.sell(OLGA, today)
        till.connect(server.url)
        drained(till)
        till.disconnect()
        shutil.copyfile(tmp_path / "till.made", till.folder / "till.made")
        restore(till, tmp_path / "backup")
        assert not till.books.is_frozen()
        till.connect(server.url)
        till.wait_for(lambda status: status.link is Link.ONLINE and status.points is PointsWay.ONLINE)
        wait_until(till, lambda: till_epoch(till) == 2)
        till.sell_again_from(today)
        drained(till)
    report, _ = books(home, OLGA)
    assert report.findings == ()
    assert (report.receipts, report.parked) == ({"sale": 4}, {})


@pytest.mark.slow
def test_a_server_out_of_a_backup_is_told_everything_again(tmp_path: Path, make_till: MakeTill) -> None:
    home = tmp_path / "server"
    today = fill_home(home)
    till = make_till()
    with running(home) as server:
        till.connect(server.url)
        drained(till)
        till.sell(OLGA, today)
        drained(till)
        port = server.port
        till.disconnect()
    saved = tmp_path / "saved"
    shutil.copytree(home, saved)
    with running(home, port) as server:
        till.connect(server.url)
        for _ in range(4):
            till.sell(OLGA, today, points=500)
        drained(till)
        till.disconnect()
    shutil.rmtree(home)
    shutil.copytree(saved, home)
    with running(home, port, options=("--restored",)) as server:
        till.connect(server.url)
        till.sell(OLGA, today)
        wait_until(till, lambda: till_epoch(till) == 2)
        drained(till)
        with closing(open_outbox(till.folder / "till.db")) as outbox:
            assert outbox.broken_at() is None
    report, (account,) = books(home, OLGA)
    assert report.findings == ()
    assert report.receipts == {"sale": 6}
    assert account.debt == 0
