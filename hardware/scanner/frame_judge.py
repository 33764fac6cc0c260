"""Which of the codes seen in a camera's frames to believe; each is handed on once while it stays in view. Pure."""

from collections import deque
from collections.abc import Iterable

from hardware.scanner.read_code import ReadCode, Sighting
from pos_app.domain.codes.symbology import is_two_dimensional

_FRAMES = 5
_READS_NEEDED = 2
REARM_MS, GONE_FRAMES = 1_000, 3


class FrameJudge:
    """Believes a 2D code, which corrects its own errors, at once; a bar code if two of five frames or two steps agree.

    An accepted code counts again only after it was out of view for a second and for some frames: a camera that stood
    still for a second has seen nothing go.
    """

    def __init__(self) -> None:
        self._recent: deque[frozenset[tuple[str, ReadCode]]] = deque(maxlen=_FRAMES)
        self._seen: dict[ReadCode, tuple[int, int]] = {}
        self._number = 0

    def see(self, sightings: Iterable[Sighting], now_ms: int) -> tuple[ReadCode, ...]:
        """Which of the codes seen in a frame to hand on. ``now_ms`` never goes back."""
        frame = frozenset((sighting.step, sighting.code) for sighting in sightings)
        self._recent.append(frame)
        self._number += 1
        self._seen = {code: last for code, last in self._seen.items() if not self._is_gone(last, now_ms)}
        accepted = []
        for code in sorted({code for _, code in frame}, key=lambda code: (code.symbology, code.text)):
            if not self._is_believed(code):
                continue
            if code not in self._seen:
                accepted.append(code)
            self._seen[code] = (now_ms, self._number)
        return tuple(accepted)

    def _is_gone(self, last: tuple[int, int], now_ms: int) -> bool:
        """Whether a code was out of view long enough; ``last``: the moment and the number of its last frame."""
        seen_ms, number = last
        return now_ms - seen_ms > REARM_MS and self._number - number > GONE_FRAMES

    def _is_believed(self, code: ReadCode) -> bool:
        if is_two_dimensional(code.symbology) or code in self._seen:
            return True
        frames = [frame for frame in self._recent if any(seen == code for _, seen in frame)]
        steps = {step for frame in frames for step, seen in frame if seen == code}
        return len(frames) >= _READS_NEEDED or len(steps) >= _READS_NEEDED
