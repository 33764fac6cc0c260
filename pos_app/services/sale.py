"""The open sale: goods, customer, discounts by hand, points, tenders, and the record at the end."""

from datetime import tzinfo

from pos_app.domain.basket.basket import ManualDiscountKind
from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.points_choice import PointsChoice
from pos_app.domain.money.units import ONE, Kopecks, Quantity
from pos_app.domain.people.operator import Operator
from pos_app.domain.transaction.draft import Draft
from pos_app.domain.transaction.sale import Sale
from pos_app.services.customer import CustomerService
from pos_app.services.operator import OperatorService
from pos_app.services.ports import Catalogue, Clock, Ids, ProgrammeShelf, TillBooks
from pos_app.services.sale_state import SaleState


class SaleService:
    """Every edit stores the draft before it returns; an edit that could not be stored changes nothing.

    Edits raise ServiceError ``in_payment`` in the payment stage, ``not_signed_on`` without an operator, ``not_stored``.
    """

    def __init__(
        self,
        *,
        books: TillBooks,
        catalogue: Catalogue,
        programmes: ProgrammeShelf,
        customers: CustomerService,
        operators: OperatorService,
        clock: Clock,
        ids: Ids,
        timezone: tzinfo,
    ) -> None:
        self._books = books
        self._catalogue = catalogue
        self._programmes = programmes
        self._customers = customers
        self._operators = operators
        self._clock = clock
        self._ids = ids
        self._timezone = timezone

    @property
    def state(self) -> SaleState:
        """The open sale, priced. ServiceError ``no_programme`` before the first load."""
        raise NotImplementedError

    @property
    def is_open(self) -> bool:
        """Whether there is a basket with lines: a shift may not be closed over it."""
        raise NotImplementedError

    def set_operator(self, operator: Operator) -> None:
        """Who sells from now on."""
        raise NotImplementedError

    def resume(self) -> Draft | None:
        """Bring back what was open when the program ended; None if nothing was."""
        raise NotImplementedError

    def refresh(self) -> SaleState:
        """Price again: accounts, programme or link changed, or a new minute. Prices stand still in the payment stage."""
        raise NotImplementedError

    def add_item(self, item: Item, quantity: Quantity = ONE) -> SaleState:
        """Put goods in. ServiceError ``quantity_not_whole``, ``quantity_range(limit)``."""
        raise NotImplementedError

    def set_quantity(self, line_id: str, quantity: Quantity) -> SaleState:
        """Change a line. ServiceError ``no_line``, ``quantity_not_whole``, ``quantity_range``, ``discount_holds_quantity``."""
        raise NotImplementedError

    def remove_line(self, line_id: str) -> SaleState:
        """Take a line out. ServiceError ``no_line``."""
        raise NotImplementedError

    def void(self) -> SaleState:
        """Give up the basket; the next one begins."""
        raise NotImplementedError

    def discount_line(
        self,
        line_id: str,
        kind: ManualDiscountKind,
        value: int,
        approved_by: Operator | None = None,
        reason: str = "",
    ) -> SaleState:
        """A discount by hand: basis points, or kopecks on the whole line; 0 takes it away.

        ServiceError ``discount_above_limit(limit_bp, asked_bp, needed_role)``: ask a second person, call again with him;
        ``needed_role`` is empty where nobody may. ``not_discountable(item)``, ``discount_range``, ``no_line``.
        """
        raise NotImplementedError

    def attach_customer(self, customer_id: str) -> SaleState:
        """The customer of this sale, at any moment before payment. ServiceError ``customer_unknown``."""
        raise NotImplementedError

    def detach_customer(self) -> SaleState:
        """Sell without a customer; a choice of points goes too."""
        raise NotImplementedError

    def choose_points(self, choice: PointsChoice) -> SaleState:
        """What is to be paid with points. ServiceError ``no_customer``, ``no_line``, ``points_range``."""
        raise NotImplementedError

    def begin_payment(self) -> SaleState:
        """Fix the price. ServiceError ``empty_basket``, ``no_shift``, ``in_payment``."""
        raise NotImplementedError

    def take_cash(self, given_kopecks: Kopecks) -> SaleState:
        """Cash as it was given; what is above the rest is change. ServiceError ``not_in_payment``, ``amount_range``,

        ``nothing_to_pay``.
        """
        raise NotImplementedError

    def take_card(self, amount_kopecks: Kopecks) -> SaleState:
        """A sum by card. ServiceError ``card_too_much(remaining_kopecks)`` and those of ``take_cash``."""
        raise NotImplementedError

    def drop_tender(self, index: int) -> SaleState:
        """Forget one tender. ServiceError ``no_tender``."""
        raise NotImplementedError

    def cancel_payment(self) -> SaleState:
        """Back to the basket; tenders are forgotten."""
        raise NotImplementedError

    def finish(self) -> Sale:
        """Store the sale in one transaction; a new basket begins.

        ServiceError ``not_paid(remaining_kopecks)``, ``not_in_payment``, ``no_shift``, ``not_stored(cause)`` (nothing is
        stored, the sale stays open), ``checking_last_receipt`` (call it again: the same receipt is never stored twice).
        """
        raise NotImplementedError
