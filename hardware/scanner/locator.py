"""Finds where bar codes lie in a picture and lays each upright.

OpenCV locates them well, but its own decoding invents numbers and is not used.
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.scanner.gray_image import GrayImage

# The quiet zone at both ends, as a share of the code's width.
_MARGIN = 0.15
_WIDTH_MIN, _HEIGHT_MIN, _SIZE_MAX = 20, 8, 4000
# Bands of a bar code's height whose rows are averaged: all of it, and parts where the rest is dirty or torn.
_BANDS = ((0.1, 0.9), (0.1, 0.5), (0.3, 0.7), (0.5, 0.9))
_STRIP_ROWS = 40


class BarcodeLocator:
    """Wraps OpenCV's detector, which keeps state: one locator for each thread."""

    def __init__(self) -> None:
        self._detector = cv2.barcode.BarcodeDetector()

    def crops(self, image: GrayImage, scale: float) -> Iterator[GrayImage]:
        """Each bar code, warped to stand upright at ``scale`` times its size, then the same turned by 90°."""
        _, corners = self._detector.detect(image)
        if corners is None:
            return
        for quad in np.asarray(corners, np.float32).reshape(-1, 4, 2):
            crop = _upright(image, quad, scale)
            if crop is not None:
                yield crop
                yield np.ascontiguousarray(crop.T)


def strips(crop: GrayImage) -> Iterator[GrayImage]:
    """Pictures of the crop's averaged rows: noise and dirt average out, the bars stay."""
    height = crop.shape[0]
    for top, bottom in _BANDS:
        first = int(height * top)
        row = crop[first : max(int(height * bottom), first + 1)].mean(axis=0)
        yield np.repeat(row[np.newaxis].astype(np.uint8), _STRIP_ROWS, axis=0)


def _upright(image: GrayImage, quad: NDArray[np.float32], scale: float) -> GrayImage | None:
    """The quad (bottom left, top left, top right, bottom right) as a rectangle, its longer side lying."""
    width = max(np.linalg.norm(quad[1] - quad[2]), np.linalg.norm(quad[3] - quad[0]))
    height = max(np.linalg.norm(quad[0] - quad[1]), np.linalg.norm(quad[2] - quad[3]))
    if width < height:
        quad, width, height = np.roll(quad, -1, axis=0), height, width
    margin = float(width) * _MARGIN * scale
    columns, rows = int(float(width) * scale + 2 * margin), int(float(height) * scale)
    if columns < _WIDTH_MIN or rows < _HEIGHT_MIN or max(columns, rows) > _SIZE_MAX:
        return None
    corners = np.array([[margin, rows], [margin, 0], [columns - margin, 0], [columns - margin, rows]], np.float32)
    matrix = cv2.getPerspectiveTransform(quad, corners)
    warped = cv2.warpPerspective(image, matrix, (columns, rows), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(warped, np.uint8)
