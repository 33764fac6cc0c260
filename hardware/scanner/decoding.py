"""Codes out of pictures: steps in turn, from the quick to the stubborn.

Loads OpenCV (0.3 s): import it where a camera or a picture is really used.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from hardware.scanner.gray_image import GrayImage, as_gray, enlarged, evened, rotated
from hardware.scanner.locator import BarcodeLocator, strips
from hardware.scanner.read_code import ReadCode
from hardware.scanner.zbar_reader import ZbarMissingError, ZbarReader
from hardware.scanner.zxing_reader import ZxingReader

_CROP_SCALE, _STRIP_SCALE = 2, 3
_ANGLES = (-30, -15, 15, 30, 45, 60)
# So many steps are quick enough for every frame of a camera.
_LIVE_STEPS = 2


@dataclass(frozen=True, slots=True)
class DecodeStep:
    """One way to read a picture; the name says it in reports and tells agreeing steps apart."""

    name: str
    read: Callable[[GrayImage], tuple[ReadCode, ...]]


class ImageDecoder:
    """The readers and their steps. One for each thread. ``missing`` says what the system lacks; the rest goes on."""

    def __init__(self) -> None:
        self._zxing = ZxingReader()
        self._locator = BarcodeLocator()
        self._zbar: ZbarReader | None = None
        self.missing: ZbarMissingError | None = None
        try:
            self._zbar = ZbarReader()
        except ZbarMissingError as error:
            self.missing = error
        self.steps = self._build_steps()

    def decode(self, image: NDArray[np.uint8]) -> tuple[ReadCode, ...]:
        """What the first step that finds anything finds. Raises ValueError for an array that is no picture."""
        gray = as_gray(image)
        for step in self.steps:
            codes = step.read(gray)
            if codes:
                return codes
        return ()

    def decode_frame(self, image: NDArray[np.uint8], frame_number: int) -> tuple[tuple[str, ReadCode], ...]:
        """What the quick steps find, else one of the others, whose turn it is; each code with its step's name."""
        gray = as_gray(image)
        quick, others = self.steps[:_LIVE_STEPS], self.steps[_LIVE_STEPS:]
        for step in (*quick, others[frame_number % len(others)]):
            codes = step.read(gray)
            if codes:
                return tuple((step.name, code) for code in codes)
        return ()

    def _build_steps(self) -> tuple[DecodeStep, ...]:
        steps = [
            DecodeStep("direct", self._zxing.read),
            DecodeStep("located", self._read_located),
            DecodeStep("enlarged", lambda image: self._zxing.read(enlarged(image))),
            DecodeStep("evened", lambda image: self._zxing.read(evened(image))),
        ]
        zbar = self._zbar
        if zbar is not None:
            steps[2:2] = [DecodeStep("strips", lambda image: self._read_strips(zbar, image))]
            steps += [
                DecodeStep("zbar", zbar.read),
                DecodeStep("zbar inverted", lambda image: zbar.read(np.bitwise_not(image))),
                DecodeStep("zbar evened", lambda image: zbar.read(evened(image))),
                DecodeStep("strips enlarged", lambda image: self._read_strips(zbar, enlarged(image))),
            ]
        return (*steps, *(DecodeStep(f"rotated {angle}", self._rotated_reader(angle)) for angle in _ANGLES))

    def _read_located(self, image: GrayImage) -> tuple[ReadCode, ...]:
        return _distinct(
            code
            for crop in self._locator.crops(image, _CROP_SCALE)
            for code in self._zxing.read(crop, linear_only=True)
        )

    def _read_strips(self, zbar: ZbarReader, image: GrayImage) -> tuple[ReadCode, ...]:
        found: list[ReadCode] = []
        for crop in self._locator.crops(image, _STRIP_SCALE):
            found += next((codes for strip in strips(crop) if (codes := zbar.read(strip))), ())
        return _distinct(found)

    def _rotated_reader(self, angle: int) -> Callable[[GrayImage], tuple[ReadCode, ...]]:
        return lambda image: self._zxing.read(rotated(image, angle), linear_only=True)


def decode_image(image: NDArray[np.uint8]) -> tuple[ReadCode, ...]:
    """The codes in one picture, gray or BGR, as ``cv2.imread`` gives it; empty when there is none that can be read.

    For single pictures, from one thread. Raises ValueError for an array that is no picture.
    """
    return _decoder().decode(image)


@cache
def _decoder() -> ImageDecoder:
    return ImageDecoder()


def _distinct(codes: Iterable[ReadCode]) -> tuple[ReadCode, ...]:
    return tuple(dict.fromkeys(codes))
