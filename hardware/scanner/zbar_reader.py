"""zbar through pyzbar: the second reader, for bar codes that zxing-cpp gives up. The one file that calls it."""

from typing import Any

from hardware.scanner.gray_image import GrayImage
from hardware.scanner.read_code import ReadCode, Sighting, canonical
from pos_app.domain.codes.check_digit import CheckDigit, check_digit_holds
from pos_app.domain.codes.scan import Symbology

# The line that cures it, for the message on the screen.
ZBAR_INSTALL_LINE = "apt-get install libzbar0"
_GTIN = frozenset({Symbology.EAN13, Symbology.EAN8, Symbology.UPCA})


class ZbarMissingError(ImportError):
    """The system has no zbar library. ``key`` is ``zbar_missing``, ``cure`` the line that installs it."""

    def __init__(self) -> None:
        super().__init__(f"pyzbar finds no zbar library; {ZBAR_INSTALL_LINE}")
        self.key = "zbar_missing"
        self.cure = ZBAR_INSTALL_LINE


class ZbarReader:
    """Reads bar codes, never QR: pyzbar spoils Cyrillic text. Raises ZbarMissingError."""

    def __init__(self) -> None:
        try:
            from pyzbar import pyzbar
        except ImportError as error:
            raise ZbarMissingError from error
        self._library: Any = pyzbar
        types = pyzbar.ZBarSymbol
        self._symbologies = {
            "EAN13": Symbology.EAN13,
            "EAN8": Symbology.EAN8,
            "UPCA": Symbology.UPCA,
            "CODE128": Symbology.CODE128,
            "CODE39": Symbology.CODE39,
            "CODE93": Symbology.CODE93,
        }
        # UPC-E is listed so that it is named: left out, it comes as a wrong UPC-A.
        self._types = [
            types.EAN13, types.EAN8, types.UPCA, types.UPCE, types.CODE128, types.CODE39, types.CODE93
        ]  # fmt: skip

    def read(self, image: GrayImage) -> tuple[Sighting, ...]:
        """Every bar code in the image, each text once."""
        found: dict[ReadCode, Sighting] = {}
        for symbol in self._library.decode(image, symbols=self._types):
            code = self._code(symbol)
            if code is not None:
                left, top, width, height = (int(value) for value in symbol.rect)
                right, bottom = left + width, top + height
                found.setdefault(code, Sighting(code, ((left, top), (right, top), (right, bottom), (left, bottom))))
        return tuple(found.values())

    def _code(self, symbol: Any) -> ReadCode | None:
        symbology = self._symbologies.get(symbol.type)
        text = symbol.data.decode("utf-8", errors="replace")
        if symbology is None or not text or (symbology in _GTIN and not check_digit_holds(text, CheckDigit.GS1)):
            return None
        return canonical(symbology, text)
