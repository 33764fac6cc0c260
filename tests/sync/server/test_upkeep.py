"""What the server does by itself goes on whatever one part of it meets."""

from datetime import timedelta

import pytest

from sync.server import upkeep as upkeep_module
from sync.server.upkeep import upkeep
from tests.sync.server.shop import Shop


@pytest.mark.allow_log("upkeep failed part=changed tiers")
def test_a_part_that_fails_keeps_no_other_from_its_work(sqlite_shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def broken(_central: object) -> int:
        raise ValueError("a programme that nobody foresaw")

    def noted(_central: object) -> int:
        asked.append("late returns")
        return 0

    monkeypatch.setattr(upkeep_module, "review_tiers", broken)
    monkeypatch.setattr(upkeep_module, "post_late_returns", noted)
    sqlite_shop.clock.at += timedelta(days=6)
    burnt = upkeep(sqlite_shop.central)
    assert (burnt.lots, burnt.points) == (1, 20_000)
    assert asked == ["late returns"]
    assert sqlite_shop.findings() == []
