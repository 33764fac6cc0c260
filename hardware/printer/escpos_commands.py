"""The printer's language, ESC/POS, through python-escpos. The one file that calls it."""

import os
import shutil
from typing import Any

from hardware.printer.logo import Raster

# 8 mm high; 0.25 mm a module keeps a receipt's code of eleven characters within paper of 58 mm.
_BARCODE_HEIGHT_DOTS = 64
_BARCODE_WIDTH_DOTS = 2
_QR_DOT = 6
_BAND_DOTS = 16
_CODE_PAGE = "CP866"
DRAWER_PINS = (2, 5)
CUT_OFF = b"\x1b@\x1bd\x06\x1dV\x00"
"""Cuts off what hangs out of the printer: ESC @ (as after power on), ESC d 6 (feed to the knife), GS V 0 (cut)."""


class EscposCommands:
    """Collects the bytes of one print job."""

    def __init__(self) -> None:
        self._device: Any = _collecting_printer()
        self._borders: list[int] = []

    def start(self) -> None:
        """Forget the settings of earlier jobs and choose code page 866."""
        self._device.hw("INIT")
        self._device.charcode(_CODE_PAGE)

    def line(self, text: str, *, bold: bool = False, wide: bool = False, tall: bool = False) -> None:
        """One line of text that code page 866 can show."""
        styled = bold or wide or tall
        if styled:
            self._style(bold=bold, wide=wide, tall=tall)
        self._device.text(f"{text}\n")
        if styled:
            self._style(bold=False, wide=False, tall=False)

    def picture(self, raster: Raster) -> None:
        """A picture of dots, in the middle, in bands that a small memory holds (GS v 0)."""
        self._device.set(align="center")
        width = raster.width_bytes
        for top in range(0, raster.height, _BAND_DOTS):
            band = raster.data[top * width : (top + _BAND_DOTS) * width]
            size = width.to_bytes(2, "little") + (len(band) // width).to_bytes(2, "little")
            self._device._raw(b"\x1dv0\x00" + size + band)
            self.border()
        self._device.set(align="left")

    def qr(self, data: str) -> None:
        """A QR code, made by the printer itself, in the middle."""
        self._device.set(align="center")
        self._device.qr(data, native=True, size=_QR_DOT)
        self._device.set(align="left")

    def barcode(self, data: str) -> None:
        """A Code 128 (subset B) bar code, made by the printer itself, in the middle, with its text below."""
        self._device.set(align="center")
        # GS h, GS w, GS f, GS H and GS k written out: the library's own call announces itself on standard output.
        body = b"{B" + data.encode("ascii", "replace")
        self._device._raw(
            b"\x1dh%c\x1dw%c\x1df\x00\x1dH\x02\x1dkI%c" % (_BARCODE_HEIGHT_DOTS, _BARCODE_WIDTH_DOTS, len(body)) + body
        )
        self._device.set(align="left")

    def cut(self) -> None:
        """Feed the paper to the knife and cut."""
        self._device.cut()

    def kick_drawer(self, pin: int) -> None:
        """Open the drawer that hangs on ``pin`` (2 or 5) of the printer's socket."""
        self._device.cashdraw(pin)

    def border(self) -> None:
        """One command ends here and the next begins."""
        self._borders.append(len(self._device.output))

    @property
    def borders(self) -> tuple[int, ...]:
        """Where a question may stand between the bytes."""
        return tuple(self._borders)

    def data(self) -> bytes:
        """The bytes so far."""
        return bytes(self._device.output)

    def _style(self, *, bold: bool, wide: bool, tall: bool) -> None:
        self._device.set(bold=bold, double_width=wide, double_height=tall, normal_textsize=not (wide or tall))


def _collecting_printer() -> Any:
    """A printer that keeps the bytes. Imported at the first print, not at the start of the till: it loads for 0.3 s."""
    from escpos import capabilities
    from escpos.printer import Dummy

    if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:  # the import made a temporary folder that nobody reads again
        shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    return Dummy()
