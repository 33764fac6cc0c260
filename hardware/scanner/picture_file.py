"""Pictures out of files."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

PICTURE_SUFFIXES = frozenset(
    {".bmp", ".gif", ".jpeg", ".jpg", ".pbm", ".pgm", ".png", ".pnm", ".ppm", ".tif", ".tiff", ".webp"}
)
# A file that says it is larger than this is a mistake or an attack, not a photo of a counter.
_PIXELS_MAX = 200_000_000


class NotAPictureError(ValueError):
    """The file is there, but no picture of a kind that is known, or a broken one."""


def read_picture(path: Path) -> NDArray[np.uint8]:
    """The picture, gray or BGR; what is transparent is white. Raises OSError or NotAPictureError."""
    data = np.frombuffer(path.read_bytes(), np.uint8)
    try:
        decoded = cv2.imdecode(data, cv2.IMREAD_UNCHANGED) if data.size else None
    except cv2.error as error:
        raise NotAPictureError(f"no picture: {error.err}") from error
    if decoded is None or decoded.size == 0 or decoded.shape[0] * decoded.shape[1] > _PIXELS_MAX:
        raise NotAPictureError("no picture of a kind that is known, or a broken one")
    return _on_white(_eight_bits(np.asarray(decoded)))


def _eight_bits(picture: NDArray[np.generic]) -> NDArray[np.uint8]:
    if picture.dtype == np.uint8:
        return np.asarray(picture, np.uint8)
    if picture.dtype == np.uint16:
        return np.asarray(picture.astype(np.uint32) >> 8, np.uint8)
    raise NotAPictureError(f"picture of {picture.dtype}: expected 8 or 16 bits a colour")


def _on_white(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if picture.ndim == 2 or picture.shape[2] == 3:
        return picture
    if picture.shape[2] == 1:
        return picture[:, :, 0]
    colour, opacity = picture[:, :, :-1].astype(np.uint16), picture[:, :, -1:].astype(np.uint16)
    blended = (colour * opacity + 255 * (255 - opacity)) // 255
    out = np.asarray(blended, np.uint8)
    return out[:, :, 0] if out.shape[2] == 1 else out
