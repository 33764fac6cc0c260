"""zxing-cpp: the main reader of images. The one file that calls it."""

from enum import Enum
from typing import Any

from hardware.scanner.code_text import russian_text
from hardware.scanner.gray_image import GrayImage
from hardware.scanner.quiet_zone import is_whole
from hardware.scanner.read_code import Quad, ReadCode, Sighting, canonical
from pos_app.domain.codes.scan import Symbology

# A short Interleaved 2 of 5 is a piece of a longer one as often as not; these are the lengths in use.
_ITF_LENGTHS = frozenset({6, 14})
_ITF_SHORT = 6


class Effort(Enum):
    """How hard to look: ``QUICK`` reads what lies as it is, ``FULL`` also upright, inverted and reduced."""

    QUICK = "quick"
    FULL = "full"


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

    def read(
        self,
        image: GrayImage,
        effort: Effort = Effort.FULL,
        *,
        linear_only: bool = False,
        one_threshold: bool = False,
    ) -> tuple[Sighting, ...]:
        """Every code in the image, each text once. ``one_threshold`` splits black from white alike everywhere."""
        full = effort is Effort.FULL
        binarizers = self._library.Binarizer
        found = self._library.read_barcodes(
            image,
            formats=self._linear if linear_only else self._all,
            try_rotate=full,
            try_downscale=full,
            try_invert=full,
            binarizer=binarizers.GlobalHistogram if one_threshold else binarizers.LocalAverage,
            # The default mode writes «<GS>» where the separator is.
            text_mode=self._library.TextMode.Plain,
        )
        sightings: dict[ReadCode, Sighting] = {}
        for barcode in found:
            sighting = self._sighting(barcode, image) if barcode.valid else None
            if sighting is not None:
                sightings.setdefault(sighting.code, sighting)
        return tuple(sightings.values())

    def _sighting(self, barcode: Any, image: GrayImage) -> Sighting | None:
        symbology = self._symbologies.get(barcode.format)
        text = russian_text(str(barcode.text), bytes(barcode.bytes))
        if symbology is None or not text or (symbology is Symbology.ITF and len(text) not in _ITF_LENGTHS):
            return None
        quad = _quad(barcode.position)
        if symbology is Symbology.ITF and len(text) == _ITF_SHORT and not is_whole(image, quad):
            return None
        return Sighting(canonical(symbology, text), quad)


def _quad(position: Any) -> Quad:
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    first, second, third, fourth = ((int(corner.x), int(corner.y)) for corner in corners)
    return first, second, third, fourth
