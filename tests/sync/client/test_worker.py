"""The real thread over the real stores, against the real server process."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from pos_app.bootstrap.demo_server import ReservedPort
from pos_app.domain.loyalty.account import Account
from sync.protocol.operation import OperationKind
from sync.protocol.status import Link
from sync.server.audit.report import AuditReport, audit
from sync.server.central import open_home
from sync.server.database import reading
from sync.server.feed import accounts_of
from sync.store.connection import Database
from sync.store.operation_log import append_operation, proof_of
from sync.vault.signing import SigningKey
from tests.sync.client.till_side import Till
from tests.sync.server.paper import AT
from tests.sync.server.running import fill_home, running
from tests.sync.server.shop import IVAN, OLGA, OTHER_TILL

FAULTY = ("tests/sync/server/faulty_server.py",)
MakeTill = Callable[..., Till]


def books(home: Path, *customers: str) -> tuple[AuditReport, tuple[Account, ...]]:
    """What the server has, read beside it."""
    central = open_home(home)
    try:
        with reading(central.engine) as connection:
            accounts = accounts_of(connection, customers, 0)
        return audit(central.engine), accounts
    finally:
        central.close()


def same_picture(till: Till, account: Account) -> bool:
    mine = till.account(account.customer_id)
    return mine is not None and (mine.available, mine.debt, mine.lots) == (
        account.available,
        account.debt,
        account.lots,
    )


@pytest.mark.slow
def test_offline_sales_drain_once_each_and_the_tills_agree_with_the_server(tmp_path: Path, make_till: MakeTill) -> None:
    home = tmp_path / "server"
    today = fill_home(home)
    reserved = ReservedPort()  # nobody listens there, and nobody else is given it
    port = reserved.number
    first = make_till("first")
    second = make_till("second", till_id=OTHER_TILL, code="3")
    for till in (first, second):
        till.connect(f"http://127.0.0.1:{port}")
        status = till.wait_for(lambda status: status.link is Link.SERVER_DOWN)
        assert status.offline_since is not None and not status.first_load_done
    sold = [first.sell(OLGA, today, points=1_000) for _ in range(25)]
    first.take_back(sold[0], {"line-0": 1})
    second.sell(IVAN, today)
    first.wait_for(lambda status: status.queue_depth == 27)  # 26 receipts and the shift's opening
    with running(home, port) as server:
        for till in (first, second):
            till.nudge()
            status = till.wait_for(lambda s: s.queue_depth == 0 and s.link is Link.ONLINE and s.first_load_done)
            assert (status.parked, status.offline_since) == (0, None)
            assert till.goods_count() == 1
            assert {"goods", "customers", "accounts", "staff", "programme", "vat"} <= till.data
        report, accounts = books(home, OLGA, IVAN)
        assert report.findings == ()
        assert report.receipts == {"sale": 26, "return": 1}
        for account in accounts:
            wait_until(first, lambda account=account: same_picture(first, account))
            wait_until(second, lambda account=account: same_picture(second, account))
        server.stop()
    first.wait_for(lambda status: status.link is Link.SERVER_DOWN)
    first.sell(OLGA, today)
    first.disconnect()
    with running(home, port) as server:
        first.connect(server.url)  # the program was started anew: it knows that the first load was done
        status = first.wait_for(lambda status: status.queue_depth == 0 and status.link is Link.ONLINE)
        assert status.first_load_done
    reserved.close()
    assert books(home)[0].receipts == {"sale": 27, "return": 1}


@pytest.mark.slow
def test_answers_that_were_lost_with_the_server_double_nothing(tmp_path: Path, make_till: MakeTill) -> None:
    home = tmp_path / "server"
    today = fill_home(home)
    till = make_till()
    sold = [till.sell(OLGA, today, points=500) for _ in range(3)]
    (home / "fault").write_text("die_after_commit")
    with running(home, program=FAULTY) as server:
        till.connect(server.url)
        assert server.wait_dead() == 9
        till.wait_for(lambda status: status.link is Link.SERVER_DOWN)
    sold.append(till.sell(OLGA, today))
    with running(home, server.port, FAULTY):
        till.nudge()
        till.wait_for(lambda status: status.queue_depth == 0)
    report, (account,) = books(home, OLGA)
    assert report.findings == ()
    assert report.receipts == {"sale": len(sold)}
    assert account.available == 50_000 - 1_500 + sum(each.earned for each in sold)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["the server fails over it", "its body is no text"])
def test_a_poisoned_operation_goes_as_a_parcel_and_those_behind_it_are_posted(
    tmp_path: Path, make_till: MakeTill, how: str
) -> None:
    home = tmp_path / "server"
    today = fill_home(home)
    till = make_till()
    before = till.sell(IVAN, today)
    if how == "its body is no text":
        database = Database(till.folder / "till.db")
        with database.transaction(proof_of("op-damaged")) as connection:
            append_operation(connection, OperationKind.SALE, "op-damaged", AT, b"\xff\xfe")
        database.close()
    else:
        (home / "fault").write_text(f"fail_on {till.sell(IVAN, today).receipt_id}")
    after = till.sell(IVAN, today)
    with running(home, program=FAULTY) as server:
        till.connect(server.url)
        for _ in range(12):  # each nudge cuts a back-off short
            till.nudge()
            if till.wait_for(lambda _: True).queue_depth == 0:
                break
            till.news.get(timeout=60)
        status = till.wait_for(lambda status: status.queue_depth == 0 and status.parked == 1)
        assert status.link is Link.ONLINE
    report, (account,) = books(home, IVAN)
    assert report.findings == ()
    assert report.parked == {"server_cannot_take": 1}
    assert report.receipts == {"sale": 2}
    assert account.available == before.earned + after.earned


def test_a_till_with_another_key_is_refused_and_keeps_its_queue(tmp_path: Path, make_till: MakeTill) -> None:
    home = tmp_path / "server"
    today = fill_home(home)
    till = make_till(key=SigningKey("33" * 32))
    till.sell(IVAN, today)
    with running(home) as server:
        till.connect(server.url)
        status = till.wait_for(lambda status: status.link is Link.REFUSED)
    assert status.queue_depth == 2
    assert books(home)[0].receipts == {}


def test_it_stops_within_a_second_and_says_nothing_more(make_till: MakeTill) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # accepts and never answers
        till = make_till()
        till.connect(f"http://127.0.0.1:{silent.getsockname()[1]}")
        worker = till.worker
        assert worker is not None
        worker.stop()
        heard = till.news.qsize()
        worker.nudge()
        assert worker.status().link is Link.CONNECTING
    assert till.news.qsize() == heard


def wait_until(till: Till, holds: Callable[[], bool]) -> None:
    """Let the till poll until its picture is the server's."""
    for _ in range(50):
        if holds():
            return
        till.nudge()
        till.news.get(timeout=60)
    raise AssertionError("the till's picture did not become the server's")
