"""A short crawl through the till's own program: real keys and touches, real server, and the books are right."""

import random
import shutil
from pathlib import Path

import pytest

from pos_app.bench.crawl.choosing import Choosing
from pos_app.bench.crawl.errands import ERRANDS
from pos_app.bench.crawl.every_place import every_dialog, every_screen
from pos_app.bench.crawl.hands import NAMED_KEYS
from pos_app.bench.crawl.run import run_crawl
from pos_app.bench.crawl.shop_words import shop_words
from pos_app.bench.crawl.tally import NEEDS_A_FAULT, CrawlTally
from pos_app.ui.keymap import DEFAULT

SECONDS = 6


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
    assert "not seen: points (dialog)" in tally.text() and "WRONG a trace" in tally.text()
    assert not tally.is_clean


def test_errands_are_made_of_what_there_is() -> None:
    words = shop_words(random.Random(1))
    known = {"key": {*NAMED_KEYS, *"0123456789"}, "scan": words.scans, "type": words.typed, "pin": words.pins}
    strange = [step for steps in ERRANDS.values() for step in steps if step.name not in known[step.kind]]
    assert strange == []
    assert len(words.scans["shared code"]) == 1


def test_every_errand_is_taken_sooner_or_later() -> None:
    seen = {"screen": "sale", "dialog": "", "basket": "", "touch": [], "keys": ["F2"], "typed": False, "secret": False}
    choosing = Choosing(1, shop_words(random.Random(1)))
    texts = [choosing.next(seen).text for _ in range(800)]
    assert shop_words(random.Random(1)).scans["shared code"][0] in texts


def test_the_same_seed_does_the_same() -> None:
    seen = {"screen": "sale", "dialog": "", "basket": "", "touch": [], "keys": ["F2"], "typed": False, "secret": False}

    def deeds(seed: int) -> list[str]:
        choosing = Choosing(seed, shop_words(random.Random(seed)))
        return [str(choosing.next(seen)) for _ in range(40)]

    assert deeds(1) == deeds(1) != deeds(2)


@pytest.mark.slow
@pytest.mark.end_to_end
@pytest.mark.timeout(240)
@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="real keys need Xvfb")
def test_a_short_crawl(tmp_path: Path) -> None:
    tally = run_crawl(SECONDS, 20261122, lambda _tally: None, arguments=("--size", "1024x768"), home=tmp_path)
    assert tally.wrong == [], tally.text()
    assert tally.screens["sale"] and sum(tally.deeds.values()) > 30
