"""Money that customers have with the shop: where it lies."""

from enum import StrEnum

from pos_app.domain.transaction.tender_kind import TenderKind


class ValueKind(StrEnum):
    """ACCOUNT: the customer's money account, owned by his id. CERTIFICATE: a gift certificate, owned by its number."""

    ACCOUNT = "account"
    CERTIFICATE = "certificate"


VALUE_OF_TENDER = {TenderKind.MONEY_ACCOUNT: ValueKind.ACCOUNT, TenderKind.CERTIFICATE: ValueKind.CERTIFICATE}
"""Which tenders pay with such money."""
TENDER_OF_VALUE = {kind: tender for tender, kind in VALUE_OF_TENDER.items()}
