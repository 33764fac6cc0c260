"""What a camera sees, made small for people, with the codes found in it outlined."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.device import CameraPicture
from hardware.scanner.read_code import Quad, ReadCode, Sighting

_SIDE = 640
_PAUSE_MS = 100
# A code's outline stays for a moment after the last frame in which it was read: reading flickers, hands do not.
_LINGER_MS = 300


class Preview:
    """Picks the frames to show and remembers outlines for as long as they should linger."""

    def __init__(self) -> None:
        self._shown_ms: int | None = None
        self._outlines: dict[ReadCode, tuple[Quad, int]] = {}
        self._accepted = False

    def picture(
        self, frame: NDArray[np.uint8], sightings: Sequence[Sighting], accepted: Sequence[ReadCode], now_ms: int
    ) -> CameraPicture | None:
        """The frame for the screen, None if the last one was shown less than a tenth of a second ago."""
        self._outlines |= {sighting.code: (sighting.quad, now_ms) for sighting in sightings}
        self._accepted = self._accepted or bool(accepted)
        if self._shown_ms is not None and now_ms - self._shown_ms < _PAUSE_MS:
            return None
        self._shown_ms = now_ms
        self._outlines = {code: seen for code, seen in self._outlines.items() if now_ms - seen[1] <= _LINGER_MS}
        factor = min(1.0, _SIDE / max(frame.shape[:2]))
        small = cv2.resize(frame, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else frame
        conversion = cv2.COLOR_GRAY2RGB if small.ndim == 2 else cv2.COLOR_BGR2RGB
        rgb = np.asarray(cv2.cvtColor(small, conversion), np.uint8)
        outlines = tuple(_scaled(quad, factor) for quad, _ in self._outlines.values())
        shown = CameraPicture(rgb.shape[1], rgb.shape[0], rgb.tobytes(), outlines, self._accepted)
        self._accepted = False
        return shown


def _scaled(quad: Quad, factor: float) -> Quad:
    first, second, third, fourth = ((round(x * factor), round(y * factor)) for x, y in quad)
    return first, second, third, fourth
