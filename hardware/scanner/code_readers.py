"""The ways to read one picture: each gives what it sees, with its place in that picture."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from hardware.scanner.gray_image import GrayImage, Points, enlarged, inverted, reduced, turned
from hardware.scanner.locator import CODE_SHARE, BarcodeLocator, Corners, as_quad, strips, upright
from hardware.scanner.matched_retail import matched
from hardware.scanner.read_code import Quad, ReadCode, Sighting, canonical, placed
from hardware.scanner.unsmeared import agreed, unsmeared_strips
from hardware.scanner.zbar_reader import ZbarMissingError, ZbarReader
from hardware.scanner.zxing_reader import Effort, ZxingReader
from pos_app.domain.codes.scan import Symbology

Sightings = tuple[Sighting, ...]
# Each place costs about half a millisecond; a picture full of text has many that are none.
_PLACES_MAX = 6


class CodeReaders:
    """zxing-cpp, zbar if the system has it, and the locator. One for each thread."""

    def __init__(self) -> None:
        self.zxing = ZxingReader()
        self.locator = BarcodeLocator()
        self.zbar: ZbarReader | None = None
        self.missing: ZbarMissingError | None = None
        try:
            self.zbar = ZbarReader()
        except ZbarMissingError as error:
            self.missing = error

    def places(self, image: GrayImage, side: int, most: int = _PLACES_MAX) -> tuple[Corners, ...]:
        """Where bar codes seem to lie; the largest ones where there are more than ``most``."""
        found = self.locator.places(image, side)
        return found if len(found) <= most else tuple(sorted(found, key=_area, reverse=True)[:most])

    def at(self, image: GrayImage, places: Sequence[Corners], *, negative: bool = False) -> Sightings:
        """Bar codes at these places, laid upright: as they are, and their rows averaged."""
        seen: list[Sighting] = []
        for place in places:
            crop = upright(image, place)
            if crop is None:
                continue
            if negative:
                crop = inverted(crop)
            codes = self.zxing.read(crop, Effort.QUICK, linear_only=True)
            if not codes:
                rows = (self.zxing.read(strip, Effort.QUICK, linear_only=True) for strip in strips(crop))
                codes = next((found for found in rows if found), ())
            seen += (replace(sighting, quad=as_quad(place)) for sighting in codes)
        return distinct(seen)

    def matched_at(self, image: GrayImage, places: Sequence[Corners], most: int) -> Sightings:
        """EAN-13 and UPC-A at the ``most`` largest of these places, by the shapes of their digits."""
        seen = []
        for place in sorted(places, key=_area, reverse=True)[:most]:
            crop = upright(image, place)
            found = None if crop is None else matched(crop, crop.shape[1] * CODE_SHARE)
            if found is not None:
                seen.append(Sighting(canonical(Symbology.EAN13, found.text), as_quad(place)))
        return distinct(seen)

    def unsmeared_at(self, image: GrayImage, places: Sequence[Corners], most: int) -> Sightings:
        """Bar codes at the ``most`` largest of these places, the smear of a movement taken back."""
        seen = []
        for place in sorted(places, key=_area, reverse=True)[:most]:
            crop = upright(image, place)
            if crop is None:
                continue
            codes = [
                sighting.code
                for strip in unsmeared_strips(crop)
                for sighting in self.zxing.read(strip, Effort.QUICK, linear_only=True)
            ]
            text = agreed(Counter(code.text for code in codes))
            seen += [Sighting(code, as_quad(place)) for code in codes if code.text == text][:1]
        return distinct(seen)

    def strips_by_zbar(self, image: GrayImage, places: Sequence[Corners]) -> Sightings:
        """The averaged rows at these places, read by zbar; nothing where zbar is missing."""
        if self.zbar is None:
            return ()
        seen: list[Sighting] = []
        for place in places:
            crop = upright(image, place)
            if crop is not None:
                codes = next((found for strip in strips(crop) if (found := self.zbar.read(strip))), ())
                seen += (replace(sighting, quad=as_quad(place)) for sighting in codes)
        return distinct(seen)

    def enlarged(self, image: GrayImage, effort: Effort) -> Sightings:
        """The picture twice as large and sharpened."""
        return tuple(placed(sighting, 2) for sighting in self.zxing.read(enlarged(image), effort))

    def reduced(self, image: GrayImage, side: int, effort: Effort) -> Sightings:
        """The picture with a longer side of ``side`` pixels at most."""
        small, factor = reduced(image, side)
        return tuple(placed(sighting, factor) for sighting in self.zxing.read(small, effort))

    def turned(self, image: GrayImage, degrees: float, effort: Effort) -> Sightings:
        """Bar codes in the picture turned: zxing-cpp reads none at a tilt of 30 to 60 degrees."""
        canvas, back = turned(image, degrees)
        seen = self.zxing.read(canvas, effort, linear_only=True)
        return tuple(replace(sighting, quad=_led_back(sighting.quad, back)) for sighting in seen)


def distinct(sightings: Iterable[Sighting]) -> Sightings:
    """The first sighting of each code."""
    first: dict[ReadCode, Sighting] = {}
    for sighting in sightings:
        first.setdefault(sighting.code, sighting)
    return tuple(first.values())


def _area(place: Corners) -> float:
    diagonal, other = place[2] - place[0], place[3] - place[1]
    return abs(float(diagonal[0] * other[1] - diagonal[1] * other[0]))


def _led_back(quad: Quad, matrix: Points) -> Quad:
    corners = np.array(quad, np.float64) @ matrix[:, :2].T + matrix[:, 2]
    first, second, third, fourth = ((round(float(x)), round(float(y))) for x, y in corners)
    return first, second, third, fourth
