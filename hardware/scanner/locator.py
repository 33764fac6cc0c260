"""Finds where bar codes lie in a picture and lays each upright.

OpenCV locates them well, but its own decoding invents numbers and is not used. It looks at a reduced picture, which
costs a third and misses other codes than the full one does.
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.scanner.gray_image import GrayImage, reduced
from hardware.scanner.read_code import Quad

# The quiet zone at both ends, as a share of the code's width.
_MARGIN = 0.2
CODE_SHARE = 1 / (1 + 2 * _MARGIN)
"""Of the columns of an upright code, those between its quiet zones."""
_SCALE = 3
_CROP_ROWS, _CROP_COLUMNS_MAX = 64, 1200
_WIDTH_MIN, _HEIGHT_MIN = 20.0, 6.0
_SQUARE = 64
# Bands of a bar code's height whose rows are averaged: nearly all of it, and parts where the rest is dirty or torn.
_BANDS = ((0.1, 0.9), (0.1, 0.5), (0.5, 0.9), (0.35, 0.65))
_STRIP_ROWS = 24

Corners = NDArray[np.float32]


class BarcodeLocator:
    """Wraps OpenCV's detector, which keeps state: one locator for each thread."""

    def __init__(self) -> None:
        self._detector = cv2.barcode.BarcodeDetector()

    def places(self, image: GrayImage, side: int) -> tuple[Corners, ...]:
        """Where bar codes seem to lie, looked for in a picture whose longer side is ``side`` pixels at most."""
        small, factor = reduced(image, side)
        _, corners = self._detector.detect(small)
        if corners is None:
            return ()
        return tuple(np.asarray(corners, np.float32).reshape(-1, 4, 2) / np.float32(factor))


def upright(image: GrayImage, place: Corners) -> GrayImage | None:
    """The bar code lying at ``place``, three times as wide and 64 rows high, its bars standing; None if too small."""
    width = max(_length(place, 1, 2), _length(place, 3, 0))
    height = max(_length(place, 0, 1), _length(place, 2, 3))
    if min(width, height) < _HEIGHT_MIN or max(width, height) < _WIDTH_MIN:
        return None
    square = _warped(image, place, _SQUARE, _SQUARE, 0).astype(np.int16)
    across = float(np.abs(np.diff(square, axis=1)).mean()) / width
    along = float(np.abs(np.diff(square, axis=0)).mean()) / height
    if along > across:
        place, width = np.roll(place, -1, axis=0), height
    margin = int(width * _MARGIN * _SCALE)
    columns = int(width * _SCALE) + 2 * margin
    if columns > _CROP_COLUMNS_MAX:
        margin, columns = margin * _CROP_COLUMNS_MAX // columns, _CROP_COLUMNS_MAX
    return _warped(image, place, columns, _CROP_ROWS, margin)


def strips(crop: GrayImage) -> Iterator[GrayImage]:
    """Pictures of the crop's averaged and sharpened rows: noise and dirt average out, the bars stay."""
    rows = crop.shape[0]
    for top, bottom in _BANDS:
        row = crop[int(rows * top) : int(rows * bottom)].mean(axis=0, keepdims=True)
        sharp = row * 2.2 - cv2.GaussianBlur(row, (0, 0), 4) * 1.2
        yield np.repeat(np.clip(sharp, 0, 255).astype(np.uint8), _STRIP_ROWS, axis=0)


def as_quad(place: Corners) -> Quad:
    """A place as whole pixels."""
    first, second, third, fourth = ((round(float(x)), round(float(y))) for x, y in place)
    return first, second, third, fourth


def _length(place: Corners, one: int, other: int) -> float:
    return float(np.hypot(*(place[one] - place[other])))


def _warped(image: GrayImage, place: Corners, columns: int, rows: int, margin: int) -> GrayImage:
    """The place (bottom left, top left, top right, bottom right) as a rectangle with a margin left and right."""
    corners = np.array([[margin, rows], [margin, 0], [columns - margin, 0], [columns - margin, rows]], np.float32)
    matrix = cv2.getPerspectiveTransform(np.ascontiguousarray(place, np.float32), corners)
    warped = cv2.warpPerspective(image, matrix, (columns, rows), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(warped, np.uint8)
