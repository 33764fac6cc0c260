"""A stored receipt as it was printed, to be looked at from a report."""

from dataclasses import dataclass

from pos_app.domain.receipt.document import PrintDocument
from pos_app.services.errors import ServiceError
from pos_app.ui.language import translate
from pos_app.ui.ui_context import UiContext


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """``heading`` says what it is in a line."""

    receipt_id: str
    number: str
    heading: str
    document: PrintDocument


def paper_of(ui: UiContext, receipt_id: str) -> ReceiptPaper:
    """A sale or a return of this till. ServiceError ``receipt_unknown``."""
    receipts, formatting = ui.services.receipts, ui.formatting
    try:
        sale = receipts.sale(receipt_id)
    except ServiceError as error:
        if error.key != "receipt_unknown":
            raise
        made = receipts.sale_return(receipt_id)
        told = translate("Review", "Return {number} · {at}").format(
            number=made.number, at=formatting.instant(made.returned_at)
        )
        return ReceiptPaper(receipt_id, made.number, told, receipts.return_document(made, receipts.sold(made)))
    told = translate("Review", "Receipt {number} · {at}").format(
        number=sale.number, at=formatting.instant(sale.sold_at)
    )
    return ReceiptPaper(receipt_id, sale.number, told, receipts.sale_document(sale))
