"""The keyboard scanner's decoder, at a simulated window: real timestamps, late handling, late timers."""

import bisect
import itertools
import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.scanner import us_layout
from hardware.scanner.key_stroke import KeyStroke
from hardware.scanner.wedge import Hold, Pass, Replay, Scan, WedgeDecoder
from hardware.scanner.wedge_settings import SeparatorForm, Suffix, WedgeSettings
from pos_app.domain.codes import card_number, gtin
from pos_app.domain.codes.classifier import classify
from pos_app.domain.codes.code import UnknownCode
from pos_app.domain.codes.scan import ScanData, ScanSource, Symbology

SHIFT, CTRL, ALT, ENTER, TAB, F8, UP = 42, 29, 56, 28, 15, 66, 103
US = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./" + '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?@#$^&'
RU = "ёйцукенгшщзхъфывапролджэячсмитьбю." + 'ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"№;:?'
TO_RUSSIAN = str.maketrans(US, RU)
KEYPAD_KEYS = {digit: key for key, digit in us_layout.KEYPAD.items()}


def press(key: int, text: str, at: float, **held: bool) -> KeyStroke:
    return KeyStroke(key, text, int(at), **held)


def typed(text: str, start: float, gaps: Iterable[float], *, russian: bool = False) -> list[KeyStroke]:
    """The presses for ``text``, each a gap after the one before; Shift in the same report as its key."""
    strokes, at = [], start
    for character, gap in zip(text, gaps, strict=True):
        at += gap
        key, shift = us_layout.key_for(character)
        if shift:
            strokes.append(press(SHIFT, "", at, shift=True))
        strokes.append(press(key, character.translate(TO_RUSSIAN) if russian else character, at, shift=shift))
    return strokes


def scanned(text: str, start: float, gaps: list[float], *, russian: bool = False, end: int = ENTER) -> list[KeyStroke]:
    strokes = typed(text, start, gaps[: len(text)], russian=russian)
    return [*strokes, press(end, "\r" if end == ENTER else "\t", strokes[-1].time_ms + gaps[len(text)])]


@dataclass
class Window:
    """Feeds a decoder as a window does, busy during ``stalls``; keeps what scans and the widget in focus receive."""

    decoder: WedgeDecoder
    stalls: list[tuple[int, int]] = field(default_factory=list)
    scans: list[str] = field(default_factory=list)
    widget: list[KeyStroke] = field(default_factory=list)
    longest_wait_ms: int = 0
    _held_since: dict[int, int] = field(default_factory=dict)

    def run(self, strokes: list[KeyStroke]) -> "Window":
        for stroke in [*strokes, None]:
            until = stroke.time_ms if stroke else 10**9
            deadline = self.decoder.deadline_ms
            # The timer fires at its deadline or when the window wakes. Events that have arrived by then go first.
            if deadline is not None and (fires := self._awake(deadline)) < until:
                self._apply(self.decoder.flush(fires), None, fires)
            if stroke:
                self._apply(self.decoder.feed(stroke), stroke, self._awake(stroke.time_ms))
        return self

    def _awake(self, at: int) -> int:
        place = bisect.bisect_right(self.stalls, (at, 10**10)) - 1
        return max(at, self.stalls[place][1]) if place >= 0 else at

    def _apply(self, decisions: tuple[object, ...], stroke: KeyStroke | None, now: int) -> None:
        for decision in decisions:
            match decision:
                case Scan(data):
                    self.scans.append(data.data)
                case Replay(strokes):
                    self.widget.extend(strokes)
                    self.longest_wait_ms = max(self.longest_wait_ms, *(now - held.time_ms for held in strokes))
                case Pass():
                    assert stroke is not None
                    self.widget.append(stroke)

    @property
    def text(self) -> str:
        return "".join(stroke.text for stroke in self.widget if stroke.key not in us_layout.MODIFIER_KEYS)


