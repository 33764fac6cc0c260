"""Tells the keys of a keyboard scanner («wedge») from those of a person, by time.

Every press goes through here before any widget sees it. Keys that may be a scan are held back; they become one scan
when the suffix comes, or are replayed when they turn out to be a person's. The decoder knows no clock and no Qt: it
works on the timestamps of the events, so that a window that was busy for 100 ms loses nothing.

What the window does with the decisions for a stroke, in order:

* ``Replay``: send these strokes to the widget in focus now;
* ``Hold``: swallow the stroke; if there is a deadline, start a timer of ``deadline_ms`` minus the stroke's ``time_ms``
  and call ``flush(deadline_ms)`` when it ends;
* ``Pass``: let the stroke go its normal way;
* ``Scan``: swallow the stroke and hand the scan on.

The window also tells when a key was let go (``release``), and starts its timer anew then: keys that a computer tore
apart by standing still are better told from a person's. By time alone a key, a pause and a code may be all of these:
``knows`` says whether the shop's table of codes takes a text, and what is a code only together with the key before it
is no code of its own.

``flush`` is right only when every event that has already arrived was fed: after its timer came late, the window lets
its event loop go round once more before it flushes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from hardware.scanner.key_stroke import KeyStroke
from hardware.scanner.us_layout import (
    ALT_KEYS,
    KEY_ENTER,
    KEY_F8,
    KEY_J,
    KEY_KEYPAD_ENTER,
    KEY_M,
    KEY_RIGHT_BRACKET,
    KEY_TAB,
    KEYPAD,
    MODIFIER_KEYS,
    character,
)
from hardware.scanner.wedge_settings import SeparatorForm, Suffix, WedgeSettings
from pos_app.domain.codes.scan import ScanData, ScanSource
from pos_app.domain.codes.symbology import split_aim_identifier

GROUP_SEPARATOR = "\x1d"
# Between two characters that a scanner types with Shift lies one report more. Still below a quick typist's 60 ms.
_MODIFIER_ALLOWANCE_MS = 20
# So late the timestamps of a machine with too much to do may be; as far from a quick typist as from a slow scanner.
_JITTER_MS = 10
# No person starts like this, so a scanner's hiccup in the middle of a code is waited for.
_HICCUP_MS = 150
# What follows a code that broke off is its other half.
_TORN_PAUSE_MS = 300
# So long a computer with too much to do may stand still.
_STOOD_STILL_MS = 1_000
# So many keys within the threshold of each other are no person's: two may be, of fingers that roll over the keys.
_NO_PERSONS_KEYS = 3
# A person's next key does not come sooner. What comes sooner, but too late for a scanner, is a code that was torn.
_PERSONS_GAP_MS = 59
# Between press and release a scanner has one report of its cable, a person's finger the way down and up.
_SCANNERS_TAP_MS = 20
_ALT_DIGITS_MAX = 4


@dataclass(frozen=True, slots=True)
class Hold:
    """The stroke is kept until it is known whose it is."""


@dataclass(frozen=True, slots=True)
class Pass:
    """The stroke is none of the scanner's."""


@dataclass(frozen=True, slots=True)
class Replay:
    """These held strokes were a person's."""

    strokes: tuple[KeyStroke, ...]


@dataclass(frozen=True, slots=True)
class Scan:
    """A whole code was read. ``received_ms`` of its data is the timestamp of the last key."""

    data: ScanData


Decision = Hold | Pass | Replay | Scan
Knows = Callable[[ScanData], bool]
"""Whether the shop's table of codes takes it, its check digit included."""


def _knows_nothing(_scan: ScanData) -> bool:
    return False


@dataclass(slots=True)
class _Burst:
    """Strokes that may be a scan. ``text`` is what a US keyboard makes of them, ``alt_digits`` an open Alt code.

    ``follows_closely``: so soon behind keys that were given up that it may be the rest of a code; ``head``: the text of
    those keys, while they may be its beginning at all. ``tapped``: the last key was let go as a scanner does.
    """

    strokes: list[KeyStroke] = field(default_factory=list)
    text: str = ""
    alt_digits: str = ""
    last_ms: int = 0
    modifier_since: bool = False
    follows_closely: bool = False
    head: str = ""
    tapped: bool = False

    def close_alt_code(self) -> None:
        """Turn the digits typed with Alt into the character they name."""
        if self.alt_digits:
            self.text += chr(int(self.alt_digits) % 256)
            self.alt_digits = ""


