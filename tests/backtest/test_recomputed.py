"""What a till charged is computed again with the version that it was made with."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pos_app.backtest.recomputed import recompute
from pos_app.cli import main
from sync.server.central import open_home
from tests.sync.server.paper import Stream, sale
from tests.sync.server.running import fill_home
from tests.sync.server.shop import IVAN, OLGA, TILL, Shop, programme

MOSCOW = ZoneInfo("Europe/Moscow")


def test_each_sale_is_held_against_its_own_version() -> None:
    first = programme()
    second = replace(first, version=2, base_earn_bp=300, starts_at=datetime(2026, 2, 1, tzinfo=UTC))
    right, other = sale(1, OLGA), replace(sale(2, OLGA, earned=600), programme_version=2)
    wrong, unknown = sale(3, IVAN, earned=77), replace(sale(4, OLGA), programme_version=9)
    nobody = sale(5, None)
    found = recompute(lambda: [right, other, wrong, unknown, nobody], (first, second), MOSCOW)
    assert (found.same, found.unknown) == (3, 1)
    (odd,) = found.otherwise
    assert (odd.number, odd.version, odd.stored[3], odd.computed[3]) == (wrong.number, 1, 77, 1_000)


def test_the_audit_tells_which_sales_come_out_otherwise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill_home(tmp_path)
    central = open_home(tmp_path)
    stream = Stream(TILL)
    for each in (sale(1, OLGA), sale(2, OLGA, earned=77)):
        stream.add(each)
    Shop(central).push(stream.request())
    central.close()
    assert main(["--home", str(tmp_path), "audit", "--prices"]) == 0
    said = capsys.readouterr().out
    assert "LOOK AT 2-000002 (version 1): points earned 0.77 → 10.00" in said
    assert "2-000001" not in said