characters = sorted({us_layout.character(key, shift=shift) for key in range(1, 60) for shift in (False, True)} - {""})
# A code that begins with «]» may be an AIM identifier, which has a test of its own.
codes = st.text(st.sampled_from(characters), min_size=4, max_size=40).filter(lambda text: text[0] != "]")
scan_gaps = st.lists(st.floats(1, 30), min_size=41, max_size=41)
human_gaps = st.lists(st.floats(60, 400), min_size=1, max_size=25)


@given(codes, scan_gaps, st.booleans(), st.sampled_from([ENTER, TAB]))
def test_a_scan_is_whole_in_every_layout(text: str, gaps: list[float], russian: bool, end: int) -> None:
    window = Window(WedgeDecoder()).run(scanned(text, 100, gaps, russian=russian, end=end))
    assert window.scans == [text]
    assert window.text == ""


@given(human_gaps, st.data(), st.booleans())
def test_a_person_is_never_a_scan_and_loses_no_key(gaps: list[float], data: st.DataObject, russian: bool) -> None:
    text = data.draw(st.text(st.sampled_from(US + "0123456789 "), min_size=len(gaps), max_size=len(gaps)))
    strokes = typed(text, 0, gaps, russian=russian)
    strokes.append(press(ENTER, "\r", strokes[-1].time_ms + 60))
    window = Window(WedgeDecoder()).run(strokes)
    assert window.scans == []
    assert window.widget == strokes
    assert window.longest_wait_ms <= 36 + 20


@given(
    st.lists(st.tuples(st.booleans(), codes, scan_gaps, human_gaps, st.integers(60, 300)), max_size=6), st.booleans()
)
def test_scans_and_typing_in_turn(turns: list[tuple[bool, str, list[float], list[float], int]], russian: bool) -> None:
    strokes: list[KeyStroke] = []
    expected_scans, expected_typing, at = [], "", 0
    for is_scan, text, fast, slow, pause in turns:
        if is_scan:
            strokes += scanned(text, at, fast, russian=russian)
            expected_scans.append(text)
        else:
            word = text[: len(slow)]
            strokes += typed(word, at, slow[: len(word)], russian=russian)
            expected_typing += word.translate(TO_RUSSIAN) if russian else word
        at = strokes[-1].time_ms + pause
    window = Window(WedgeDecoder()).run(strokes)
    assert window.scans == expected_scans
    assert window.text == expected_typing


@pytest.mark.parametrize("russian", [False, True])
def test_ten_thousand_scans_with_typing_and_stalls(russian: bool) -> None:
    chance = random.Random(f"wedge {russian}")
    alphabet = "0123456789" * 6 + "ABCDEFKPabcxyz-/;[:?"
    strokes: list[KeyStroke] = []
    stalls: list[tuple[int, int]] = []
    expected, typing, at = [], "", 0.0
    for _ in range(10_000):
        text = "".join(chance.choices(alphabet, k=chance.randint(4, 20)))
        pace = chance.uniform(1, 30)
        gaps = [max(1.0, min(30.0, pace * chance.uniform(0.5, 1.5))) for _ in range(len(text) + 1)]
        if chance.random() < 0.2:
            start = int(at + chance.uniform(0, 200))
            stalls.append((start, start + 100))
        strokes += scanned(text, at, gaps, russian=russian)
        expected.append(text)
        at = strokes[-1].time_ms + chance.uniform(60, 300)
        if chance.random() < 0.2:
            word = "".join(chance.choices("abcdef0123456789", k=chance.randint(1, 8)))
            strokes += typed(word, at, [chance.uniform(60, 250) for _ in word], russian=russian)
            typing += word.translate(TO_RUSSIAN) if russian else word
            at = strokes[-1].time_ms + chance.uniform(60, 300)
    apart = [stall for stall, after in itertools.pairwise(sorted(stalls)) if stall[1] < after[0]]
    window = Window(WedgeDecoder(), apart).run(strokes)
    assert window.scans == expected
    assert window.text == typing


