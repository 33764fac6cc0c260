"""Pictures of codes for tests, made here: zxing-cpp's writer for bar codes, segno for QR."""

import io
from typing import Any

import cv2
import numpy as np
import segno
import zxingcpp
from numpy.typing import NDArray

Picture = NDArray[np.uint8]


def qr_picture(text: str, scale: int = 6) -> Picture:
    """A QR code with its quiet zone."""
    buffer = io.BytesIO()
    segno.make(text, error="m", micro=False).save(buffer, kind="png", scale=scale, border=4)
    return np.asarray(cv2.imdecode(np.frombuffer(buffer.getvalue(), np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)


def bar_picture(kind: str, text: str, scale: int = 3) -> Picture:
    """A code of one of zxing-cpp's formats, e.g. ``EAN13``, ``Code128``, ``DataMatrix``, with its quiet zone."""
    formats: Any = zxingcpp.BarcodeFormat
    barcode = zxingcpp.create_barcode(text, getattr(formats, kind))
    return np.array(barcode.to_image(scale=scale, add_quiet_zones=True), np.uint8)


def on_counter(code: Picture, height: int = 480, width: int = 640) -> Picture:
    """The code in the middle of a gray counter."""
    picture = np.full((height, width), 190, np.uint8)
    top, left = (height - code.shape[0]) // 2, (width - code.shape[1]) // 2
    picture[top : top + code.shape[0], left : left + code.shape[1]] = code
    return picture


def photographed(picture: Picture, seed: int, degrees: float = 8.0) -> Picture:
    """As a cheap camera sees it: turned, in perspective, a little out of focus, noisy, lit from one side."""
    chance = np.random.default_rng(seed)
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 0.9)
    image = cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=(190.0,))
    shift = 0.04 * width * chance.uniform(-1, 1, (4, 2))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    warp = cv2.getPerspectiveTransform(corners, (corners + shift).astype(np.float32))
    image = cv2.warpPerspective(image, warp, (width, height), borderMode=cv2.BORDER_REPLICATE)
    image = cv2.GaussianBlur(image, (0, 0), 0.8)
    light = np.linspace(0.75, 1.1, width)[np.newaxis, :]
    noisy = image.astype(np.float64) * light + chance.normal(0, 6, image.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8)
