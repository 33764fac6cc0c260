"""A real till whose real disk, a small one in memory, becomes full beside a real server: it says so, loses nothing."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sync.protocol.rows import GoodsRow, Stream
from sync.server.central import open_home
from sync.server.database import writing
from sync.server.feed import publish
from tests.end_to_end.both_books import points_at_risk, server_operations
from tests.sync.own_disk import own_disk
from tests.sync.server.paper import TEA
from tests.sync.server.running import ROOT, fill_home, running

GOODS = 2_000
DISK = "24m"


def told(output: Any) -> Iterator[dict[str, Any]]:
    for line in output:
        yield json.loads(line)


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_a_till_whose_disk_is_full_says_so_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    home, folder = tmp_path / "server", tmp_path / "till"
    folder.mkdir()
    day = fill_home(home)
    command = own_disk(folder, DISK)
    with running(home) as server:
        till = subprocess.Popen(
            [
                *command,
                sys.executable,
                "-m",
                "tests.sync.client.small_disk_till",
                str(folder),
                server.url,
                day.isoformat(),
            ],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert till.stdout is not None and till.stdin is not None
        said: list[dict[str, Any]] = []
        for line in told(till.stdout):
            said.append(line)
            if "full" in line:
                central = open_home(home)
                with writing(central.engine) as connection:
                    more = [replace(TEA, item_id=f"more-{each}", name="Чай " * 12, codes=()) for each in range(GOODS)]
                    publish(connection, Stream.GOODS, [GoodsRow(each.item_id, each) for each in more])
                central.close()
                till.stdin.write(f"{GOODS}\n")
                till.stdin.flush()
        assert till.wait(20) == 0
        till.stdin.close()
        till.stdout.close()
        taken = [op_id for op_id, _, _ in server_operations(home / "server.db")]
    sold = [line["sold"] for line in said if "sold" in line]
    refused = {line["refused"] for line in said if "refused" in line}
    facts = {name: value for line in said for name, value in line.items()}
    assert refused == {"disk_full"}, said
    assert facts["paper"] == "write_failed"
    assert facts["noticed"] is True, "pages that find no room are noticed"
    assert facts["operations"] == taken
    assert [op_id for op_id in taken if op_id in set(sold)] == sold
    assert len(taken) == len(sold) + 1, "the shift, and nothing but what was told as stored"
    assert facts["link"] == "online"
    assert facts["books"] == facts["cache"] == [["ok"]]
    assert points_at_risk(home / "server.db") == 0
