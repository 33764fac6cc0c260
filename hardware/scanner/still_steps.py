"""All the ways to read a single picture, from the quick to the stubborn."""

from collections.abc import Callable
from dataclasses import dataclass

from hardware.scanner.code_readers import CodeReaders, Sightings
from hardware.scanner.gray_image import (
    GrayImage,
    denoised,
    enlarged,
    evened,
    grown,
    inverted,
    reduced,
    sharpened,
    softened,
)
from hardware.scanner.read_code import placed
from hardware.scanner.zbar_reader import ZbarReader
from hardware.scanner.zxing_reader import Effort

# Longer sides at which bar codes are looked for: each finds some that the others miss.
_SIDE, _SIDES_FURTHER = 512, (320, 640, 420, 800)
# A photo of a telephone is reduced to this before it is enlarged or given to zbar.
_SIDE_MAX = 1600
# Matching the shapes of digits costs more than all other steps together at each place.
_MATCHED_MAX = 3
# With the upright picture and the reader's own quarter turns every 22.5 degrees.
_ANGLES = (22.5, 45, 67.5)


@dataclass(frozen=True, slots=True)
class Step:
    """One way to read a picture. ``sure``: its readings count by themselves, not only beside others'."""

    name: str
    read: Callable[[GrayImage], Sightings]
    sure: bool = True


def still_steps(readers: CodeReaders) -> tuple[Step, ...]:
    """The steps in their order; without zbar fewer."""
    zxing, full = readers.zxing.read, Effort.FULL
    steps = [
        Step("direct", zxing),
        Step("located", lambda image: readers.at(image, readers.places(image, _SIDE))),
        Step("enlarged", lambda image: _scaled(image, lambda part: readers.enlarged(part, full))),
        Step("located again", lambda image: _located_again(readers, image)),
        Step("evened", lambda image: zxing(evened(image))),
        Step("inverted", lambda image: zxing(inverted(image))),
        Step("located inverted", lambda image: readers.at(image, readers.places(image, _SIDE), negative=True)),
        Step("matched", lambda image: _matched(readers, image)),
        Step("unsmeared", lambda image: _unsmeared(readers, image)),
    ]
    if readers.zbar is not None:
        zbar = readers.zbar
        steps += [
            Step("strips by zbar", lambda image: readers.strips_by_zbar(image, readers.places(image, _SIDE)), False),
            *(Step(name, _by_zbar(zbar, change, factor), False) for name, (change, factor) in _FOR_ZBAR.items()),
        ]
    return (
        *steps,
        Step("one threshold", lambda image: zxing(image, one_threshold=True)),
        Step("denoised", lambda image: zxing(denoised(image))),
        Step("softened", lambda image: zxing(softened(image))),
        Step("sharpened", lambda image: zxing(sharpened(image))),
        *(Step(f"turned {angle}", _turned_by(readers, angle)) for angle in _ANGLES),
        Step("enlarged inverted", lambda image: _scaled(image, lambda part: readers.enlarged(inverted(part), full))),
    )


# What is done to the picture before zbar sees it, and by how much that enlarges it.
_FOR_ZBAR: dict[str, tuple[Callable[[GrayImage], GrayImage], float]] = {
    "zbar": (lambda image: image, 1),
    "zbar evened": (evened, 1),
    "zbar evened, grown": (lambda image: grown(evened(image), 1.5), 1.5),
    "zbar inverted": (inverted, 1),
    "zbar inverted, grown": (lambda image: grown(inverted(image), 1.5), 1.5),
    "zbar enlarged": (enlarged, 2),
}


def _located_again(readers: CodeReaders, image: GrayImage) -> Sightings:
    for side in _SIDES_FURTHER:
        seen = readers.at(image, readers.places(image, side))
        if seen:
            return seen
    return ()


def _matched(readers: CodeReaders, image: GrayImage) -> Sightings:
    for side in (_SIDE, *_SIDES_FURTHER):
        places = readers.places(image, side)
        if places:
            return readers.matched_at(image, places, _MATCHED_MAX)
    return ()


def _unsmeared(readers: CodeReaders, image: GrayImage) -> Sightings:
    for side in (_SIDE, *_SIDES_FURTHER):
        seen = readers.unsmeared_at(image, readers.places(image, side), _MATCHED_MAX)
        if seen:
            return seen
    return ()


def _by_zbar(
    zbar: ZbarReader, change: Callable[[GrayImage], GrayImage], factor: float
) -> Callable[[GrayImage], Sightings]:
    return lambda image: _scaled(
        image, lambda part: tuple(placed(sighting, factor) for sighting in zbar.read(change(part)))
    )


def _turned_by(readers: CodeReaders, angle: float) -> Callable[[GrayImage], Sightings]:
    return lambda image: _scaled(image, lambda part: readers.turned(part, angle, Effort.FULL))


def _scaled(image: GrayImage, read: Callable[[GrayImage], Sightings]) -> Sightings:
    small, factor = reduced(image, _SIDE_MAX)
    return tuple(placed(sighting, factor) for sighting in read(small))
