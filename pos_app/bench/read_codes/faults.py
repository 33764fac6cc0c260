"""How a camera spoils a picture, one function for each fault; ``chance`` draws how badly."""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.random import Generator

from pos_app.bench.read_codes.code_picture import Picture

Fault = Callable[[Picture, Generator], Picture]
_PAPER = 235.0


def _bytes(values: "np.ndarray[tuple[int, ...], np.dtype[np.floating]]") -> Picture:
    return np.asarray(np.clip(values, 0, 255), np.uint8)


def turned(picture: Picture, chance: Generator) -> Picture:
    """By any angle."""
    return turned_by(picture, float(chance.uniform(0, 360)))


def turned_by(picture: Picture, degrees: float) -> Picture:
    """Counter-clockwise, on paper that holds all of it."""
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    cosine, sine = abs(matrix[0, 0]), abs(matrix[0, 1])
    columns, rows = int(height * sine + width * cosine), int(height * cosine + width * sine)
    matrix[0, 2] += (columns - width) / 2
    matrix[1, 2] += (rows - height) / 2
    out = cv2.warpAffine(picture, matrix, (columns, rows), flags=cv2.INTER_AREA, borderValue=(_PAPER,))
    return np.asarray(out, np.uint8)


def blurred(picture: Picture, chance: Generator) -> Picture:
    """Out of focus by about the width of a narrow bar."""
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), float(chance.uniform(1.2, 2.4))), np.uint8)


def moved(picture: Picture, chance: Generator) -> Picture:
    """Moved while the shutter was open."""
    length = int(chance.integers(5, 12))
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1 / length
    matrix = cv2.getRotationMatrix2D((length / 2, length / 2), float(chance.uniform(0, 180)), 1)
    kernel = np.asarray(cv2.warpAffine(kernel, matrix, (length, length)), np.float32)
    return np.asarray(cv2.filter2D(picture, -1, kernel / max(float(kernel.sum()), 1e-6)), np.uint8)


def noisy(picture: Picture, chance: Generator) -> Picture:
    """A small sensor in poor light."""
    return _bytes(picture + chance.normal(0, chance.uniform(20, 45), picture.shape))


def faint(picture: Picture, chance: Generator) -> Picture:
    """Low contrast: faded thermal paper."""
    low = chance.uniform(90, 130)
    span = chance.uniform(18, 40)
    return _bytes(picture / 255.0 * span + low + chance.normal(0, 2.5, picture.shape))


def small(picture: Picture, chance: Generator) -> Picture:
    """Far away: a narrow bar is little more than a pixel."""
    factor = float(chance.uniform(0.36, 0.5))
    return np.asarray(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)


def inverted(picture: Picture, chance: Generator) -> Picture:
    """Light on dark."""
    return _bytes(255 - picture * chance.uniform(0.8, 1.0))


def glaring(picture: Picture, chance: Generator) -> Picture:
    """A lamp mirrored in the foil, and light that falls off."""
    height, width = picture.shape
    rows, columns = np.mgrid[0:height, 0:width]
    x, y = chance.uniform(0.2, 0.8) * width, chance.uniform(0.1, 0.9) * height
    radius = chance.uniform(0.12, 0.25) * min(height, width) + 4
    spot = np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * radius**2))
    slope = 1 - chance.uniform(0.3, 0.6) * columns / width
    return _bytes(picture * 0.75 * slope + 255 * spot)


def tilted(picture: Picture, chance: Generator) -> Picture:
    """In perspective."""
    height, width = picture.shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inwards = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]]) * chance.uniform(0, 0.2, (4, 2)) * [width, height]
    matrix = cv2.getPerspectiveTransform(corners, (corners + inwards).astype(np.float32))
    out = cv2.warpPerspective(picture, matrix, (width, height), flags=cv2.INTER_AREA, borderValue=(_PAPER,))
    return np.asarray(out, np.uint8)


def curved(picture: Picture, chance: Generator) -> Picture:
    """Around a can: the sides are narrower than the middle."""
    height, width = picture.shape
    half = chance.uniform(0.9, 1.25)
    across = np.linspace(-np.sin(half), np.sin(half), width)
    source_x = (np.arcsin(across) / half + 1) / 2 * (width - 1)
    bow = chance.uniform(0.0, 0.12) * height * (1 - np.cos(np.arcsin(across)))
    columns = np.tile(source_x, (height, 1)).astype(np.float32)
    rows = (np.arange(height)[:, np.newaxis] + bow[np.newaxis]).astype(np.float32)
    return np.asarray(cv2.remap(picture, columns, rows, cv2.INTER_LINEAR, borderValue=(_PAPER,)), np.uint8)


def scratched(picture: Picture, chance: Generator) -> Picture:
    """Dirt and scratches, which leave a few whole rows."""
    out = picture.copy()
    height, width = picture.shape
    for _ in range(int(chance.integers(4, 9))):
        ends = [(int(chance.integers(0, width)), int(chance.integers(0, height))) for _ in range(2)]
        cv2.line(out, ends[0], ends[1], int(chance.integers(0, 256)), int(chance.integers(1, 4)))
    return out


def squeezed(picture: Picture, chance: Generator) -> Picture:
    """A picture of few bytes (JPEG)."""
    good, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, int(chance.integers(6, 16))])
    if not good:
        raise RuntimeError("OpenCV made no JPEG")
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)


def plain(picture: Picture, chance: Generator) -> Picture:
    """As a good camera sees it."""
    return _bytes(picture * 0.85 + 15 + chance.normal(0, 3, picture.shape))


def several(picture: Picture, chance: Generator) -> Picture:
    """Turned, tilted, out of focus, noisy: a cheap camera and an unsteady hand."""
    out = tilted(turned_by(picture, float(chance.uniform(-50, 50))), chance)
    out = np.asarray(cv2.GaussianBlur(out, (0, 0), float(chance.uniform(0.7, 1.2))), np.uint8)
    return _bytes(out * chance.uniform(0.5, 0.9) + chance.normal(0, chance.uniform(4, 12), out.shape))


FAULTS: dict[str, Fault] = {
    fault.__name__: fault
    for fault in (
        plain, turned, blurred, moved, noisy, faint, small, inverted, glaring, tilted, curved, scratched, squeezed,
        several,
    )
}  # fmt: skip
