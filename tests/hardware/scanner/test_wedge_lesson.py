"""What a lesson learns from test scans, and that a person is no scanner."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.scanner.key_stroke import KeyStroke
from hardware.scanner.wedge import Scan, WedgeDecoder
from hardware.scanner.wedge_lesson import SCANS_NEEDED, LearntScanner, WedgeLesson
from hardware.scanner.wedge_settings import Suffix, WedgeSettings

KEYS = {**dict(zip("1234567890", range(2, 12), strict=True)), "~": 41, "\r": 28, "\t": 15}
SHIFTED = {"~"}


def strokes(text: str, gap_ms: int, start_ms: int = 0) -> list[KeyStroke]:
    return [
        KeyStroke(KEYS[sign], sign, start_ms + number * gap_ms, shift=sign in SHIFTED)
        for number, sign in enumerate(text)
    ]


def learn(*texts: str, gap_ms: int = 8) -> LearntScanner:
    lesson = WedgeLesson()
    for number, text in enumerate(texts):
        for stroke in strokes(text, gap_ms, number * 2_000):
            lesson.feed(stroke)
    lesson.end_scan()
    return lesson.learnt()


def test_speed_and_suffix() -> None:
    learnt = learn("4600051000057\r", "4600051000064\r", "12345670\r", gap_ms=8)
    assert (learnt.median_ms, learnt.longest_ms, learnt.threshold_ms) == (8, 8, 20)
    assert (learnt.suffixes, learnt.prefix, learnt.too_slow) == (frozenset({Suffix.ENTER}), "", False)


def test_tab_prefix_and_none() -> None:
    learnt = learn("~46000510\t", "~46000510\t", "~46000510\t", gap_ms=25)
    assert (learnt.suffixes, learnt.prefix, learnt.threshold_ms) == (frozenset({Suffix.TAB}), "~", 42)
    assert learn("46000510", "46000510", "12345670").suffixes == frozenset()


def test_a_slow_scanner_is_told() -> None:
    learnt = learn("46000510\r", "46000510\r", "46000510\r", gap_ms=58)
    assert (learnt.too_slow, learnt.threshold_ms) == (True, 55)


def test_a_person_teaches_nothing() -> None:
    lesson = WedgeLesson()
    for stroke in strokes("46000510\r", 120):
        lesson.feed(stroke)
    scan = lesson.end_scan()
    assert scan is not None
    assert scan.is_a_persons
    for stroke in strokes("12", 5, 5_000):
        lesson.feed(stroke)
    assert lesson.end_scan().is_a_persons  # type: ignore[union-attr]
    assert lesson.scans == ()
    assert lesson.end_scan() is None
    with pytest.raises(ValueError, match=f"expected {SCANS_NEEDED} test scans, got 0"):
        lesson.learnt()


@settings(max_examples=60, deadline=None)
@given(
    gap=st.integers(1, 30),
    prefix=st.sampled_from(["", "~", "~~"]),
    suffix=st.sampled_from(["\r", "\t"]),
    codes=st.lists(st.text("0123456789", min_size=6, max_size=20), min_size=3, max_size=3),
)
def test_what_was_learnt_reads_the_next_scan(gap: int, prefix: str, suffix: str, codes: list[str]) -> None:
    learnt = learn(*[prefix + code + suffix for code in codes], gap_ms=gap)
    assert learnt.prefix == prefix
    decoder = WedgeDecoder(learnt.applied_to(WedgeSettings()))
    decided = [decision for stroke in strokes(prefix + codes[0] + suffix, gap) for decision in decoder.feed(stroke)]
    assert [each.data.data for each in decided if isinstance(each, Scan)] == [codes[0]]
