"""Returns: find the receipt, choose pieces, see the sums, confirm."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo

from pos_app.domain.money.units import Quantity
from pos_app.domain.people.operator import Operator
from pos_app.domain.transaction.sale import Sale, SaleLine
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.domain.transaction.stored_receipt import StoredReceipt
from pos_app.services.customer import CustomerService
from pos_app.services.ports import Clock, Ids, TillBooks
from pos_app.services.shift import ShiftService


@dataclass(frozen=True, slots=True)
class ReturnableLine:
    """A sold line, how much of it came back, and how much is left; thousandths of its unit."""

    line: SaleLine
    returned: Quantity
    left: Quantity


@dataclass(frozen=True, slots=True)
class ReturnableReceipt:
    """A stored sale with what may still come back; lines in the order of the receipt."""

    sale: Sale
    lines: tuple[ReturnableLine, ...]


class ReturnService:
    """Mirrors what is stored on the receipt; never prices anything again."""

    def __init__(
        self,
        *,
        books: TillBooks,
        clock: Clock,
        ids: Ids,
        timezone: tzinfo,
        shifts: ShiftService,
        customers: CustomerService,
    ) -> None:
        self._books = books
        self._clock = clock
        self._ids = ids
        self._timezone = timezone
        self._shifts = shifts
        self._customers = customers

    def find(self, number_or_code: str) -> ReturnableReceipt:
        """By receipt number as typed (``2-231``) or the code on paper. ServiceError ``receipt_unknown(number)``."""
        raise NotImplementedError

    def find_by_id(self, sale_id: str) -> ReturnableReceipt:
        """By the sale's id. ServiceError ``receipt_unknown``."""
        raise NotImplementedError

    def recent(self, limit: int) -> tuple[StoredReceipt, ...]:
        """The newest receipts of this till, returns among them."""
        raise NotImplementedError

    def preview(self, sale_id: str, quantities: Mapping[str, Quantity]) -> SaleReturn:
        """What would be given back for ``quantities`` (thousandths by line id); nothing is stored.

        ServiceError ``nothing_chosen``, ``no_line``, ``quantity_not_whole(item)``, ``more_than_left(item, left, asked)``,
        ``no_shift``, ``not_enough_cash(expected_kopecks, needed_kopecks)``, ``receipt_unknown``.
        """
        raise NotImplementedError

    def confirm(
        self, sale_id: str, quantities: Mapping[str, Quantity], operator: Operator, reason: str = ""
    ) -> SaleReturn:
        """Store the return in one transaction.

        ServiceError as ``preview``, and ``not_stored``, ``checking_last_receipt`` (call it again with the same arguments:
        the return is never stored twice).
        """
        raise NotImplementedError
