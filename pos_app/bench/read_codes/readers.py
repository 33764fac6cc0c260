"""What is compared: our chain, and the libraries it stands on, each alone and as it comes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2

from hardware.scanner.decoding import ImageDecoder
from pos_app.bench.read_codes.code_picture import Picture

Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """``read`` gives the texts in a single picture; ``frame`` looks at a camera's frame, given with its number."""

    name: str
    read: Callable[[Picture], Texts]
    frame: Callable[[Picture, int], Texts]


def readers() -> tuple[Reader, ...]:
    """Ours first; a library that this system lacks is left out."""
    found = [_ours(), _plain("zxing-cpp", _zxing()), _plain("cv2.barcode", _cv2_barcode()), _plain("cv2.QR", _cv2_qr())]
    zbar = _zbar()
    if zbar is not None:
        found.insert(1, _plain("pyzbar", zbar))
    return tuple(found)


def _ours() -> Reader:
    decoder = ImageDecoder()

    def read(picture: Picture) -> Texts:
        return tuple(code.text for code in decoder.decode(picture))

    def frame(picture: Picture, number: int) -> Texts:
        return tuple(sighting.code.text for sighting in decoder.decode_frame(picture, number))

    return Reader("ours", read, frame)


def _plain(name: str, read: Callable[[Picture], Texts]) -> Reader:
    return Reader(name, read, lambda picture, _number: read(picture))


def _zbar() -> Callable[[Picture], Texts] | None:
    try:
        from pyzbar import pyzbar
    except ImportError:
        return None
    return lambda picture: tuple(code.data.decode("utf-8", "replace") for code in pyzbar.decode(picture))


def _zxing() -> Callable[[Picture], Texts]:
    import zxingcpp

    library: Any = zxingcpp
    plain = library.TextMode.Plain
    return lambda picture: tuple(str(code.text) for code in library.read_barcodes(picture, text_mode=plain))


def _cv2_barcode() -> Callable[[Picture], Texts]:
    detector = cv2.barcode.BarcodeDetector()

    def read(picture: Picture) -> Texts:
        _, texts, _, _ = detector.detectAndDecodeWithType(picture)
        return tuple(text for text in texts if text)

    return read


def _cv2_qr() -> Callable[[Picture], Texts]:
    detector = cv2.QRCodeDetector()

    def read(picture: Picture) -> Texts:
        try:
            _, texts, _, _ = detector.detectAndDecodeMulti(picture)
        except (cv2.error, UnicodeDecodeError):
            return ()
        return tuple(text for text in texts if text)

    return read
