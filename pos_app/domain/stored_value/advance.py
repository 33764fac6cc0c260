"""Money taken in advance on a receipt: a gift certificate that is sold, a money account that is topped up.

It is no sale of goods: nothing prices it, it earns nothing, points and stored value do not pay it. The law calls it an
advance («аванс»), with a position of its own on the fiscal receipt.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from pos_app.domain.money.units import BasisPoints, Kopecks
from pos_app.domain.stored_value.value_kind import ValueKind


@dataclass(frozen=True, slots=True)
class Advance:
    """``line_id`` as of a basket line. ``reference``: the certificate's number, "" for the account of the customer.

    ``name``: as on paper. ``series`` and ``valid_days`` (counted from the day of the sale) of a certificate.
    """

    line_id: str
    kind: ValueKind
    kopecks: Kopecks
    name: str
    reference: str = ""
    series: str = ""
    valid_days: int = 0


@dataclass(frozen=True, slots=True)
class SoldAdvance:
    """An advance as paid. ``tender_kopecks[i]`` is what tender i of the receipt paid of it.

    ``vat_bp``: the rate of money whose goods are not known yet, on the day of the sale; None without VAT.
    """

    advance: Advance
    tender_kopecks: tuple[Kopecks, ...]
    vat_bp: BasisPoints | None = None

    def owner(self, customer_id: str | None) -> str:
        """Whose money it is now: the certificate's number, or the customer's id ("" where the receipt names nobody)."""
        return self.advance.reference if self.advance.kind is ValueKind.CERTIFICATE else customer_id or ""

    def until_day(self, sold_day: date) -> date:
        """The last day of a certificate that was sold on that day."""
        return sold_day + timedelta(days=self.advance.valid_days)
