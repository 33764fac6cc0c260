"""Codes drawn upright and clean, with their quiet zones: zxing-cpp's writer for bar codes, segno for QR."""

import io
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from pos_app.domain.codes.scan import Symbology

Picture = NDArray[np.uint8]
_WRITERS = {
    Symbology.EAN13: "EAN13",
    Symbology.EAN8: "EAN8",
    Symbology.UPCA: "UPCA",
    Symbology.CODE128: "Code128",
    Symbology.CODE39: "Code39",
    Symbology.CODE93: "Code93",
    Symbology.ITF: "ITF",
    Symbology.CODABAR: "Codabar",
    Symbology.DATAMATRIX: "DataMatrix",
}


def code_picture(symbology: Symbology, text: str, module_px: int = 3) -> Picture:
    """The code in black on white; ``module_px`` is the width of its narrowest bar or module."""
    if symbology is Symbology.QR:
        return _qr(text, module_px)
    import zxingcpp

    formats: Any = zxingcpp.BarcodeFormat
    barcode = zxingcpp.create_barcode(text, getattr(formats, _WRITERS[symbology]))
    return np.array(barcode.to_image(scale=module_px, add_quiet_zones=True), np.uint8)


def _qr(text: str, module_px: int) -> Picture:
    import segno

    buffer = io.BytesIO()
    segno.make(text, error="m", micro=False).save(buffer, kind="png", scale=module_px, border=4)
    return np.asarray(cv2.imdecode(np.frombuffer(buffer.getvalue(), np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)
