"""One door for every code: scanned by any reader, or typed by the cashier."""

from pos_app.domain.codes.scan import ScanData
from pos_app.domain.money.units import Quantity
from pos_app.services.customer import CustomerService
from pos_app.services.operator import OperatorService
from pos_app.services.ports import Catalogue, TillBooks
from pos_app.services.sale import SaleService
from pos_app.services.scan_outcome import ScanOutcome


class ScanService:
    """Finds out what a code means and does it. Never raises for a code: what cannot be done is a ScanRefused."""

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        sale: SaleService,
        customers: CustomerService,
        books: TillBooks,
        operators: OperatorService,
    ) -> None:
        self._catalogue = catalogue
        self._sale = sale
        self._customers = customers
        self._books = books
        self._operators = operators

    @property
    def multiplier(self) -> Quantity | None:
        """The quantity for the next goods, set by ``n*``."""
        raise NotImplementedError

    def handle(self, scan: ScanData) -> ScanOutcome:
        """A whole code from a reader."""
        raise NotImplementedError

    def typed(self, text: str) -> ScanOutcome:
        """What a cashier typed in the scan line: article, code, phone, card, receipt; ``n*code``, ``n*``, ``*n``."""
        raise NotImplementedError