def test_a_single_key_of_a_person_comes_after_the_threshold() -> None:
    decoder = WedgeDecoder()
    key = press(30, "a", 1000)
    assert decoder.feed(key) == (Hold(),)
    assert decoder.deadline_ms == 1046
    assert decoder.flush(1045) == ()
    assert decoder.flush(1046) == (Replay((key,)),)
    assert decoder.deadline_ms is None
    assert decoder.flush(5000) == ()


@pytest.mark.parametrize("key", [ENTER, TAB, UP, F8, 59, 1, 14, 111])
def test_keys_without_character_pass_at_once(key: int) -> None:
    assert WedgeDecoder().feed(press(key, "", 0)) == (Pass(),)


def test_a_shortcut_passes_at_once_and_after_what_was_typed() -> None:
    decoder = WedgeDecoder()
    key = press(30, "a", 0)
    assert decoder.feed(press(46, "\x03", 0, ctrl=True)) == (Pass(),)
    assert decoder.feed(press(46, "c", 5, alt=True)) == (Pass(),)
    assert decoder.feed(press(46, "c", 6, meta=True)) == (Pass(),)
    assert decoder.feed(key) == (Hold(),)
    assert decoder.feed(press(UP, "", 20)) == (Replay((key,)), Pass())


def test_a_short_burst_is_a_persons() -> None:
    strokes = scanned("123", 0, [5] * 4)
    window = Window(WedgeDecoder()).run(strokes)
    assert window.scans == []
    assert window.widget == strokes


def test_a_hiccup_in_the_middle_tears_no_code() -> None:
    strokes = scanned("4600051000057", 0, [2.0] * 6 + [145.0] + [2.0] * 7)
    assert Window(WedgeDecoder()).run(strokes).scans == ["4600051000057"]


@given(st.integers(4, 12), st.integers(155, 250), st.lists(st.floats(1, 30), min_size=14, max_size=14))
def test_the_rest_of_a_torn_code_is_no_code(place: int, pause: int, gaps: list[float]) -> None:
    gaps[place] = pause
    strokes = scanned("4600051000057", 0, gaps)
    window = Window(WedgeDecoder()).run(strokes)
    assert window.scans == []
    assert window.widget == strokes
    assert window.run(scanned("96385074", strokes[-1].time_ms + 310, [2] * 9)).scans == ["96385074"]


def test_the_line_feed_behind_the_return_presses_no_button() -> None:
    decoder = WedgeDecoder()
    for stroke in scanned("12345", 0, [5] * 6):
        last = decoder.feed(stroke)
    assert isinstance(last[0], Scan)
    assert decoder.feed(press(ENTER, "\n", 35)) == (Hold(),)
    assert decoder.feed(press(ENTER, "\r", 500)) == (Pass(),)


def test_control_characters_end_a_scan() -> None:
    for key in (us_layout.KEY_M, us_layout.KEY_J):
        strokes = typed("12345", 0, [5] * 5)
        window = Window(WedgeDecoder()).run([*strokes, press(key, "\r", 30, ctrl=True)])
        assert window.scans == ["12345"]
    assert WedgeDecoder().feed(press(us_layout.KEY_J, "\n", 0, ctrl=True)) == (Pass(),)


def test_every_form_of_the_group_separator() -> None:
    head, tail = typed("0104600", 0, [5] * 7), typed("91ab", 60, [5] * 4)
    forms = {
        SeparatorForm.CTRL_BRACKET: [press(CTRL, "", 40, ctrl=True), press(27, "\x1d", 42, ctrl=True)],
        SeparatorForm.F8: [press(F8, "", 42)],
        SeparatorForm.ALT_CODE: [press(ALT, "", 40, alt=True)]
        + [press(KEYPAD_KEYS[digit], digit, 42 + 4 * place, alt=True) for place, digit in enumerate("029")],
    }
    for form, separator in forms.items():
        strokes = [*head, *separator, *tail, press(ENTER, "\r", 85)]
        assert Window(WedgeDecoder()).run(strokes).scans == ["0104600\x1d91ab"], form
        others = frozenset(SeparatorForm) - {form}
        assert Window(WedgeDecoder(WedgeSettings(separator_forms=others))).run(strokes).scans == [], form


