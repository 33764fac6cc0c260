"""Learns from test scans how a keyboard scanner types: how fast, what it ends with, what it begins with.

Like the decoder it knows no clock and no Qt: it works on the timestamps of the strokes.
"""

import itertools
from dataclasses import dataclass, replace

from hardware.scanner.key_stroke import KeyStroke
from hardware.scanner.us_layout import KEY_ENTER, KEY_J, KEY_KEYPAD_ENTER, KEY_M, KEY_TAB, MODIFIER_KEYS, character
from hardware.scanner.wedge_settings import Suffix, WedgeSettings

SCANS_NEEDED = 3
QUIET_MS = 400
"""So long after its last key a test scan is over; no scanner pauses for so long, and no person scans so quickly."""
_KEYS_MIN = 4
_PERSONS_GAP_MS = 60
_THRESHOLD_MIN_MS, _THRESHOLD_MAX_MS = 20, 55
_PREFIX_MAX = 8
_AIM_FLAG = "]"


@dataclass(frozen=True, slots=True)
class TestScan:
    """One burst of keys. ``gaps_ms`` between them, ``suffix`` None if it ends with its last character."""

    __test__ = False

    text: str
    gaps_ms: tuple[int, ...]
    suffix: Suffix | None

    @property
    def is_a_persons(self) -> bool:
        """Whether a hand typed it: half of its keys come at a person's pace, or it is too short for a code."""
        return len(self.text) < _KEYS_MIN or sorted(self.gaps_ms)[len(self.gaps_ms) // 2] >= _PERSONS_GAP_MS


@dataclass(frozen=True, slots=True)
class LearntScanner:
    """``median_ms`` and ``longest_ms``: between two keys. ``threshold_ms``, ``suffixes``, ``prefix``: as settings.

    ``too_slow``: it pauses as a person does; then ``threshold_ms`` is the largest that leaves people's typing alone.
    """

    median_ms: int
    longest_ms: int
    threshold_ms: int
    suffixes: frozenset[Suffix]
    prefix: str
    too_slow: bool

    def applied_to(self, settings: WedgeSettings) -> WedgeSettings:
        """The settings with what was learnt."""
        return replace(settings, threshold_ms=self.threshold_ms, suffixes=self.suffixes, prefix=self.prefix)


class WedgeLesson:
    """Fed every stroke; ``end_scan`` is called once the keys have been quiet for ``QUIET_MS``."""

    def __init__(self) -> None:
        self._strokes: list[KeyStroke] = []
        self._scans: list[TestScan] = []

    @property
    def scans(self) -> tuple[TestScan, ...]:
        """The test scans so far; what a hand typed is none."""
        return tuple(self._scans)

    @property
    def is_done(self) -> bool:
        """Whether there are enough."""
        return len(self._scans) >= SCANS_NEEDED

    def feed(self, stroke: KeyStroke) -> None:
        """One press. Modifiers and repeats tell nothing; a long pause begins another scan."""
        if stroke.key in MODIFIER_KEYS or stroke.auto_repeat:
            return
        if self._strokes and stroke.time_ms - self._strokes[-1].time_ms > QUIET_MS:
            self.end_scan()
        self._strokes.append(stroke)

    def end_scan(self) -> TestScan | None:
        """Take the keys since the last scan as one; None if there were none. A person's is answered but not kept."""
        strokes, self._strokes = self._strokes, []
        if not strokes:
            return None
        scan = _scan(strokes)
        if not scan.is_a_persons and not self.is_done:
            self._scans.append(scan)
        return scan

    def learnt(self) -> LearntScanner:
        """What the scans agree on. Raises ValueError before there are enough."""
        if not self.is_done:
            raise ValueError(f"expected {SCANS_NEEDED} test scans, got {len(self._scans)}")
        gaps = sorted(gap for scan in self._scans for gap in scan.gaps_ms)
        longest = gaps[-1]
        wanted = longest * 3 // 2 + 5
        suffixes = frozenset(scan.suffix for scan in self._scans if scan.suffix is not None)
        if any(scan.suffix is None for scan in self._scans):
            suffixes = frozenset()
        return LearntScanner(
            median_ms=gaps[len(gaps) // 2],
            longest_ms=longest,
            threshold_ms=max(_THRESHOLD_MIN_MS, min(_THRESHOLD_MAX_MS, wanted)),
            suffixes=suffixes,
            prefix=_common_prefix([scan.text for scan in self._scans]),
            too_slow=longest > _THRESHOLD_MAX_MS,
        )


def _scan(strokes: list[KeyStroke]) -> TestScan:
    suffix: Suffix | None = None
    body = list(strokes)
    while body and (ending := _suffix(body[-1])) is not None:
        suffix = ending
        body.pop()
    times = [stroke.time_ms for stroke in (*body, *strokes[len(body) : len(body) + 1])]
    gaps = tuple(later - earlier for earlier, later in itertools.pairwise(times))
    text = "".join(_character(stroke) for stroke in body)
    return TestScan(text, gaps or (0,), suffix)


def _suffix(stroke: KeyStroke) -> Suffix | None:
    if stroke.key in {KEY_ENTER, KEY_KEYPAD_ENTER} or (stroke.ctrl and stroke.key in {KEY_M, KEY_J}):
        return Suffix.ENTER
    if stroke.key == KEY_TAB:
        return Suffix.TAB
    if not stroke.key:
        return {"\r": Suffix.ENTER, "\n": Suffix.ENTER, "\t": Suffix.TAB}.get(stroke.text)
    return None


def _character(stroke: KeyStroke) -> str:
    if stroke.ctrl or stroke.alt or stroke.meta:
        return ""
    return character(stroke.key, shift=stroke.shift) if stroke.key else stroke.text


def _common_prefix(texts: list[str]) -> str:
    """Signs before the first letter or digit that all codes share: codes begin with letters and digits themselves.

    A prefix of letters cannot be told from the code; it is written into the settings. ``]`` begins an AIM identifier.
    """
    prefix = ""
    for signs in zip(*texts, strict=False):
        sign = signs[0]
        if len(set(signs)) > 1 or sign.isalnum() or sign == _AIM_FLAG or not "!" <= sign <= "~":
            break
        prefix += sign
    return prefix[:_PREFIX_MAX]
