"""A part of the disk campaigns in each check, and the proof that they bite."""

from pathlib import Path
from typing import Any

import pytest

from pos_app.campaign.disk.books_check import problems_of
from pos_app.campaign.disk.hour import BOOKS, furnish
from pos_app.campaign.disk.kill import run_kills
from pos_app.campaign.disk.power import run_power_cuts
from pos_app.campaign.disk.tracing import run_hour
from sync.store import connection

pytestmark = [pytest.mark.slow]


def test_killed_or_failed_at_system_calls_the_books_stay_whole() -> None:
    findings = run_kills(seed=4, most=14)
    assert findings.broken == []
    assert sum(findings.trials.values()) == 14
    assert sum(findings.points.values()) > 200, "the hour touches its files far more often"


def test_the_power_goes_at_any_moment_and_nothing_told_is_lost() -> None:
    findings = run_power_cuts(seed=4, rounds=2, most=500)
    assert findings.broken == []
    assert sum(findings.states.values()) == 500
    assert findings.events["Told"] >= 6


def test_commits_that_are_not_synced_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    real = connection.apply_settings

    def careless(opened: Any) -> None:
        real(opened)
        opened.execute("PRAGMA synchronous=NORMAL")

    monkeypatch.setattr(connection, "apply_settings", careless)
    findings = run_power_cuts(seed=4, rounds=1, most=150)
    assert any("told and lost" in what for _, what in findings.broken)


def test_books_that_lost_what_was_told_are_found(tmp_path: Path) -> None:
    furnish(tmp_path)
    ran = run_hour(tmp_path, 7)
    assert len(ran.told) >= 6
    assert problems_of(tmp_path / BOOKS, set(ran.told)) == []
    assert problems_of(tmp_path / BOOKS, {*ran.told, "never-stored"}) == ["told and lost: never-stored"]
