"""Money that customers have with the shop: where it lies."""

from enum import StrEnum

from pos_app.domain.transaction.tender_kind import TenderKind


class ValueKind(StrEnum):
    """ACCOUNT: the customer's money account, owned by his id. CERTIFICATE: a gift certificate, owned by its number.

    What was prepaid for an order stands in the books like a certificate, under the order's number.
    """

    ACCOUNT = "account"
    CERTIFICATE = "certificate"


VALUE_OF_TENDER = {
    TenderKind.MONEY_ACCOUNT: ValueKind.ACCOUNT,
    TenderKind.CERTIFICATE: ValueKind.CERTIFICATE,
    TenderKind.PREPAID: ValueKind.CERTIFICATE,
}
"""Which tenders pay with such money."""
TENDER_OF_VALUE = {ValueKind.ACCOUNT: TenderKind.MONEY_ACCOUNT, ValueKind.CERTIFICATE: TenderKind.CERTIFICATE}
