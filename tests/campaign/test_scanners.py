"""The campaigns of scanners, short."""

import pytest

from pos_app.bench.keyboard.run import run_keyboard_campaign
from pos_app.bench.keyboard.tally import KeyboardTally
from pos_app.campaign.serial_line import run_serial_campaign


def test_ten_thousand_codes_through_a_port_byte_by_byte() -> None:
    seen: list[int] = []
    tally = run_serial_campaign(10_000, 5, lambda so_far: seen.append(so_far.sent))
    assert (tally.sent, tally.wrong) == (10_000, [])
    assert seen[-1] == 10_000
    assert "10000 codes" in tally.text()


@pytest.mark.end_to_end
@pytest.mark.slow
def test_real_keys_into_a_real_window() -> None:
    tally = run_keyboard_campaign(24, 11, lambda _so_far: None)
    assert (tally.lost, tally.wrong, tally.leaked, tally.misjudged) == ([], [], [], [])
    assert tally.scans == 24
    assert len(tally.prompt_ns) + len(tally.late_ns) + len(tally.torn) == 24


def test_what_is_lost_or_late_is_told() -> None:
    tally = KeyboardTally(scans=2, typed=1, prompt_ns=[1_000_000, 2_000_000])
    assert tally.is_clean
    assert "median 1.0 ms, p99 2.0 ms" in tally.text()
    tally.lost.append("a scan")
    assert not tally.is_clean
    assert not KeyboardTally(scans=1, prompt_ns=[31_000_000]).is_clean
    assert "lost: a scan" in tally.text()
