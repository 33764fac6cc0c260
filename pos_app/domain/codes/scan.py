"""What a reader of any kind hands to the till: the text of one code and where it came from."""

from dataclasses import dataclass
from enum import StrEnum


class ScanSource(StrEnum):
    """The device family that read the code."""

    KEYBOARD = "keyboard"
    SERIAL = "serial"
    CAMERA = "camera"
    TYPED = "typed"


class Symbology(StrEnum):
    """Bar code symbologies the till knows, named as in the AIM symbology identifiers (ISO/IEC 15424)."""

    EAN13 = "ean13"
    EAN8 = "ean8"
    UPCA = "upca"
    CODE128 = "code128"
    CODE39 = "code39"
    CODE93 = "code93"
    ITF = "itf"
    CODABAR = "codabar"
    QR = "qr"
    DATAMATRIX = "datamatrix"


@dataclass(frozen=True, slots=True)
class ScanData:
    """One whole code, or word that one was ``torn``: it began and broke off, and ``data`` is empty.

    ``data`` is the text as printed in the code, GS separators (U+001D) kept, framing and AIM identifier stripped.
    ``symbology`` is None where the reader does not say. ``received_ms`` is the reader's monotonic time in ms.
    """

    data: str
    source: ScanSource
    symbology: Symbology | None = None
    received_ms: int = 0
    torn: bool = False
