"""Pictures as the readers take them: rows of bytes, 0 black to 255 white."""

import cv2
import numpy as np
from numpy.typing import NDArray

GrayImage = NDArray[np.uint8]
Points = NDArray[np.float64]


def as_gray(image: NDArray[np.uint8]) -> GrayImage:
    """A gray picture of a gray, BGR or BGRA one. Raises ValueError for another shape."""
    if image.ndim == 2:
        return np.ascontiguousarray(image)
    if image.ndim == 3 and image.shape[2] in (3, 4):
        conversion = cv2.COLOR_BGR2GRAY if image.shape[2] == 3 else cv2.COLOR_BGRA2GRAY
        return np.asarray(cv2.cvtColor(image, conversion), np.uint8)
    raise ValueError(f"picture of shape {image.shape}: expected rows × columns, or that × 3 or 4 colours")


def reduced(image: GrayImage, side: int) -> tuple[GrayImage, float]:
    """The picture with its longer side at most ``side`` pixels, and the factor by which it was reduced."""
    factor = side / max(image.shape)
    if factor >= 1:
        return image, 1.0
    rows, columns = (max(1, round(length * factor)) for length in image.shape)
    small = cv2.resize(image, (columns, rows), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), factor


def enlarged(image: GrayImage) -> GrayImage:
    """Twice as large and sharpened: brings back bars of about one pixel."""
    large = cv2.resize(image, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    blurred = cv2.GaussianBlur(large, (0, 0), 3)
    return np.asarray(cv2.addWeighted(large, 1.8, blurred, -0.8, 0), np.uint8)


def evened(image: GrayImage) -> GrayImage:
    """With local contrast evened out (CLAHE): shadows and glare."""
    return np.asarray(cv2.createCLAHE(3, (8, 8)).apply(image), np.uint8)


def inverted(image: GrayImage) -> GrayImage:
    """Black for white."""
    return np.asarray(cv2.bitwise_not(image), np.uint8)


def denoised(image: GrayImage) -> GrayImage:
    """Without single wrong pixels (median of 3 × 3)."""
    return np.asarray(cv2.medianBlur(image, 3), np.uint8)


def softened(image: GrayImage) -> GrayImage:
    """Blurred by a pixel: a grainy sensor."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), 1), np.uint8)


def sharpened(image: GrayImage) -> GrayImage:
    """Edges brought out: out of focus."""
    blurred = cv2.GaussianBlur(image, (0, 0), 2)
    return np.asarray(cv2.addWeighted(image, 2.5, blurred, -1.5, 0), np.uint8)


def grown(image: GrayImage, factor: float) -> GrayImage:
    """Larger by ``factor``."""
    return np.asarray(cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC), np.uint8)


def turned(image: GrayImage, degrees: float) -> tuple[GrayImage, Points]:
    """Turned counter-clockwise on a canvas that holds all of it, and the 2 × 3 matrix that leads back."""
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    cosine, sine = abs(matrix[0, 0]), abs(matrix[0, 1])
    new_width, new_height = int(height * sine + width * cosine), int(height * cosine + width * sine)
    matrix[0, 2] += (new_width - width) / 2
    matrix[1, 2] += (new_height - height) / 2
    flags, border = cv2.INTER_LINEAR, cv2.BORDER_REPLICATE
    out = cv2.warpAffine(image, matrix, (new_width, new_height), flags=flags, borderMode=border)
    return np.asarray(out, np.uint8), np.asarray(cv2.invertAffineTransform(matrix), np.float64)
