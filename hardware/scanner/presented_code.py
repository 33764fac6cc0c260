"""A code as it looks on a card, a package or a telephone that somebody holds before a camera."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pos_app.domain.codes.check_digit import CheckDigit, check_digit_holds, is_digits
from pos_app.domain.codes.scan import Symbology

if TYPE_CHECKING:
    import zxingcpp

_EAN_LENGTHS = {13: Symbology.EAN13, 8: Symbology.EAN8}
_BAR_PIXELS, _SQUARE_PIXELS = 3, 5
_GROUP_SEPARATOR = "\x1d"
_COUNTER_GREY = 128


def symbology_of(text: str) -> Symbology:
    """What such a text is usually printed as: digits of goods as EAN, marks as DataMatrix, all else as QR code."""
    if _GROUP_SEPARATOR in text:
        return Symbology.DATAMATRIX
    if is_digits(text) and len(text) in _EAN_LENGTHS and check_digit_holds(text, CheckDigit.GS1):
        return _EAN_LENGTHS[len(text)]
    return Symbology.QR


def picture_of(text: str, height: int = 480, width: int = 640) -> NDArray[np.uint8]:
    """The code in the middle of a grey counter, as a camera sees it. Raises ValueError for a text no code can hold."""
    import zxingcpp

    symbology = symbology_of(text)
    pixels = _BAR_PIXELS if symbology in _EAN_LENGTHS.values() else _SQUARE_PIXELS
    code = zxingcpp.create_barcode(text, _format(symbology))
    drawn = np.asarray(code.to_image(scale=pixels, add_quiet_zones=True), np.uint8)
    while max(drawn.shape[0] / height, drawn.shape[1] / width) > 1 and pixels > 1:
        pixels -= 1
        drawn = np.asarray(code.to_image(scale=pixels, add_quiet_zones=True), np.uint8)
    if drawn.shape[0] > height or drawn.shape[1] > width:
        raise ValueError(f"a text of {len(text)} characters makes a code larger than the picture")
    picture: NDArray[np.uint8] = np.full((height, width), _COUNTER_GREY, np.uint8)
    top, left = (height - drawn.shape[0]) // 2, (width - drawn.shape[1]) // 2
    picture[top : top + drawn.shape[0], left : left + drawn.shape[1]] = drawn
    return picture


def _format(symbology: Symbology) -> "zxingcpp.BarcodeFormat":
    import zxingcpp

    return {
        Symbology.EAN13: zxingcpp.BarcodeFormat.EAN13,
        Symbology.EAN8: zxingcpp.BarcodeFormat.EAN8,
        Symbology.DATAMATRIX: zxingcpp.BarcodeFormat.DataMatrix,
        Symbology.QR: zxingcpp.BarcodeFormat.QRCode,
    }[symbology]
