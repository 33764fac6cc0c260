"""Whether a bar code is whole: white lies on both sides of it, and it reads the same over some of its height.

A short Interleaved 2 of 5 has no check digit, and a slanting line through a longer one reads as a short one: it leaves
the code through its upper or lower edge, into white if it will, but only in a row or two.
"""

import numpy as np
from numpy.typing import NDArray

from hardware.scanner.gray_image import GrayImage
from hardware.scanner.read_code import Quad

Line = NDArray[np.float64]
_SAMPLES = 240
_BESIDE = 0.13
# Between the outermost bar and the place where white is asked for: the reader's corners are not exact.
_GAP = 0.025
_CONTRAST_MAX = 0.45
# How high the rows that read the same must reach: a share of the code's length, or of a picture of the code alone.
_HEIGHT_OF_LENGTH, _HEIGHT_OF_PICTURE = 0.1, 0.5


def is_whole(image: GrayImage, quad: Quad) -> bool:
    """Whether a bar code with the corners top left, top right, then back, was read from end to end."""
    corners = np.array(quad, np.float64)
    length = float(np.hypot(*(corners[1] - corners[0])))
    height = min(float(np.hypot(*(corners[3] - corners[0]))), float(np.hypot(*(corners[2] - corners[1]))))
    high = height >= _HEIGHT_OF_LENGTH * length or height >= _HEIGHT_OF_PICTURE * image.shape[0]
    return high and has_quiet_zones(image, quad)


def has_quiet_zones(image: GrayImage, quad: Quad) -> bool:
    """Whether the picture is even on both sides of a bar code with the corners top left, top right, then back."""
    corners = np.array(quad, np.float64)
    start, end = (corners[0] + corners[3]) / 2, (corners[1] + corners[2]) / 2
    inside = _along(image, start, end, 0.0, 1.0)
    before = _along(image, start, end, -_BESIDE, -_GAP)
    behind = _along(image, start, end, 1 + _GAP, 1 + _BESIDE)
    if inside is None or before is None or behind is None:
        return False
    contrast = float(np.percentile(inside, 95) - np.percentile(inside, 5))
    return all(float(side.max() - side.min()) < _CONTRAST_MAX * contrast for side in (before, behind))


def _along(
    image: GrayImage,
    start: Line,
    end: Line,
    first: float,
    last: float,
) -> Line | None:
    """Brightness between two shares of the line, softened over three samples; None where that is off the picture."""
    shares = np.linspace(first, last, max(8, int(_SAMPLES * (last - first))))
    points = start + shares[:, np.newaxis] * (end - start)
    columns, rows = np.rint(points[:, 0]).astype(int), np.rint(points[:, 1]).astype(int)
    height, width = image.shape
    if columns.min() < 0 or rows.min() < 0 or columns.max() >= width or rows.max() >= height:
        return None
    return np.convolve(image[rows, columns].astype(np.float64), np.ones(3) / 3, mode="valid")
