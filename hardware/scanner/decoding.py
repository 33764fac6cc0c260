"""Codes out of pictures: single ones with every step that is needed, frames of a camera within their time.

Loads OpenCV (0.3 s): import it where a camera or a picture is really used.
"""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.scanner.code_readers import CodeReaders
from hardware.scanner.evidence import Evidence
from hardware.scanner.gray_image import as_gray
from hardware.scanner.live_steps import LiveSteps
from hardware.scanner.read_code import ReadCode, Sighting
from hardware.scanner.still_steps import still_steps
from hardware.scanner.zbar_reader import ZbarMissingError

# One worker is enough for a camera; the other cores are the till's.
cv2.setNumThreads(1)
# Every picture goes through so many steps: a second code in it may be one that the first step does not read.
_STEPS_ALWAYS = 2
# No code is lower than this, and what is makes libraries stumble.
_SIDE_LEAST = 8


class ImageDecoder:
    """The readers and their steps. One for each thread. ``missing`` says what the system lacks; the rest goes on."""

    def __init__(self) -> None:
        readers = CodeReaders()
        self.missing: ZbarMissingError | None = readers.missing
        self.steps = still_steps(readers)
        self._live = LiveSteps(readers)

    def decode(self, image: NDArray[np.uint8]) -> tuple[ReadCode, ...]:
        """The codes in one picture. Raises ValueError for an array that is no picture."""
        return tuple(sighting.code for sighting in self.sightings(image))

    def sightings(self, image: NDArray[np.uint8]) -> tuple[Sighting, ...]:
        """The codes in one picture and their places. Raises ValueError for an array that is no picture."""
        gray = as_gray(image)
        if min(gray.shape) < _SIDE_LEAST:
            return ()
        evidence = Evidence()
        for number, step in enumerate(self.steps, start=1):
            evidence.add(step.name, step.read(gray), sure=step.sure)
            if number >= _STEPS_ALWAYS and evidence.is_settled:
                break
        return evidence.accepted()

    def decode_frame(self, image: NDArray[np.uint8], frame_number: int) -> tuple[Sighting, ...]:
        """What the quick steps see in a camera's frame, else one of the others, whose turn it is.

        Nothing of it is accepted yet: see FrameJudge. Raises ValueError for an array that is no picture.
        """
        gray = as_gray(image)
        return self._live.look(gray, frame_number) if min(gray.shape) >= _SIDE_LEAST else ()


def decode_image(image: NDArray[np.uint8]) -> tuple[ReadCode, ...]:
    """The codes in one picture, gray or BGR, as ``cv2.imread`` gives it; empty when there is none that can be read.

    For single pictures, from one thread. Raises ValueError for an array that is no picture.
    """
    return _decoder().decode(image)


@cache
def _decoder() -> ImageDecoder:
    return ImageDecoder()