def test_ctrl_bracket_under_russian_layout_and_alone() -> None:
    strokes = [*typed("0104600", 0, [5] * 7, russian=True), press(27, "ъ", 40, ctrl=True), press(30, "ф", 45)]
    window = Window(WedgeDecoder()).run([*strokes, press(ENTER, "\r", 50)])
    assert window.scans == ["0104600\x1da"]


def test_a_scanner_that_types_everything_as_alt_codes() -> None:
    strokes, at = [], 0
    for character in "KP12":
        strokes.append(press(ALT, "", at, alt=True))
        for digit in f"{ord(character):03d}":
            at += 3
            strokes.append(press(KEYPAD_KEYS[digit], digit, at, alt=True))
    window = Window(WedgeDecoder()).run([*strokes, press(ENTER, "\r", at + 3)])
    assert window.scans == ["KP12"]


def test_keypad_digits_count_and_keypad_arrows_do_not() -> None:
    keypad = [press(KEYPAD_KEYS[digit], digit, 5 * place) for place, digit in enumerate("46000510")]
    assert Window(WedgeDecoder()).run([*keypad, press(96, "\r", 45)]).scans == ["46000510"]
    assert WedgeDecoder().feed(press(KEYPAD_KEYS["8"], "", 0)) == (Pass(),)


def test_auto_repeat() -> None:
    decoder = WedgeDecoder()
    key = press(30, "a", 0)
    decoder.feed(key)
    again = replace(key, time_ms=20, auto_repeat=True)
    assert decoder.feed(again) == (Replay((key,)), Pass())
    assert decoder.feed(again) == (Pass(),)
    strokes = scanned("12345", 100, [5] * 6)
    stutter = replace(strokes[4], auto_repeat=True)
    assert Window(decoder).run([*strokes[:5], stutter, *strokes[5:]]).scans == ["12345"]


def test_prefix_lets_everything_else_pass_at_once() -> None:
    decoder = WedgeDecoder(WedgeSettings(prefix="~"))
    key = press(30, "a", 0)
    assert decoder.feed(key) == (Pass(),)
    window = Window(decoder).run(scanned("~KP12", 100, [5] * 6))
    assert window.scans == ["KP12"]


def test_the_aim_identifier_becomes_the_symbology() -> None:
    decoder = WedgeDecoder()
    for stroke in scanned("]E04600051000057", 0, [2] * 17):
        decisions = decoder.feed(stroke)
    data = ScanData("4600051000057", ScanSource.KEYBOARD, Symbology.EAN13, stroke.time_ms)
    assert decisions == (Scan(data),)


def test_without_suffix_the_pause_ends_a_scan() -> None:
    settings = WedgeSettings(suffixes=frozenset())
    window = Window(WedgeDecoder(settings)).run(typed("460005", 0, [5] * 6))
    assert window.scans == ["460005"]
    assert Window(WedgeDecoder(settings)).run(typed("46", 0, [5] * 2)).text == "46"


def test_only_the_suffix_of_the_settings_counts() -> None:
    settings = WedgeSettings(suffixes=frozenset({Suffix.TAB}))
    assert Window(WedgeDecoder(settings)).run(scanned("12345", 0, [5] * 6)).scans == []
    assert Window(WedgeDecoder(settings)).run(scanned("12345", 0, [5] * 6, end=TAB)).scans == ["12345"]


def test_without_scan_codes_the_text_counts() -> None:
    strokes = [press(0, character, 5 * place) for place, character in enumerate("KP12")]
    assert Window(WedgeDecoder()).run([*strokes, press(0, "\r", 25)]).scans == ["KP12"]


@given(st.lists(st.builds(KeyStroke, st.integers(0, 130), st.text(max_size=1), st.integers(0, 400), st.booleans(),
                          st.booleans(), st.booleans(), st.booleans(), st.booleans()), max_size=40))  # fmt: skip
