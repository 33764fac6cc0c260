"""Which of the codes seen in a camera's frames to believe; each is handed on once while it stays in view. Pure."""

from collections import deque
from collections.abc import Iterable

from hardware.scanner.read_code import ReadCode, Sighting
from pos_app.domain.codes.symbology import is_two_dimensional

_FRAMES = 5
_READS_NEEDED = 2
REARM_MS = 1_000


class FrameJudge:
    """Believes a 2D code, which corrects its own errors, at once; a bar code if two of five frames or two steps agree.

    An accepted code counts again only after it was out of view for a second.
    """

    def __init__(self) -> None:
        self._recent: deque[frozenset[tuple[str, ReadCode]]] = deque(maxlen=_FRAMES)
        self._seen_ms: dict[ReadCode, int] = {}

    def see(self, sightings: Iterable[Sighting], now_ms: int) -> tuple[ReadCode, ...]:
        """Which of the codes seen in a frame to hand on. ``now_ms`` never goes back."""
        frame = frozenset((sighting.step, sighting.code) for sighting in sightings)
        self._recent.append(frame)
        accepted = []
        for code in sorted({code for _, code in frame}, key=lambda code: (code.symbology, code.text)):
            if not self._is_believed(code):
                continue
            last_ms = self._seen_ms.get(code)
            self._seen_ms[code] = now_ms
            if last_ms is None or now_ms - last_ms > REARM_MS:
                accepted.append(code)
        self._seen_ms = {code: at for code, at in self._seen_ms.items() if now_ms - at <= REARM_MS}
        return tuple(accepted)

    def _is_believed(self, code: ReadCode) -> bool:
        if is_two_dimensional(code.symbology) or code in self._seen_ms:
            return True
        frames = [frame for frame in self._recent if any(seen == code for _, seen in frame)]
        steps = {step for frame in frames for step, seen in frame if seen == code}
        return len(frames) >= _READS_NEEDED or len(steps) >= _READS_NEEDED
