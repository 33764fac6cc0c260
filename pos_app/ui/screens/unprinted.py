"""Papers that an earlier run stored and did not print: a kill came between, or the printer did not work."""

from pos_app.domain.transaction.unprinted import PaperKind, UnprintedPaper
from pos_app.ui.language import translate
from pos_app.ui.screens.finishing import ReceiptShown
from pos_app.ui.screens.screen import Screen


def papers_due(screen: Screen) -> tuple[UnprintedPaper, ...]:
    """What nobody was asked about yet, newest first. Raises ``StoreError``."""
    return tuple(paper for paper in screen.ui.services.receipts.unprinted() if not paper.told)


def shown_unprinted(screen: Screen, due: tuple[UnprintedPaper, ...]) -> ReceiptShown:
    """The first of ``due`` for the receipt screen. Raises ServiceError and ``StoreError``."""
    paper = due[0]
    document = screen.ui.services.receipts.first_document(paper)
    others = len(due) - 1
    return ReceiptShown(
        receipt_id=paper.record_id,
        heading=_heading(screen, paper),
        document=document,
        hand_over_title="",
        hand_over_kopecks=0,
        notes=(translate("Unprinted", "Others that are not printed: {count}").format(count=others),) if others else (),
        due=due,
    )


def _heading(screen: Screen, paper: UnprintedPaper) -> str:
    formatting = screen.ui.formatting
    match paper.kind:
        case PaperKind.SALE:
            sale = screen.ui.services.receipts.sale(paper.record_id)
            text = translate("Unprinted", "Receipt {number} of {at} is stored but not printed")
            return text.format(number=sale.number, at=formatting.instant(sale.sold_at))
        case PaperKind.RETURN:
            back = screen.ui.services.receipts.sale_return(paper.record_id)
            text = translate("Unprinted", "Return {number} of {at} is stored but not printed")
            return text.format(number=back.number, at=formatting.instant(back.returned_at))
        case PaperKind.Z_REPORT:
            z_report = screen.ui.services.receipts.z_report(paper.record_id)
            text = translate("Unprinted", "Z report {number} of {at} is stored but not printed")
            return text.format(number=z_report.z_number, at=formatting.instant(z_report.closed_at))
