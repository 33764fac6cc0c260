"""A short crawl through the till's own program: real keys and touches, real server, and the books are right."""

import random
import shutil
from pathlib import Path

import pytest

from pos_app.bench.crawl.choosing import WAITS_MOST, Choosing
from pos_app.bench.crawl.errands import DIALOG, ERRANDS, before, has_come
from pos_app.bench.crawl.every_place import every_dialog, every_screen
from pos_app.bench.crawl.hands import NAMED_KEYS
from pos_app.bench.crawl.run import run_crawl
from pos_app.bench.crawl.shop_words import shop_words
from pos_app.bench.crawl.tally import NEEDS_A_FAULT, CrawlTally
from pos_app.ui.keymap import DEFAULT

SECONDS = 6
SEEN = {
    "screen": "sale", "dialog": "", "basket": "", "coupons": 0, "error": "", "help": False, "touch": [], "keys": ["F2"],
    "typed": False, "secret": False,
}  # fmt: skip


def test_every_key_of_the_till_can_be_pressed() -> None:
    assert set(DEFAULT.values()) <= set(NAMED_KEYS)


def test_the_places_are_those_of_the_program() -> None:
    assert {"sale", "payment", "shift", "devices"} <= set(every_screen())
    assert {"points", "customer", "void"} <= set(every_dialog())
    assert set(every_screen()) > NEEDS_A_FAULT


def test_what_was_not_seen_is_told() -> None:
    tally = CrawlTally(("checking", "sale"), ("points",))
    assert tally.unseen == ("sale", "points (dialog)")
    tally.screens["sale"] += 1
    tally.wrong.append("a trace")
    assert "less than the whole time: points (dialog)" in tally.text() and "WRONG a trace" in tally.text()
    assert not tally.is_clean


def test_what_was_never_reached_is_wrong_if_there_was_time() -> None:
    tally = CrawlTally(("checking", "sale"), ("points",), must_see_all=True)
    tally.screens["sale"] += 1
    assert not tally.is_clean and "WRONG never reached: points (dialog)" in tally.text()
    tally.dialogs["points"] += 1
    assert tally.is_clean and "reached: all 1 screens and all 1 dialogs" in tally.text()


def test_there_is_a_way_to_every_place() -> None:
    opened_with = {"first_load", "sign_on", "shift_open", "sale"}
    places = {*every_screen(), *(name + DIALOG for name in every_dialog())}
    assert {errand.leads_to for errand in ERRANDS} == places - opened_with - NEEDS_A_FAULT
    assert len(ERRANDS) == len({errand.leads_to for errand in ERRANDS})


def test_errands_are_made_of_what_there_is() -> None:
    words = shop_words(random.Random(1))
    known = {"key": {*NAMED_KEYS, *"0123456789"}, "scan": words.scans, "type": words.typed, "pin": words.pins}
    steps = [step for errand in ERRANDS for step in errand.steps if step.kind != "until"]
    assert [step for step in steps if step.name not in known[step.kind]] == []
    assert len(words.scans["shared code"]) == 1


def test_every_condition_can_be_asked() -> None:
    conditions = {step.name for errand in ERRANDS for step in errand.steps if step.kind == "until"}
    nothing = {**SEEN, "screen": "", "dialog": "x"}
    assert [condition for condition in conditions if has_come(condition, nothing)] == ["basket "]


def test_ways_to_what_was_not_seen_are_taken_first() -> None:
    choosing = Choosing(1, shop_words(random.Random(1)))
    for errand in ERRANDS:
        choosing.next({**SEEN, "screen": "shift", "dialog": errand.leads_to.removesuffix(DIALOG)})
    for errand in ERRANDS:
        if not errand.leads_to.endswith(DIALOG) and errand.leads_to != "scanner_lesson":
            choosing.next({**SEEN, "screen": errand.leads_to})
    keys = [choosing.next(SEEN).name for _ in range(60)]
    assert any(keys[at : at + 3] == ["F10", "F9", "F4"] for at in range(len(keys)))


def test_an_errand_whose_place_does_not_come_is_given_up() -> None:
    choosing = Choosing(1, shop_words(random.Random(1)))
    deeds = [choosing.next(SEEN).kind for _ in range(2_000)]
    longest = max(len(run) for run in "".join("w" if kind == "wait" else " " for kind in deeds).split())
    assert longest == WAITS_MOST


def test_a_receipt_is_made_as_an_errand_wants_it() -> None:
    joins = next(errand for errand in ERRANDS if errand.leads_to == f"registration{DIALOG}")
    assert before(joins, SEEN) == ()
    assert [step.name for step in before(joins, {**SEEN, "basket": "+goods+customer"})] == ["F2", "F8", "dialog "]


def test_the_same_seed_does_the_same() -> None:
    def deeds(seed: int) -> list[str]:
        choosing = Choosing(seed, shop_words(random.Random(seed)))
        return [str(choosing.next(SEEN)) for _ in range(40)]

    assert deeds(1) == deeds(1) != deeds(2)


@pytest.mark.slow
@pytest.mark.end_to_end
@pytest.mark.timeout(240)
@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="real keys need Xvfb")
def test_a_short_crawl(tmp_path: Path) -> None:
    tally = run_crawl(SECONDS, 20261122, lambda _tally: None, arguments=("--size", "1024x768"), home=tmp_path)
    assert tally.wrong == [], tally.text()
    assert tally.screens["sale"] and sum(tally.deeds.values()) > 5
