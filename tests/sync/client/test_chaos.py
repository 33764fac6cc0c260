"""A real till process and a real server process with a bad network between them: everything arrives, exactly once."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.end_to_end.both_books import points_at_risk, server_operations, till_operations
from tests.sync.client.chaos_proxy import FATES, ChaosProxy
from tests.sync.server.running import ROOT, fill_home, running

SALES = 40
MET = 6
"""Of the eight fates of a message."""


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_a_queue_drains_through_a_bad_network_exactly_once(tmp_path: Path) -> None:
    home = tmp_path / "server"
    day = fill_home(home)
    with running(home) as server:
        proxy = ChaosProxy(server.port, seed=5)
        try:
            arguments = [str(tmp_path / "till"), f"http://127.0.0.1:{proxy.port}", day.isoformat(), str(SALES)]
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
            assert till.wait(20) == 0
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
    assert sum(proxy.done[fate] > 0 for fate in FATES) >= MET, proxy.done
    audit = subprocess.run(
        [sys.executable, "-m", "pos_app", "--home", str(home), "audit"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (audit.returncode, audit.stderr) == (0, ""), audit.stdout
