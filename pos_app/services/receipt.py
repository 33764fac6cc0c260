"""Paper: receipts and reports as documents, and handing them to the printer."""

import logging
from dataclasses import replace
from datetime import tzinfo
from typing import TypeVar

from pos_app.domain.receipt.document import PrintDocument
from pos_app.domain.receipt.labels import LABELS, Language
from pos_app.domain.receipt.layout import lay_out
from pos_app.domain.receipt.paper import Paper
from pos_app.domain.receipt.return_receipt import return_receipt
from pos_app.domain.receipt.sale_receipt import sale_receipt
from pos_app.domain.receipt.shift_report import x_report_paper, z_report_paper
from pos_app.domain.receipt.shop_header import ShopHeader
from pos_app.domain.shift.shift import ShiftReport, ZReport
from pos_app.domain.transaction.errors import StoreError
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.domain.transaction.unprinted import PaperKind, UnprintedPaper
from pos_app.services.errors import ServiceError, storing
from pos_app.services.ports import StaffDirectory, TillBooks
from pos_app.services.print_queue import PrintQueue

_log = logging.getLogger("kopilka.services")
Record = TypeVar("Record")


class ReceiptService:
    """Builds documents from stored records. A printer's fault never touches a record.

    ``columns``: the width of the printer's paper in characters, for the readable view.
    """

    def __init__(
        self,
        *,
        books: TillBooks,
        staff: StaffDirectory,
        queue: PrintQueue,
        header: ShopHeader,
        timezone: tzinfo,
        language: Language = Language.RU,
        columns: int = 42,
    ) -> None:
        self._books = books
        self._staff = staff
        self._queue = queue
        self._paper = Paper(header, LABELS[language], timezone)
        self._columns = columns

    def sale_document(self, sale: Sale, *, copy: bool = False) -> PrintDocument:
        """The receipt of a sale."""
        return sale_receipt(sale, self._as(copy), self._name_of(sale.operator_id))

    def return_document(self, sale_return: SaleReturn, sale: Sale, *, copy: bool = False) -> PrintDocument:
        """The receipt of a return of ``sale``."""
        return return_receipt(sale_return, sale, self._as(copy), self._name_of(sale_return.operator_id))

    def x_document(self, report: ShiftReport) -> PrintDocument:
        """An X report; the cashier is who opened the shift."""
        return x_report_paper(report, self._paper, self._name_of(report.shift.operator_id))

    def z_document(self, z_report: ZReport, *, copy: bool = False) -> PrintDocument:
        """A Z report; the cashier is who closed the shift."""
        return z_report_paper(z_report, self._as(copy), self._name_of(z_report.operator_id))

    def readable(self, document: PrintDocument) -> str:
        """The document as text in the printer's columns."""
        return "\n".join(lay_out(document, self._columns))

    def print_later(self, document: PrintDocument, *, kick_drawer: bool, record_id: str = "") -> None:
        """Hand the document to the print queue; returns at once.

        ``record_id``: the receipt or Z report of which it is the paper, so that it is known when it came out.
        """
        self._queue.put(document, kick_drawer=kick_drawer, record_id=record_id)

    def reprint(self, receipt_id: str) -> PrintDocument:
        """Print a stored sale or return again, marked as a copy. ServiceError ``receipt_unknown``."""
        document = self._stored(receipt_id, copy=True)
        self._queue.put(document, record_id=receipt_id)
        return document

    def unprinted(self) -> tuple[UnprintedPaper, ...]:
        """Receipts and Z reports that are stored and whose paper has not come out, newest first."""
        return self._books.unprinted()

    def go_on_without(self, papers: tuple[UnprintedPaper, ...]) -> None:
        """Do not ask for these receipts at the next start: the list of receipts prints them.

        A Z report stands in no list and is asked for until it came out. ServiceError ``not_stored(cause)``.
        """
        receipts = [paper.record_id for paper in papers if paper.kind is not PaperKind.Z_REPORT]
        with storing():
            self._books.mark_told(receipts)

    def first_document(self, paper: UnprintedPaper) -> PrintDocument:
        """The paper as it should have come out, no copy. ServiceError ``receipt_unknown``."""
        if paper.kind is not PaperKind.Z_REPORT:
            return self._stored(paper.record_id, copy=False)
        return self.z_document(self.z_report(paper.record_id))

    def sale(self, receipt_id: str) -> Sale:
        """A stored sale. ServiceError ``receipt_unknown``."""
        return _found(self._books.sale(receipt_id))

    def sale_return(self, receipt_id: str) -> SaleReturn:
        """A stored return. ServiceError ``receipt_unknown``."""
        return _found(self._books.sale_return(receipt_id))

    def sold(self, sale_return: SaleReturn) -> Sale:
        """The sale of which something came back, whichever till made it. ServiceError ``receipt_unknown``."""
        return sale_return.sold_elsewhere or self.sale(sale_return.sale_id)

    def z_report(self, z_id: str) -> ZReport:
        """A stored Z report. ServiceError ``receipt_unknown``."""
        return _found(self._books.z_report(z_id))

    def _stored(self, receipt_id: str, *, copy: bool) -> PrintDocument:
        sale = self._books.sale(receipt_id)
        if sale is not None:
            return self.sale_document(sale, copy=copy)
        sale_return = self.sale_return(receipt_id)
        return self.return_document(sale_return, self.sold(sale_return), copy=copy)

    def _as(self, copy: bool) -> Paper:
        return replace(self._paper, copy=copy)

    def _name_of(self, operator_id: str) -> str:
        try:
            people = self._staff.operators()
        except StoreError as error:
            # The list of staff is a copy that can be loaded again; the record is stored and its paper is due now.
            _log.warning("paper without the cashier's name: %s", error)
            people = ()
        # Who left since is still said by the record.
        return next((person.name for person in people if person.operator_id == operator_id), operator_id)


def _found(record: Record | None) -> Record:
    if record is None:
        raise ServiceError("receipt_unknown", number="")
    return record
