"""What the server does by itself goes on whatever one part of it meets."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from sync.server import upkeep as upkeep_module
from sync.server.upkeep import upkeep
from sync.server.web import app as app_module
from sync.server.web.app import app_of
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


@pytest.mark.allow_log("folding failed", "telling failed")
def test_a_database_that_is_busy_or_away_ends_neither_folding_nor_telling(
    sqlite_shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    troubles = [PoolTimeoutError("10 s"), OperationalError("SELECT", None, OSError("gone")), ValueError("a defect")]
    turns = {"fold": 0, "tell": 0}
    done = asyncio.Event()

    def failing(name: str) -> int:
        turns[name] += 1
        if turns[name] <= len(troubles):
            raise troubles[turns[name] - 1]
        return 0

    async def paused(_seconds: float) -> None:
        if min(turns.values()) > len(troubles):
            done.set()
            await asyncio.get_running_loop().create_future()
        await real_sleep(0)

    async def lives() -> None:
        app = app_of(sqlite_shop.central)
        async with app.router.lifespan_context(app):
            await asyncio.wait_for(done.wait(), 60)

    real_sleep = asyncio.sleep
    monkeypatch.setattr(app_module, "fold_new", lambda *_: failing("fold"))
    monkeypatch.setattr(app_module, "tell_old_numbers", lambda *_: failing("tell"))
    monkeypatch.setattr(app_module, "upkeep", lambda _central: upkeep_module.NOTHING)
    monkeypatch.setattr(app_module.asyncio, "sleep", paused)
    asyncio.run(lives())
    assert min(turns.values()) > len(troubles)