def test_whatever_keys_come_none_is_lost_or_doubled(strokes: list[KeyStroke]) -> None:
    strokes = [replace(stroke, time_ms=stroke.time_ms + 20 * place) for place, stroke in enumerate(strokes)]
    window = Window(WedgeDecoder()).run(strokes)
    if not window.scans:
        assert [s for s in window.widget if s.key not in us_layout.MODIFIER_KEYS] == [
            s for s in strokes if s.key not in us_layout.MODIFIER_KEYS
        ]


@given(st.integers(1, 2), st.integers(46, 59), st.booleans())
def test_a_code_torn_after_its_first_keys_is_no_code(place: int, pause: int, russian: bool) -> None:
    """One or two keys may be a person's and are given up; what follows sooner than a person types is their rest."""
    text = "4600051000057"
    gaps = [5.0] * (len(text) + 1)
    gaps[place] = float(pause)
    window = Window(WedgeDecoder()).run(scanned(text, 100, gaps, russian=russian))
    assert window.scans == []
    assert window.text.strip() == text, "nothing is swallowed: the field has all of it"


def test_three_quick_keys_are_a_scanners_and_a_hiccup_behind_them_tears_nothing() -> None:
    text = "4600051000057"
    gaps = [5.0] * (len(text) + 1)
    gaps[3] = 90.0
    assert Window(WedgeDecoder()).run(scanned(text, 100, gaps)).scans == [text]


@pytest.mark.parametrize("pause", [50, 70, 100, 149])
def test_a_scanner_that_hiccups_behind_its_second_key_gives_no_half_code(pause: int) -> None:
    """Two keys may be a person's, whose fingers roll; what follows at once and as fast is no code of its own."""
    code = "2496424006878"
    window = Window(WedgeDecoder()).run(scanned(code, 1_000, [20, 20, pause, *[20] * 11]))
    assert window.scans in ([], [code])


def test_a_person_who_rolled_two_keys_may_scan_a_moment_later() -> None:
    by_hand = typed("24", 1_000, [0, 20])
    window = Window(WedgeDecoder()).run([*by_hand, *scanned("4600051000057", 1_300, [10] * 14)])
    assert window.scans == ["4600051000057"]
    assert "".join(stroke.text for stroke in window.widget) == "24"


Event = tuple[int, int, KeyStroke | None]
"""When, which key, and its press or None for its release."""


def with_releases(strokes: list[KeyStroke], hold_ms: int) -> list[Event]:
    """Presses with their releases, as events come."""
    events: list[Event] = []
    for stroke in strokes:
        if stroke.key not in us_layout.MODIFIER_KEYS:
            events += [(stroke.time_ms, stroke.key, stroke), (stroke.time_ms + hold_ms, stroke.key, None)]
    return events


def stood_still(events: list[Event], place: int, pause_ms: int) -> list[Event]:
    """The computer stands still before the event of that place: it and all behind it are stamped later."""
    return [
        (at + pause_ms, key, press and replace(press, time_ms=at + pause_ms)) if number >= place else (at, key, press)
        for number, (at, key, press) in enumerate(events)
    ]


def decided(decoder: WedgeDecoder, events: list[Event]) -> tuple[list[str], str]:
    """The scans, and what a field got; the timer of the window fires when it is due."""
    scans: list[str] = []
    text = ""
    for at, key, press in [*events, (10**9, 0, None)]:
        decisions: tuple[object, ...] = ()
        if decoder.deadline_ms is not None and decoder.deadline_ms < at:
            decisions = decoder.flush(decoder.deadline_ms)
        if press is not None:
            decisions += decoder.feed(press)
        else:
            decoder.release(key, at)
        for decision in decisions:
            if isinstance(decision, Scan):
                scans.append(decision.data.data)
            elif isinstance(decision, Replay):
                text += "".join(each.text for each in decision.strokes)
            elif isinstance(decision, Pass) and press is not None:
                text += press.text
    return scans, text


