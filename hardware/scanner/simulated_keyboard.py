"""A keyboard scanner's twin: the strokes of a scanner and of a person, told apart by the real decoder.

Its strokes bear the times that a scanner's would, on a clock of their own: nothing is waited for.
"""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass

from hardware.device import DeviceKind, DeviceState
from hardware.scanner import callback
from hardware.scanner.key_stroke import KeyStroke
from hardware.scanner.us_layout import KEY_ENTER, KEY_RIGHT_BRACKET, key_for
from hardware.scanner.wedge import Decision, Pass, Replay, Scan, WedgeDecoder
from hardware.scanner.wedge_settings import WedgeSettings
from pos_app.domain.codes.scan import ScanData

_US = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?@#$^&"
_RU = 'ёйцукенгшщзхъфывапролджэячсмитьбю.ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"№;:?'
_TO_RUSSIAN = str.maketrans(_US, _RU)
_GROUP_SEPARATOR = "\x1d"
# How long a scanner and a person hold a key.
_SCANNERS_HOLD_MS, _PERSONS_HOLD_MS = 2, 45
# Between two things that are done at the counter.
_APART_MS = 1_000


@dataclass(frozen=True, slots=True)
class _Keys:
    """What is typed in one go, each key held for so long."""

    strokes: list[KeyStroke]
    hold_ms: int


class SimulatedKeyboardScanner:
    """Hands on scans from a thread of its own, as other scanners do. ``typed`` is what a field in focus would hold.

    ``russian``: the chosen layout, which changes what strokes say and nothing of what they mean.
    """

    def __init__(self, name: str, settings: WedgeSettings | None = None, *, russian: bool = False) -> None:
        self._name = name
        self._decoder = WedgeDecoder(settings)
        self._russian = russian
        self._clock_ms = 0
        self._waiting: queue.SimpleQueue[_Keys | DeviceState | threading.Event | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self.typed = ""

    def start(self, on_scan: Callable[[ScanData], None], on_state: Callable[[DeviceState], None]) -> None:
        """Begin to hand on. Raises RuntimeError when it runs already."""
        if self._thread is not None:
            raise RuntimeError(f"scanner {self._name} was started twice")
        self.plug()
        self._thread = threading.Thread(target=self._run, args=(on_scan, on_state), name=f"scanner-{self._name}")
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join()
            self._thread = None

    def scan(self, text: str, identifier: str = "", pace_ms: int = 5, *, keys: int | None = None) -> None:
        """Read a code, a key each ``pace_ms``; ``keys``: the cable is pulled after so many, before the last."""
        strokes = self._strokes(f"{identifier}{text}", pace_ms)
        self._clock_ms += pace_ms
        whole = [*strokes, KeyStroke(KEY_ENTER, "\r", self._clock_ms)][: keys or len(strokes) + 1]
        self._waiting.put(_Keys(whole, min(_SCANNERS_HOLD_MS, pace_ms)))

    def type_by_hand(self, text: str, pace_ms: int = 120) -> None:
        """Type as a person does."""
        self._waiting.put(_Keys(self._strokes(text, pace_ms), min(_PERSONS_HOLD_MS, pace_ms)))

    def settle(self) -> None:
        """Wait until all that was scanned or typed so far is decided."""
        done = threading.Event()
        self._waiting.put(done)
        done.wait()

    def plug(self) -> None:
        """Come back."""
        self._waiting.put(DeviceState(self._name, DeviceKind.SCANNER, True, "scanner_ready"))

    def unplug(self) -> None:
        """Go away."""
        self._waiting.put(DeviceState(self._name, DeviceKind.SCANNER, False, "scanner_not_found"))

    def _strokes(self, text: str, pace_ms: int) -> list[KeyStroke]:
        self._clock_ms += _APART_MS
        strokes = []
        for character in text:
            self._clock_ms += pace_ms
            if character == _GROUP_SEPARATOR:
                strokes.append(KeyStroke(KEY_RIGHT_BRACKET, character, self._clock_ms, ctrl=True))
                continue
            key, shift = key_for(character)
            shown = character.translate(_TO_RUSSIAN) if self._russian else character
            strokes.append(KeyStroke(key, shown, self._clock_ms, shift=shift))
        return strokes

    def _run(self, on_scan: Callable[[ScanData], None], on_state: Callable[[DeviceState], None]) -> None:
        while (event := self._waiting.get()) is not None:
            if isinstance(event, DeviceState):
                callback.tell(on_state, event, self._name)
            elif isinstance(event, threading.Event):
                event.set()
            else:
                for stroke in event.strokes:
                    self._decided(self._decoder.feed(stroke), stroke, on_scan)
                    self._decoder.release(stroke.key, stroke.time_ms + event.hold_ms)
                deadline_ms = self._decoder.deadline_ms
                if deadline_ms is not None:
                    self._decided(self._decoder.flush(deadline_ms), None, on_scan)

    def _decided(
        self, decisions: tuple[Decision, ...], stroke: KeyStroke | None, on_scan: Callable[[ScanData], None]
    ) -> None:
        for decision in decisions:
            if isinstance(decision, Scan):
                callback.tell(on_scan, decision.data, self._name)
            elif isinstance(decision, Replay):
                self.typed += "".join(each.text for each in decision.strokes)
            elif isinstance(decision, Pass) and stroke is not None:
                self.typed += stroke.text
