"""A short campaign in each check; planted faults are caught; a seed replays."""

import pytest

from pos_app.simulation.campaign import live_through, run_campaign
from pos_app.simulation.plan import draw_plan
from pos_app.simulation.plants.table import PLANTS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
MOST_WORLDS = 12
"""In which a planted fault must be caught; most are in the first."""
QUICKLY_CAUGHT = ("print-before-commit", "parked-not-kept", "gap-accepted", "feed-forgets-accounts")
"""In each check; ``./till simulate --plant all`` tries all of them."""


def test_days_of_tills_without_a_violation() -> None:
    campaign = run_campaign(seed=20261122, till_days=16, jobs=2)
    assert campaign.broken == {}
    assert campaign.till_days >= 16
    assert campaign.done["sale"] > 80
    assert sum(campaign.faults.values()) > 200


@pytest.mark.parametrize("plant", QUICKLY_CAUGHT)
def test_a_planted_fault_is_caught(plant: str) -> None:
    assert plant in PLANTS
    assert any(live_through(seed, plant).violations for seed in range(1_000, 1_000 + MOST_WORLDS))


def test_one_seed_makes_one_world() -> None:
    seed = next(each for each in range(500, 600) if draw_plan(each).till_days <= 6 and draw_plan(each).faults_a_day)
    first, second = live_through(seed, None), live_through(seed, None)
    assert (first.faults, first.done) == (second.faults, second.done)
