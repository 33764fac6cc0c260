"""Kinds of money tender in words, as cashiers say them."""

from pos_app.domain.transaction.sale import Tender, TenderKind
from pos_app.domain.transaction.sale_return import Refund
from pos_app.ui.language import translate

LAST_SHOWN = 4


def tender_word(kind: TenderKind) -> str:
    """One word or two."""
    return {
        TenderKind.CASH: translate("Tenders", "Cash"),
        TenderKind.CARD: translate("Tenders", "Card"),
        TenderKind.MONEY_ACCOUNT: translate("Tenders", "Money account"),
        TenderKind.CERTIFICATE: translate("Tenders", "Certificate"),
        TenderKind.PREPAID: translate("Tenders", "Prepaid"),
    }[kind]


def tender_name(tender: Tender) -> str:
    """A certificate with the end of its number: whoever knows all of it may pay with it."""
    word = tender_word(tender.kind)
    return f"{word} …{tender.reference[-LAST_SHOWN:]}" if tender.reference else word


def refund_line(refund: Refund) -> str:
    """Where money of a return goes, with ``{sum}`` to be filled."""
    match refund.kind:
        case TenderKind.CASH:
            return translate("Tenders", "In cash: {sum}")
        case TenderKind.CARD:
            return translate("Tenders", "To the card: {sum}")
        case TenderKind.MONEY_ACCOUNT:
            return translate("Tenders", "To the money account: {sum}")
        case TenderKind.CERTIFICATE:
            text = translate("Tenders", "To certificate …{number}: {sum}")
            return text.replace("{number}", refund.reference[-LAST_SHOWN:])
        case TenderKind.PREPAID:
            text = translate("Tenders", "To the prepaid sum of order …{number}: {sum}")
            return text.replace("{number}", refund.reference[-LAST_SHOWN:])
