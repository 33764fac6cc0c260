"""Draws a sample's code: as a picture for a screen or a camera, and as SVG for paper."""

import re

import cv2
import numpy as np
import zxingcpp

from pos_app.domain.codes.scan import Symbology
from resources.demo.samples import Sample

_FORMATS = {
    Symbology.EAN13: zxingcpp.BarcodeFormat.EAN13,
    Symbology.CODE128: zxingcpp.BarcodeFormat.Code128,
    Symbology.QR: zxingcpp.BarcodeFormat.QRCode,
}
_BAR_PIXELS = 4  # a module on a screen: read from an arm's length by a phone or a webcam
_QR_PIXELS = 8
_MARGIN_MODULES = 8  # white above and below too: a picture may be shown on black
_BAR_MM, _QR_MM = 0.4, 1.0  # a module on paper; EAN-13 at 121 % of its nominal size (GS1, 5.2.3: 80 to 200 %)


def png(sample: Sample) -> bytes:
    """The code as a PNG, grey, with a white margin."""
    scale = _pixels(sample)
    bars = np.array(_barcode(sample).to_image(scale=scale), dtype=np.uint8)
    margin = _MARGIN_MODULES * scale
    padded = cv2.copyMakeBorder(bars, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=(255.0,))
    done, data = cv2.imencode(".png", padded, [cv2.IMWRITE_PNG_BILEVEL, 1, cv2.IMWRITE_PNG_COMPRESSION, 9])
    if not done:
        raise RuntimeError(f"sample {sample.name}: the picture could not be encoded as PNG")
    return bytes(data)


def svg(sample: Sample) -> str:
    """The code as an SVG element of its size on paper, 1D codes with their digits below."""
    drawn = _barcode(sample).to_svg(add_hrt=True)
    size = re.search(r'<svg width="(\d+)" height="(\d+)"', drawn)
    if size is None:
        raise RuntimeError(f"sample {sample.name}: the SVG of the code has no size")
    width, height = int(size[1]), int(size[2])
    module = _QR_MM if sample.symbology is Symbology.QR else _BAR_MM
    inside = drawn[drawn.index("<rect") : drawn.rindex("</g>")]
    inside = re.sub(r"\s*\n\s*", "", inside)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width * module:.1f}mm" height="{height * module:.1f}mm" shape-rendering="crispEdges">{inside}</svg>'
    )


def _barcode(sample: Sample) -> zxingcpp.Barcode:
    return zxingcpp.create_barcode(sample.text, _FORMATS[sample.symbology])


def _pixels(sample: Sample) -> int:
    return _QR_PIXELS if sample.symbology is Symbology.QR else _BAR_PIXELS
