"""A real till process and a real server process with a bad network between them: everything arrives, exactly once."""

import base64
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sync.server.central import open_home
from sync.server.numbers.order_office import take_orders
from sync.server.numbers.orders_document import read_orders
from tests.end_to_end.both_books import points_at_risk, rows, server_operations, till_operations
from tests.sync.client.chaos_proxy import FATES, ChaosProxy
from tests.sync.server.paper import TEA
from tests.sync.server.running import ROOT, fill_home, running
from tests.sync.server.shop import OLGA

SALES = 40
MET = 10
"""Of the fates of a message."""


def known_at(home: Path) -> tuple[str, list[list[str]]]:
    """The number of an order that waits there, and two new phones of Olga's as a till writes them."""
    central = open_home(home)
    line = {"code": TEA.item_id, "quantity": 1_000}
    wanted = read_orders(json.dumps({"orders": [{"order": "web-1", "lines": [line]}]}))
    number = take_orders(central, wanted, "test", lambda _: 7)[0].number
    phones = [
        [central.vault.hash(phone).hex(), base64.b64encode(central.vault.encrypt(phone, OLGA)).decode("ascii")]
        for phone in ("+79735550777", "+79735550888")
    ]
    central.close()
    return number, phones


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_a_queue_drains_through_a_bad_network_exactly_once(tmp_path: Path) -> None:
    home = tmp_path / "server"
    day = fill_home(home)
    order, phones = known_at(home)
    with running(home) as server:
        proxy = ChaosProxy(server.port, seed=5)
        try:
            arguments = [
                str(tmp_path / "till"),
                f"http://127.0.0.1:{proxy.port}",
                day.isoformat(),
                str(SALES),
                json.dumps([order, phones]),
            ]
            till = subprocess.Popen(
                [sys.executable, "-m", "tests.sync.client.selling_till", *arguments],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
            assert till.stdout is not None and till.stdin is not None
            assert till.stdout.readline() == "sold\n"
            while sum(proxy.done[fate] > 0 for fate in FATES) < MET and till.poll() is None:
                time.sleep(0.05)  # the till asks every now and then, sold or not
            proxy.calm = True
            till.stdin.write("drain\n")
            till.stdin.flush()
            assert till.stdout.readline() == "drained\n"
            assert till.wait(60) == 0
            till.stdin.close()
            till.stdout.close()
        finally:
            proxy.close()
        sent = till_operations(tmp_path / "till" / "till.db")
        taken = server_operations(home / "server.db")
    assert [(op_id, kind) for op_id, kind, _ in sent] == [(op_id, kind) for op_id, kind, _ in taken]
    assert {state for _, _, state in sent} == {1}
    assert {state for _, _, state in taken} == {"applied"}
    assert points_at_risk(home / "server.db") == 0
    assert rows(home / "server.db", "SELECT count(*) FROM claim WHERE state = 'open'") == [(0,)], "given back for good"
    assert rows(home / "server.db", "SELECT state FROM pre_order") == [("waiting",)]
    assert {"claim_closed", "phone_changed", "return", "sale"} <= {kind for _, kind, _ in taken}
    ((now_his,),) = rows(home / "server.db", "SELECT phone_hash FROM phone WHERE customer_id = ?", OLGA)
    last = max(number for number in range(SALES) if number % 8 == 5)
    assert bytes(now_his).hex() == phones[last // 8 % 2][0]
    assert "ERROR" not in (home / "logs" / "server.log").read_text(encoding="utf-8"), "a bad network is no defect"
    assert sum(proxy.done[fate] > 0 for fate in FATES) >= MET, proxy.done
    audit = subprocess.run(
        [sys.executable, "-m", "pos_app", "--home", str(home), "audit"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (audit.returncode, audit.stderr) == (0, ""), audit.stdout
