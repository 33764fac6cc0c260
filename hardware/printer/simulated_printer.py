"""A receipt printer in memory: for tests, training and the virtual shop."""

from hardware.device import PrinterError
from hardware.printer.document_job import document_job
from hardware.printer.print_job import PrintJob
from pos_app.domain.receipt.document import PrintDocument


class SimulatedTarget:
    """Keeps jobs. ``fault`` is the key of the error it raises, ``""`` for none."""

    def __init__(self) -> None:
        self.jobs: list[PrintJob] = []
        self.fault = ""

    def send(self, job: PrintJob) -> None:
        """Keep the job. Raises PrinterError with ``fault`` as its key."""
        self.check()
        self.jobs.append(job)

    def check(self) -> None:
        """How it is, without paper. Raises PrinterError with ``fault`` as its key."""
        if self.fault:
            raise PrinterError(self.fault)


class SimulatedPrinter:
    """Prints as the real one does, into ``target.jobs``; ``documents`` keeps what it was asked to print."""

    def __init__(self, columns: int = 42) -> None:
        self.target = SimulatedTarget()
        self.documents: list[PrintDocument] = []
        self._columns = columns

    def print_document(self, document: PrintDocument) -> None:
        """Print and cut. Raises PrinterError."""
        self.target.send(document_job(document, self._columns))
        self.documents.append(document)
