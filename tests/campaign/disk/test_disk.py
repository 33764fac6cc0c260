"""A part of the disk campaigns in each check, and the proof that they bite."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pos_app.campaign.disk.books_check import problems_of
from pos_app.campaign.disk.furnished import BOOKS, furnish
from pos_app.campaign.disk.kill import run_kills
from pos_app.campaign.disk.power import run_power_cuts
from pos_app.campaign.disk.tracing import run_hour
from pos_app.domain.basket.held import HeldBasket
from pos_app.domain.people.deed import Deed
from pos_app.domain.transaction.draft import Draft
from sync.store import connection, return_draft_file, under_way_file
from sync.store.books import Books

pytestmark = [pytest.mark.slow]


def test_killed_or_failed_at_system_calls_the_books_stay_whole() -> None:
    findings = run_kills(seed=4, most=14)
    assert findings.broken == []
    assert sum(findings.trials.values()) == 14
    assert sum(findings.points.values()) > 500, "the hour touches its files far more often"


def test_the_power_goes_at_any_moment_and_nothing_told_is_lost() -> None:
    findings = run_power_cuts(seed=4, rounds=2, most=500)
    assert findings.broken == []
    assert sum(findings.states.values()) == 500
    assert findings.events["Told"] == 12
    assert findings.lived_on == 10


def test_commits_that_are_not_synced_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    real = connection.apply_settings

    def careless(opened: Any) -> None:
        real(opened)
        opened.execute("PRAGMA synchronous=NORMAL")

    monkeypatch.setattr(connection, "apply_settings", careless)
    findings = run_power_cuts(seed=4, rounds=1, most=150)
    assert any("told and lost" in what for _, what in findings.broken)


def test_what_is_written_in_two_steps_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def in_place(path: Path, content: bytes) -> None:
        for _ in range(12):  # so that many a moment lies between the two
            path.write_bytes(content)

    def one_part_first(books: Books, draft: Draft, held: HeldBasket, deeds: Sequence[Deed] = ()) -> None:
        books.save_draft(draft, deeds)
        for _ in range(5):
            books.save_draft(draft)
        books.hold_basket(held)
        books.save_draft(draft)

    for module in (under_way_file, return_draft_file):
        monkeypatch.setattr(module, "write_whole", in_place)
    monkeypatch.setattr(Books, "split_basket", one_part_first)
    broken = {what.partition(":")[0] for _, what in run_power_cuts(seed=4, rounds=1, most=300).broken}
    assert {"what was under way is torn", "the return that was put together is torn"} <= broken
    assert any(what.startswith("of the receipt made two") for what in broken), broken


def test_books_that_lost_what_was_told_are_found(tmp_path: Path) -> None:
    furnish(tmp_path)
    ran = run_hour(tmp_path, 7)
    assert len(ran.told) >= 6
    assert problems_of(tmp_path / BOOKS, set(ran.told)) == []
    assert problems_of(tmp_path / BOOKS, {*ran.told, "never-stored"}) == ["told and lost: never-stored"]
