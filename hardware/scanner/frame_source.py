"""Where a camera's pictures come from: a camera of the system or a video file."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

_DEFAULT_RATE = 25.0
# Who holds a card before a camera waits for the till; so does a film that has gone on for so many pictures without it.
_LEFT_OUT_MAX = 5
# A camera that is not there is asked for again every second; the till tells of it once, OpenCV would each time.
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)


class FrameSource(Protocol):
    """An open stream of pictures."""

    def read(self) -> NDArray[np.uint8] | None:
        """The next picture, BGR or gray, in its time; None when there is none any more."""
        ...

    def close(self) -> None:
        """Give the camera back."""
        ...


class CameraSource:
    """A camera by its number in the system. Raises OSError when it cannot be opened."""

    def __init__(self, index: int, width: int, height: int) -> None:
        self._capture = _opened(cv2.VideoCapture(index), f"camera {index}")
        self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, width)
        self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
        # The newest picture is wanted, not those that piled up while one was being read.
        self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)

    def read(self) -> NDArray[np.uint8] | None:
        """See FrameSource."""
        return _next(self._capture)

    def close(self) -> None:
        """See FrameSource."""
        self._capture.release()


class VideoSource:
    """A video file, at the speed it was taken; pictures that come too late are left out, as a camera does.

    Never more than a few in a row: a computer that stood still sees the rest of the film later, not its end at once.

    Raises OSError when it cannot be opened. ``pause`` waits for that many seconds.
    """

    def __init__(
        self,
        path: Path,
        pause: Callable[[float], object] = time.sleep,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._monotonic_s = monotonic_s
        self._capture = _opened(cv2.VideoCapture(str(path)), f"video {path.name}")
        self._rate = self._capture.get(cv2.CAP_PROP_FPS) or _DEFAULT_RATE
        self._pause = pause
        self._started_s = monotonic_s()
        self._number = 0

    def read(self) -> NDArray[np.uint8] | None:
        """See FrameSource."""
        for left_out in range(_LEFT_OUT_MAX + 1):
            frame = _next(self._capture)
            due_s = self._started_s + self._number / self._rate
            self._number += 1
            late_s = self._monotonic_s() - due_s
            if frame is None or late_s <= 1 / self._rate:
                break
            if left_out == _LEFT_OUT_MAX:
                self._started_s += late_s
        if late_s < 0:
            self._pause(-late_s)
        return frame

    def close(self) -> None:
        """See FrameSource."""
        self._capture.release()


def _opened(capture: cv2.VideoCapture, name: str) -> cv2.VideoCapture:
    if not capture.isOpened():
        capture.release()
        raise OSError(2, f"{name} cannot be opened")
    return capture


def _next(capture: cv2.VideoCapture) -> NDArray[np.uint8] | None:
    good, frame = capture.read()
    return np.asarray(frame, np.uint8) if good else None
