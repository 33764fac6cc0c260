"""One row in a list of receipts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pos_app.domain.money.units import Kopecks


class ReceiptKind(StrEnum):
    """What the receipt records."""

    SALE = "sale"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class StoredReceipt:
    """Enough to find a receipt again; the whole record is read by its id.

    ``money_kopecks``: of goods, certificates and top-ups together.
    """

    receipt_id: str
    kind: ReceiptKind
    number: str
    at: datetime
    money_kopecks: Kopecks
    customer_id: str | None
