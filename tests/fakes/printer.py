"""A printer and a drawer that remember, and fail when told."""

from hardware.device import PrinterError
from pos_app.domain.receipt.document import PrintDocument


class MemoryPrinter:
    """``printed`` holds the documents; ``fault`` is the key of the next failure."""

    def __init__(self) -> None:
        self.printed: list[PrintDocument] = []
        self.fault: str | None = None

    def print_document(self, document: PrintDocument) -> None:
        if self.fault is not None:
            raise PrinterError(self.fault)
        self.printed.append(document)


class MemoryDrawer:
    """``kicks`` counts; ``fault`` is the key of the next failure."""

    def __init__(self) -> None:
        self.kicks = 0
        self.fault: str | None = None

    def kick(self) -> None:
        if self.fault is not None:
            raise PrinterError(self.fault)
        self.kicks += 1
