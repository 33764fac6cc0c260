"""zxing-cpp: the main reader of images. The one file that calls it."""

from typing import Any

from hardware.scanner.gray_image import GrayImage
from hardware.scanner.read_code import ReadCode, canonical
from pos_app.domain.codes.scan import Symbology

# A short Interleaved 2 of 5 is a piece of a longer one as often as not; these are the lengths in use.
_ITF_LENGTHS = frozenset({6, 14})


class ZxingReader:
    """Reads the till's symbologies only: what is not asked for cannot be misread, and costs no time. Thread-safe."""

    def __init__(self) -> None:
        # Imported with the first camera, not at the start of the till.
        import zxingcpp

        self._library: Any = zxingcpp
        names = zxingcpp.BarcodeFormat
        self._symbologies: dict[Any, Symbology] = {
            names.EAN13: Symbology.EAN13,
            names.EAN8: Symbology.EAN8,
            names.UPCA: Symbology.UPCA,
            names.Code128: Symbology.CODE128,
            names.Code39: Symbology.CODE39,
            names.Code39Std: Symbology.CODE39,
            names.Code93: Symbology.CODE93,
            names.ITF: Symbology.ITF,
            names.ITF14: Symbology.ITF,
            names.Codabar: Symbology.CODABAR,
            names.QRCode: Symbology.QR,
            names.QRCodeModel2: Symbology.QR,
            names.DataMatrix: Symbology.DATAMATRIX,
        }
        retail = [names.EAN13, names.EAN8, names.UPCA]
        linear = [*retail, names.Code128, names.Code39, names.Code93, names.ITF, names.Codabar]
        self._linear: Any = zxingcpp.BarcodeFormats(linear)
        self._all: Any = zxingcpp.BarcodeFormats([*linear, names.QRCode, names.DataMatrix])

    def read(self, image: GrayImage, *, linear_only: bool = False) -> tuple[ReadCode, ...]:
        """Every code in the image, without repetition."""
        found = self._library.read_barcodes(
            image,
            formats=self._linear if linear_only else self._all,
            # The default mode writes «<GS>» where the separator is.
            text_mode=self._library.TextMode.Plain,
        )
        codes = (self._code(barcode) for barcode in found if barcode.valid)
        return tuple(dict.fromkeys(code for code in codes if code is not None))

    def _code(self, barcode: Any) -> ReadCode | None:
        symbology = self._symbologies.get(barcode.format)
        text = str(barcode.text)
        if symbology is None or not text or (symbology is Symbology.ITF and len(text) not in _ITF_LENGTHS):
            return None
        return canonical(symbology, text)
