"""The soak of devices, short; the whole one runs for half an hour by ``./till campaign devices``."""

import threading

import pytest

from pos_app.campaign.devices.figures import Figures, measure
from pos_app.campaign.devices.run import run_devices_campaign
from pos_app.campaign.devices.tally import MEMORY_GROWTH_MAX, DevicesTally


@pytest.mark.slow
def test_ten_seconds_of_loose_cables() -> None:
    seen: list[int] = []
    tally = run_devices_campaign(10, 7, lambda so_far: seen.append(so_far.codes))
    assert (tally.wrong, tally.leaks()) == ([], [])
    assert tally.codes > 50
    assert tally.receipts > 10
    assert tally.unplugged > 5
    assert tally.torn > 0
    assert seen
    assert seen == sorted(seen)
    assert "0 lost or wrong" in tally.text()


def test_what_is_lost_or_leaked_is_told() -> None:
    fine = Figures(1, 3, 6, 100)
    tally = DevicesTally(idle=fine, early=fine, late=fine, closed=fine)
    assert tally.is_clean
    tally.closed = Figures(2, 4, 7, 100)
    assert [leak.split(":")[0] for leak in tally.leaks()] == ["threads", "tasks", "descriptors"]
    tally.closed, tally.late = fine, Figures(1, 3, 6, 101 + MEMORY_GROWTH_MAX)
    assert [leak.split(":")[0] for leak in tally.leaks()] == ["memory"]
    tally.late = fine
    tally.lost("a code")
    assert not tally.is_clean
    assert "lost: a code" in tally.text()


def test_a_soak_that_did_not_end_is_not_clean() -> None:
    assert not DevicesTally().is_clean


def test_a_thread_that_stays_is_seen() -> None:
    """Ten of them: one that an earlier test left behind may end just now."""
    before = measure()
    ending = threading.Event()
    threads = [threading.Thread(target=ending.wait) for _ in range(10)]
    for thread in threads:
        thread.start()
    try:
        assert measure().threads >= before.threads + 5
    finally:
        ending.set()
        for thread in threads:
            thread.join()
