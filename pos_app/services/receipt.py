"""Paper: receipts and reports as documents, and handing them to the printer."""

from datetime import tzinfo

from pos_app.domain.receipt.document import PrintDocument
from pos_app.domain.receipt.labels import Language
from pos_app.domain.receipt.shop_header import ShopHeader
from pos_app.domain.shift.shift import ShiftReport, ZReport
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.services.ports import ProgrammeShelf, StaffDirectory, TillBooks
from pos_app.services.print_queue import PrintQueue


class ReceiptService:
    """Builds documents from stored records. A printer's fault never touches a record."""

    def __init__(
        self,
        *,
        books: TillBooks,
        staff: StaffDirectory,
        programmes: ProgrammeShelf,
        queue: PrintQueue,
        header: ShopHeader,
        timezone: tzinfo,
        language: Language = Language.RU,
        columns: int = 42,
    ) -> None:
        self._books = books
        self._staff = staff
        self._programmes = programmes
        self._queue = queue
        self._header = header
        self._timezone = timezone
        self._language = language
        self._columns = columns

    def sale_document(self, sale: Sale, *, copy: bool = False) -> PrintDocument:
        """The receipt of a sale."""
        raise NotImplementedError

    def return_document(self, sale_return: SaleReturn, sale: Sale, *, copy: bool = False) -> PrintDocument:
        """The receipt of a return of ``sale``."""
        raise NotImplementedError

    def x_document(self, report: ShiftReport) -> PrintDocument:
        """An X report."""
        raise NotImplementedError

    def z_document(self, z_report: ZReport, *, copy: bool = False) -> PrintDocument:
        """A Z report."""
        raise NotImplementedError

    def readable(self, document: PrintDocument) -> str:
        """The document as text in the printer's columns."""
        raise NotImplementedError

    def print_later(self, document: PrintDocument, *, kick_drawer: bool) -> None:
        """Hand the document to the print queue; returns at once."""
        raise NotImplementedError

    def reprint(self, receipt_id: str) -> PrintDocument:
        """Print a stored sale or return again, marked as a copy. ServiceError ``receipt_unknown``."""
        raise NotImplementedError
