"""A short campaign in each check; planted faults are caught; a seed replays."""

from datetime import UTC, datetime

import pytest

from pos_app.simulation.campaign import Campaign, live_through, run_campaign
from pos_app.simulation.checks.finding import Violation
from pos_app.simulation.era import Era, request_of
from pos_app.simulation.every_plant import try_every_plant
from pos_app.simulation.plan import Fault, draw_plan
from pos_app.simulation.report import plant_text, plants_text
from pos_app.simulation.till_time import TillClock
from pos_app.simulation.virtual_time import EndlessCircleError, Timeline
from pos_app.simulation.world import WorldResult
from sync.protocol.encoding import decode, encode
from sync.protocol.limits import PUSH_PATH
from sync.protocol.push import PushRequest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
MOST_WORLDS = 12
"""In which a planted fault must be caught; most are in the first."""
QUICKLY_CAUGHT = (
    "archive-not-sent",
    "cumulative-ack",
    "parked-not-kept",
    "gap-accepted",
    "feed-forgets-accounts",
    "decision-without-effect",
    "change-not-put-on",
    "coupon-used-again",
    "phone-of-two",
)
"""In each check; ``./till simulate --plant all`` tries all of them."""


def test_days_of_tills_without_a_violation() -> None:
    campaign = run_campaign(seed=20261122, till_days=16, jobs=2)
    assert campaign.broken == {}
    assert campaign.till_days >= 16
    assert campaign.done["sale"] > 80
    assert sum(campaign.faults.values()) > 200


def test_a_basket_sold_again_that_both_disks_lost_is_nobodys_fault() -> None:
    """Its first sale is safe at the server; the second was there too, until a backup was put back without its till."""
    assert live_through(20261122000187, None).violations == []


def test_planted_faults_are_caught_all_in_one_run() -> None:
    told: list[str] = []
    most_days = MOST_WORLDS * 4
    tried = try_every_plant(1, most_days, 2, QUICKLY_CAUGHT, lambda each: told.append(plant_text(each).split()[0]))
    assert sorted(told) == sorted(QUICKLY_CAUGHT)
    assert [each.plant for each in tried if not each.broken] == []
    assert f"{len(told)} of {len(told)} planted faults caught" in plants_text(tried, len(QUICKLY_CAUGHT))


def test_a_fault_that_is_not_caught_is_named_and_so_is_a_run_that_was_ended() -> None:
    missed, caught = Campaign(1, "parked-not-kept"), Campaign(1, "gap-accepted")
    missed.add(WorldResult(1_000_000, 4))
    caught.add(WorldResult(1_000_000, 4, violations=[Violation("I8", "a chain")]))
    text = plants_text([missed, caught], 3)
    assert "1 of 3 planted faults caught, in 8 till-days" in text
    assert "NOT CAUGHT: parked-not-kept" in text
    assert "ended before 1 of them were over" in text


def test_a_planted_fault_is_not_caught_by_a_world_that_is_broken_in_another_way() -> None:
    campaign = Campaign(1, "parked-not-kept")
    campaign.add(WorldResult(1_000_000, 4, violations=[Violation("I7", "a copy differs")]))
    assert campaign.broken == {}
    assert "NOT CAUGHT by I10, only I7" in plant_text(campaign)
    campaign.add(WorldResult(1_000_001, 4, violations=[Violation("I10", "shows none")]))
    assert (list(campaign.broken), campaign.caught_after) == ([1_000_001], 8)
    assert plant_text(campaign).split()[:5] == ["parked-not-kept", "1000001", "8", "0.0", "I10"]


def test_a_thread_that_turns_in_a_circle_ends_the_world() -> None:
    timeline = Timeline(datetime(2026, 5, 11, tzinfo=UTC))
    clock = TillClock(timeline)

    def circle() -> None:
        while True:
            clock.monotonic_ms()

    timeline.spawn("circle", circle)
    with pytest.raises(EndlessCircleError):
        timeline.run(1_000)


def test_an_earlier_till_says_nothing_of_promises_and_a_later_one_more_than_is_known() -> None:
    push = encode(PushRequest("till-1", 1, 0, (), reservations_digest="d", incarnation="life"))
    earlier = decode(PushRequest, request_of(Era.EARLIER, PUSH_PATH, push))
    assert (earlier.reservations_digest, earlier.incarnation) == ("", "")
    later = request_of(Era.LATER, PUSH_PATH, push)
    assert b"from_a_later_version" in later
    assert decode(PushRequest, later) == decode(PushRequest, push)
    assert request_of(Era.LATER, PUSH_PATH, push[:-3]) == push[:-3]


def test_every_fault_is_drawn() -> None:
    plans = [draw_plan(seed) for seed in range(40)]
    assert {fault for plan in plans for fault in plan.faults} == set(Fault)
    published = [plan for plan in plans if plan.new_programme_at_ms is not None]
    assert published and not any(Fault.SERVER_RESTORED in plan.faults for plan in published)


def test_one_seed_makes_one_world() -> None:
    seed = next(each for each in range(500, 600) if draw_plan(each).till_days <= 8 and draw_plan(each).faults_a_day)
    first, second = live_through(seed, None), live_through(seed, None)
    assert (first.faults, first.done) == (second.faults, second.done)