goods = st.integers(10**11, 10**12 - 1).map(lambda number: gtin.with_check_digit(str(number)))
cards = st.integers(0, 10**8 - 1).map(card_number.generate)


def is_known(scan: ScanData) -> bool:
    return not isinstance(classify(scan), UnknownCode)


@given(st.data(), goods | cards, st.integers(1, 30), st.integers(1, 140))
def test_a_computer_that_stands_still_in_a_scan_never_makes_another_code_of_it(
    data: st.DataObject, code: str, pace: int, pause: int
) -> None:
    """Wherever between press and release of any key."""
    strokes = scanned(code, 1_000, [float(pace)] * (len(code) + 1))
    events = with_releases(strokes, min(pace, data.draw(st.integers(0, 15))))
    place = data.draw(st.integers(1, len(events) - 1))
    decoder = WedgeDecoder(knows=is_known)
    scans, text = decided(decoder, stood_still(events, place, pause))
    assert scans in ([], [code])
    assert (scans == [code]) == (text.strip() == ""), "a torn code is in the field, whole; a scan left nothing there"
    # The cashier scans once more.
    again = with_releases(scanned(code, events[-1][0] + pause + 300, [float(pace)] * (len(code) + 1)), 2)
    assert decided(decoder, again)[0] == [code]


@given(goods | cards, st.integers(1, 30), st.integers(60, 900))
def test_a_code_without_its_first_key_is_no_other_code(code: str, pace: int, pause: int) -> None:
    gaps = [float(pace)] * (len(code) + 1)
    gaps[1] = float(pause)
    scans, text = decided(WedgeDecoder(knows=is_known), with_releases(scanned(code, 1_000, gaps), 1))
    assert (scans, text.strip()) == ([], code), "the field has all of it, and takes it with Enter as typed"


@given(
    st.lists(st.tuples(st.sampled_from("0123456789fd"), st.integers(60, 400)), min_size=1, max_size=6),
    st.sampled_from([0, 1, 19, 25, 45]),
    st.integers(60, 900),
    goods | cards,
    st.integers(1, 30),
)
def test_a_scan_behind_a_persons_keys_is_never_lost_however_short_his_taps(
    keys: list[tuple[str, int]], hold: int, pause: int, code: str, pace: int
) -> None:
    typing = typed("".join(key for key, _ in keys), 1_000, [float(gap) for _, gap in keys])
    strokes = scanned(code, typing[-1].time_ms + hold + pause - pace, [float(pace)] * (len(code) + 1))
    scans, text = decided(
        WedgeDecoder(knows=is_known), [*with_releases(typing, hold), *with_releases(strokes, min(2, pace))]
    )
    assert (scans, text) == ([code], "".join(key for key, _ in keys))


@given(
    st.lists(st.tuples(st.sampled_from("0123456789fd"), st.integers(60, 400)), min_size=1, max_size=12),
    st.sampled_from([0, 1, 19, 25, 45, 59]),
    st.sampled_from([20, 35, 55]),
)
def test_a_person_is_never_a_scan_however_short_his_taps(
    keys: list[tuple[str, int]], hold: int, threshold: int
) -> None:
    """Touch screens and remote desktops press and let go at once."""
    text = "".join(key for key, _ in keys)
    strokes = typed(text, 1_000, [float(gap) for _, gap in keys])
    strokes.append(press(ENTER, "\r", strokes[-1].time_ms + 60))
    scans, shown = decided(WedgeDecoder(WedgeSettings(threshold_ms=threshold)), with_releases(strokes, hold))
    assert scans == []
    assert shown == text + "\r"


def test_a_person_lets_go_of_a_key_and_scans() -> None:
    by_hand = with_releases(typed("24", 1_000, [0.0, 90.0]), 45)
    scan = with_releases(scanned("4600051000057", 1_090 + 45 + 60, [10.0] * 14), 2)
    assert decided(WedgeDecoder(), [*by_hand, *scan]) == (["4600051000057"], "24")
