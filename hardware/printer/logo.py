"""The shop's logo as dots of a receipt printer, from a picture file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Dots across the paper at 203 dpi: 58 mm has 384, 80 mm has 576 (42 columns: 512).
_DOTS = {32: 384, 42: 512, 48: 576}
_HEIGHT_MAX = 400
_BYTES_MAX = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Raster:
    """Rows of ``width_bytes`` × 8 dots, the leftmost dot in the highest bit, 1 is black."""

    width_bytes: int
    height: int
    data: bytes


class LogoError(ValueError):
    """A file is no picture that can be printed. ``key`` is ``logo_unusable``."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"logo {path}: {reason}; expected a PNG or JPEG picture")
        self.key = "logo_unusable"


def load_logo(path: Path, columns: int) -> Raster:
    """The picture for paper of ``columns`` characters: never wider than three quarters of it, dithered, on white.

    Raises LogoError.
    """
    import cv2
    import numpy as np

    try:
        if path.stat().st_size > _BYTES_MAX:
            raise LogoError(path, "larger than 8 MB")
        encoded = np.frombuffer(path.read_bytes(), np.uint8)
    except OSError as error:
        raise LogoError(path, error.strerror or str(error)) from error
    picture = cv2.imdecode(encoded, cv2.IMREAD_UNCHANGED) if encoded.size else None
    if picture is None:
        raise LogoError(path, "cannot be read as a picture")
    gray = _gray_on_white(picture)
    width_max = _DOTS[columns] * 3 // 4
    scale = min(width_max / gray.shape[1], _HEIGHT_MAX / gray.shape[0], 1.0)
    if scale < 1.0:
        size = (max(1, round(gray.shape[1] * scale)), max(1, round(gray.shape[0] * scale)))
        gray = cv2.resize(gray, size, interpolation=cv2.INTER_AREA)
    black = _dithered(gray)
    return Raster((black.shape[1] + 7) // 8, black.shape[0], np.packbits(black, axis=1).tobytes())


def _gray_on_white(picture: Any) -> Any:
    """Gray of 8 bits; what is transparent is paper."""
    import cv2
    import numpy as np

    if picture.dtype == np.uint16:
        picture = (picture >> 8).astype(np.uint8)
    if picture.ndim == 2:
        return picture
    if picture.shape[2] == 4:
        alpha = picture[:, :, 3:].astype(np.uint16)
        colour = picture[:, :, :3].astype(np.uint16)
        picture = ((colour * alpha + 255 * (255 - alpha)) // 255).astype(np.uint8)
    return cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)


def _dithered(gray: Any) -> Any:
    """Black dots as 1, the error of each dot handed to its neighbours (Floyd and Steinberg's weights)."""
    import numpy as np

    height, width = gray.shape
    level = np.zeros((height + 1, width + 2), np.int32)
    level[:height, 1 : width + 1] = gray.astype(np.int32) * 16
    black = np.zeros((height, width), np.uint8)
    for row in range(height):
        here, below = level[row].tolist(), level[row + 1]
        error_below = [0] * (width + 2)
        for column in range(1, width + 1):
            dark = here[column] < 128 * 16
            error = (here[column] if dark else here[column] - 255 * 16) // 16
            here[column + 1] += error * 7
            error_below[column - 1] += error * 3
            error_below[column] += error * 5
            error_below[column + 1] += error
            black[row, column - 1] = dark
        below += np.array(error_below, np.int32)
    return black
