"""How a camera's frames are read within their time: two quick steps on each, one further step in turn.

A frame of 1280 × 720 without a code may take 30 ms, one of 640 × 480 12 ms. The time goes with the number of pixels, so
a further step sees a part of the frame: the middle, where codes are held, or one window after the other.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

from hardware.scanner.code_readers import CodeReaders, Sightings
from hardware.scanner.gray_image import GrayImage, denoised, evened, inverted, reduced
from hardware.scanner.locator import Corners
from hardware.scanner.read_code import Sighting, placed
from hardware.scanner.zxing_reader import Effort

# A larger frame is reduced to this for the first step; its windows are not.
_SIDE_MAX = 1280
# Longer sides at which bar codes are looked for, from frame to frame: each finds some that the others miss.
_SIDES = (512, 320, 420)
_PLACES_MAX, _ZBAR_PLACES_MAX = 4, 2
_MIDDLE = 0.6
_ANGLES = (45, 135, 22.5, 67.5, 112.5, 157.5)
# Windows of a third of each side that overlap by half; the middle one comes first, and again between others.
_WINDOW = 1 / 3
_ELSEWHERE = tuple(
    sorted(
        product((0, 1 / 6, 1 / 3, 1 / 2, 2 / 3), repeat=2), key=lambda at: abs(at[0] - _WINDOW) + abs(at[1] - _WINDOW)
    )
)

# What has read something is tried first on so many frames more: a bar code is believed when it is read twice in five.
_AGAIN = 4

_FurtherStep = Callable[[GrayImage, tuple[Corners, ...], int], Sightings]


class LiveSteps:
    """One for each thread."""

    def __init__(self, readers: CodeReaders) -> None:
        self._readers = readers
        self._again, self._read_in_turn = 0, 0
        self._further: tuple[tuple[str, _FurtherStep], ...] = (
            ("enlarged", self._enlarged_middle),
            ("evened", self._evened),
            ("strips by zbar", lambda image, places, _: readers.strips_by_zbar(image, places[:_ZBAR_PLACES_MAX])),
            ("enlarged", self._enlarged_window),
            ("inverted", self._inverted),
            ("located inverted", lambda image, places, _: readers.at(image, places, negative=True)),
            ("reduced", lambda image, _, __: readers.reduced(image, max(image.shape) // 2, Effort.QUICK)),
            ("enlarged", self._enlarged_window),
            ("denoised", self._denoised),
            ("on its side", self._on_its_side),
            *((f"turned {angle:g}", self._turned(angle)) for angle in _ANGLES),
        )

    def look(self, image: GrayImage, frame_number: int) -> Sightings:
        """What the first step that sees anything sees, each code with the step's name."""
        seen = _named("direct", self._direct(image))
        if seen:
            return seen
        turn = frame_number
        if self._again > 0:
            self._again, turn = self._again - 1, self._read_in_turn
        # A small frame is looked at in a smaller picture too: the locator costs more than all the rest there.
        side = min(_SIDES[turn % len(_SIDES)], max(image.shape) * 2 // 3)
        places = self._readers.places(image, side, _PLACES_MAX)
        seen = _named("located", self._readers.at(image, places))
        if not seen:
            name, step = self._further[turn % len(self._further)]
            seen = _named(name, step(image, places, turn // len(self._further)))
        if seen:
            self._again, self._read_in_turn = _AGAIN, turn
        return seen

    def _direct(self, image: GrayImage) -> Sightings:
        small, factor = reduced(image, _SIDE_MAX)
        return tuple(placed(sighting, factor) for sighting in self._readers.zxing.read(small, Effort.QUICK))

    def _enlarged_middle(self, image: GrayImage, _places: tuple[Corners, ...], _round: int) -> Sightings:
        return self._in_window(image, _WINDOW, _WINDOW, _WINDOW, self._enlarge)

    def _enlarged_window(self, image: GrayImage, _places: tuple[Corners, ...], turn: int) -> Sightings:
        top, left = _ELSEWHERE[turn % len(_ELSEWHERE)]
        return self._in_window(image, top, left, _WINDOW, self._enlarge)

    def _enlarge(self, part: GrayImage) -> Sightings:
        return self._readers.enlarged(part, Effort.QUICK)

    def _evened(self, image: GrayImage, _places: tuple[Corners, ...], _round: int) -> Sightings:
        return self._in_middle(image, lambda part: self._readers.zxing.read(evened(part), Effort.QUICK))

    def _inverted(self, image: GrayImage, _places: tuple[Corners, ...], _round: int) -> Sightings:
        return self._in_middle(image, lambda part: self._readers.zxing.read(inverted(part), Effort.QUICK))

    def _denoised(self, image: GrayImage, _places: tuple[Corners, ...], _round: int) -> Sightings:
        return self._in_middle(image, lambda part: self._readers.zxing.read(denoised(part), Effort.QUICK))

    def _on_its_side(self, image: GrayImage, _places: tuple[Corners, ...], _round: int) -> Sightings:
        small, factor = reduced(image, max(image.shape) // 2)
        seen = self._readers.zxing.read(small, Effort.FULL, linear_only=True)
        return tuple(placed(sighting, factor) for sighting in seen)

    def _turned(self, angle: float) -> _FurtherStep:
        def read(part: GrayImage) -> Sightings:
            return self._readers.turned(part, angle, Effort.QUICK)

        return lambda image, _places, _round: self._in_middle(image, read)

    def _in_middle(self, image: GrayImage, read: Callable[[GrayImage], Sightings]) -> Sightings:
        edge = (1 - _MIDDLE) / 2
        return self._in_window(image, edge, edge, _MIDDLE, read)

    def _in_window(
        self, image: GrayImage, top: float, left: float, share: float, read: Callable[[GrayImage], Sightings]
    ) -> Sightings:
        """Read a part of the image, given as shares of its sides."""
        rows, columns = image.shape
        first_row, first_column = int(rows * top), int(columns * left)
        part = image[first_row : first_row + int(rows * share), first_column : first_column + int(columns * share)]
        return tuple(placed(sighting, 1, first_column, first_row) for sighting in read(part.copy()))


def _named(name: str, seen: tuple[Sighting, ...]) -> Sightings:
    return tuple(replace(sighting, step=name) for sighting in seen)
