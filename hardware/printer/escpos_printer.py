"""A receipt printer that speaks ESC/POS, wherever it is connected."""

from collections.abc import Callable

from hardware.printer.document_job import document_job
from hardware.printer.logo import Raster
from hardware.printer.print_job import PrintTarget
from pos_app.domain.receipt.document import PrintDocument


class EscposPrinter:
    """Prints whole documents on ``target``; ``columns`` is 48, 42 or 32. ``logo`` is read once, at the first paper."""

    def __init__(self, target: PrintTarget, columns: int, logo: Callable[[], Raster | None] | None = None) -> None:
        self._target = target
        self._columns = columns
        self._logo = logo
        self._raster: Raster | None = None

    def print_document(self, document: PrintDocument) -> None:
        """Print and cut. May take seconds. Raises PrinterError."""
        if self._logo is not None:
            self._raster, self._logo = self._logo(), None
        self._target.send(document_job(document, self._columns, self._raster))