class WedgeDecoder:
    """Decides for one stroke at a time; see the module's text for what the window does with the answers."""

    def __init__(self, settings: WedgeSettings | None = None, knows: Knows = _knows_nothing) -> None:
        self._settings = settings or WedgeSettings()
        self._knows = knows
        self._burst = _Burst()
        self._suffix_ms: int | None = None
        self._torn_until_ms: int | None = None
        self._given_up_ms: int | None = None
        self._given_up_for_ms = 0
        self._given_up_key = 0
        self._given_up_text = ""

    def with_settings(self, settings: WedgeSettings) -> "WedgeDecoder":
        """A new one for a scanner that was set up otherwise."""
        return WedgeDecoder(settings, self._knows)

    @property
    def deadline_ms(self) -> int | None:
        """The timestamp after which held strokes are decided by ``flush``; None when nothing is held."""
        return self._burst.last_ms + self._limit_ms() + 1 if self._burst.strokes else None

    def feed(self, stroke: KeyStroke) -> tuple[Decision, ...]:
        """Decide for one press. The last decision is about this stroke; a Replay before it is about earlier ones."""
        if stroke.key in MODIFIER_KEYS:
            return self._modifier(stroke)
        if stroke.auto_repeat:
            return self._auto_repeat()
        earlier: tuple[Decision, ...] = ()
        if self._burst.strokes and not self._in_time(stroke):
            earlier = self._give_up()
        if self._is_suffix(stroke):
            return (*earlier, *self._suffix(stroke))
        meaning = self._meaning(stroke)
        if meaning is None or self._is_rest_of_torn(stroke) or not self._may_hold(stroke, meaning):
            return (*earlier, *self._give_up(), Pass())
        self._take(stroke, meaning)
        return (*earlier, Hold())

    def release(self, key: int, time_ms: int) -> None:
        """A key was let go, by the system's own time; repeats that a held key makes by itself are not told."""
        burst = self._burst
        if burst.strokes:
            last = burst.strokes[-1]
            burst.tapped = burst.tapped or (key == last.key and time_ms - last.time_ms <= _SCANNERS_TAP_MS)
        elif self._given_up_ms is not None and key == self._given_up_key:
            # Held so long, or torn off from its release: a person's hand takes its time from here on.
            self._given_up_ms = max(self._given_up_ms, time_ms)

    def flush(self, now_ms: int) -> tuple[Decision, ...]:
        """Decide for what is held, once no key came in time. ``now_ms`` is in the clock of the strokes' timestamps."""
        deadline_ms = self.deadline_ms
        if deadline_ms is None or now_ms < deadline_ms:
            return ()
        return self._give_up()

    def _modifier(self, stroke: KeyStroke) -> tuple[Decision, ...]:
        if self._burst.strokes:
            self._burst.modifier_since = True
            if stroke.key in ALT_KEYS:
                self._burst.close_alt_code()
        return (Pass(),)

    def _auto_repeat(self) -> tuple[Decision, ...]:
        # A scanner lifts each key long before the system repeats it: in a burst a stutter, else a person's held key.
        if self._is_surely_a_scan():
            return (Hold(),)
        return (*self._give_up(), Pass())

    def _limit_ms(self) -> int:
        if len(self._burst.text) >= _NO_PERSONS_KEYS and self._settings.suffixes:
            return max(_HICCUP_MS, self._settings.threshold_ms)
        threshold_ms = self._settings.threshold_ms
        if self._burst.tapped:
            return max(threshold_ms, _PERSONS_GAP_MS)
        allowance_ms = _MODIFIER_ALLOWANCE_MS if self._burst.modifier_since else _JITTER_MS
        return max(threshold_ms, min(threshold_ms + allowance_ms, _PERSONS_GAP_MS))

    def _is_surely_a_scan(self) -> bool:
        return len(self._burst.text) >= self._settings.minimum_length

    def _is_rest_of_torn(self, stroke: KeyStroke) -> bool:
        if self._torn_until_ms is None or stroke.time_ms > self._torn_until_ms:
            self._torn_until_ms = None
            return False
        self._torn_until_ms = max(self._torn_until_ms, stroke.time_ms + self._settings.threshold_ms)
        return True

    def _in_time(self, stroke: KeyStroke) -> bool:
        return stroke.time_ms - self._burst.last_ms <= self._limit_ms()

    def _is_suffix(self, stroke: KeyStroke) -> bool:
        if stroke.alt or stroke.meta:
            return False
        if stroke.ctrl:
            # CR and LF from scanners that type control characters; a person's Ctrl+J and Ctrl+M stand alone.
            return stroke.key in {KEY_M, KEY_J} and Suffix.ENTER in self._settings.suffixes and self._busy(stroke)
        if stroke.key in {KEY_ENTER, KEY_KEYPAD_ENTER} or (not stroke.key and stroke.text in {"\r", "\n"}):
            return Suffix.ENTER in self._settings.suffixes
        if stroke.key == KEY_TAB or (not stroke.key and stroke.text == "\t"):
            return Suffix.TAB in self._settings.suffixes
        return False

    def _busy(self, stroke: KeyStroke) -> bool:
        return bool(self._burst.strokes) or self._just_ended(stroke)

    def _just_ended(self, stroke: KeyStroke) -> bool:
        return self._suffix_ms is not None and stroke.time_ms - self._suffix_ms <= self._settings.threshold_ms

    def _suffix(self, stroke: KeyStroke) -> tuple[Decision, ...]:
        if not self._burst.strokes and self._just_ended(stroke):
            return (Hold(),)  # the LF of CR LF: it must not press the button in focus
        data = self._whole_code(stroke.time_ms)
        if data is None:
            decisions = (*self._give_up(), Pass())
            # Whatever was torn ends here: the next code may come at once.
            self._given_up_ms = self._torn_until_ms = None
            return decisions
        self._burst = _Burst()
        self._suffix_ms = stroke.time_ms
        return (Scan(data),)

    def _meaning(self, stroke: KeyStroke) -> str | None:
        """The stroke's character on a US keyboard, ``""`` for a digit of an Alt code, None for a key without one."""
        forms = self._settings.separator_forms
        if stroke.meta:
            return None
        if stroke.ctrl:
            bracket = stroke.key == KEY_RIGHT_BRACKET and SeparatorForm.CTRL_BRACKET in forms and not stroke.alt
            return GROUP_SEPARATOR if bracket else None
        if stroke.alt:
            digit = KEYPAD.get(stroke.key, "")
            return "" if digit.isdigit() and SeparatorForm.ALT_CODE in forms else None
        if stroke.key == KEY_F8 and SeparatorForm.F8 in forms:
            return GROUP_SEPARATOR
        if stroke.key in KEYPAD:
            return KEYPAD[stroke.key] if stroke.text else None  # Num Lock off: arrows
        if not stroke.key:
            return stroke.text if len(stroke.text) == 1 and stroke.text.isprintable() else None
        return character(stroke.key, shift=stroke.shift) or None

    def _may_hold(self, stroke: KeyStroke, meaning: str) -> bool:
        if not self._burst.strokes and stroke.key == KEY_F8:
            return False  # a separator never comes first, a person's F8 does
        prefix = self._settings.prefix
        begun = self._burst.text + meaning
        return not prefix or begun.startswith(prefix) or prefix.startswith(begun)

    def _take(self, stroke: KeyStroke, meaning: str) -> None:
        burst = self._burst
        if meaning:
            burst.close_alt_code()
            burst.text += meaning
        else:
            if len(burst.alt_digits) == _ALT_DIGITS_MAX:
                burst.close_alt_code()
            burst.alt_digits += KEYPAD[stroke.key]
        if not burst.strokes and self._given_up_ms is not None:
            after_ms = stroke.time_ms - self._given_up_ms
            burst.follows_closely = after_ms <= self._given_up_for_ms
            burst.head = self._given_up_text if after_ms <= _STOOD_STILL_MS else ""
        burst.tapped = False
        burst.strokes.append(stroke)
        burst.last_ms = stroke.time_ms
        burst.modifier_since = False
        self._suffix_ms = None

    def _whole_code(self, received_ms: int) -> ScanData | None:
        self._burst.close_alt_code()
        prefix = self._settings.prefix
        text = self._burst.text
        if not text.startswith(prefix) or self._burst.follows_closely:
            return None
        scan = _scan_of(text[len(prefix) :], received_ms)
        if len(scan.data) < self._settings.minimum_length:
            return None
        head = self._burst.head
        if head and not self._knows(scan) and self._knows(_scan_of(head + text, received_ms)):
            return None
        return scan

    def _give_up(self) -> tuple[Decision, ...]:
        """What was held is a person's, or a scan from a reader without suffix."""
        burst = self._burst
        if not burst.strokes:
            return ()
        self._given_up_ms, self._given_up_key = burst.last_ms, burst.strokes[-1].key
        # A scanner's hiccup behind its second key; behind one key it may as well be a person's first.
        self._given_up_for_ms = _HICCUP_MS if len(burst.text) > 1 else _PERSONS_GAP_MS
        self._given_up_text = burst.text if len(burst.text) < _NO_PERSONS_KEYS and not self._settings.prefix else ""
        data = None if self._settings.suffixes else self._whole_code(burst.last_ms)
        if data is None and self._is_surely_a_scan():
            self._torn_until_ms = burst.last_ms + _TORN_PAUSE_MS
        self._burst = _Burst()
        return (Replay(tuple(burst.strokes)),) if data is None else (Scan(data),)


def _scan_of(text: str, received_ms: int) -> ScanData:
    symbology, data = split_aim_identifier(text)
    return ScanData(data, ScanSource.KEYBOARD, symbology, received_ms)
