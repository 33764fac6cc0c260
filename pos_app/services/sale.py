"""The open sale: goods, customer, discounts by hand, points, tenders, and the record at the end."""

from collections.abc import Callable
from datetime import tzinfo

from pos_app.domain.basket import edits
from pos_app.domain.basket.basket import Basket, ManualDiscountKind
from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.points_choice import PointsChoice
from pos_app.domain.money.units import ONE, Kopecks, Quantity
from pos_app.domain.people.operator import Operator
from pos_app.domain.pricing.engine import price
from pos_app.domain.pricing.priced import PricedBasket, PricedLine
from pos_app.domain.shift.shift import ShiftOpened
from pos_app.domain.transaction.draft import Draft, DraftStage
from pos_app.domain.transaction.sale import Sale, Tender
from pos_app.services.customer import CustomerService
from pos_app.services.customer_answers import CustomerPanel
from pos_app.services.discount_limit import base_of, check_still_within_limit, discount_by
from pos_app.services.errors import ServiceError, storing
from pos_app.services.operator import OperatorService
from pos_app.services.ports import Catalogue, Clock, Ids, ProgrammeShelf, TillBooks
from pos_app.services.programme_choice import LIST_PRICE, programme_in_force
from pos_app.services.sale_record import SaleRecorder
from pos_app.services.sale_state import SaleState
from pos_app.services.tender_desk import card_tender, cash_tender, remaining_of


class SaleService:
    """Every edit stores the draft before it returns; an edit that could not be stored changes nothing.

    Edits raise ServiceError ``in_payment`` in the payment stage, ``not_signed_on`` without an operator, ``not_stored``,
    ``checking_last_receipt`` while it is unknown whether the receipt is stored, and the keys of ``BasketEditError``.
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
        self._programmes = programmes
        self._customers = customers
        self._operators = operators
        self._clock = clock
        self._ids = ids
        self._timezone = timezone
        self._recorder = SaleRecorder(
            books=books, catalogue=catalogue, programmes=programmes, clock=clock, timezone=timezone
        )
        self._operator: Operator | None = None
        self._panel: CustomerPanel | None = None
        self._standing: Standing | None = None
        self._stage = DraftStage.BASKET
        self._tenders: tuple[Tender, ...] = ()
        self._last_line_id: str | None = None
        self._basket = Basket(ids.new_id(), clock.now())
        self._priced = self._price(self._basket)

    # ------------------------------------------------------------ what is there

    @property
    def state(self) -> SaleState:
        """The open sale, priced."""
        return SaleState(
            basket=self._basket,
            priced=self._priced,
            panel=self._panel,
            stage=self._stage,
            tenders=self._tenders,
            remaining_kopecks=self._remaining(),
            last_line_id=self._last_line_id,
            checking=self._recorder.unsure is not None,
        )

    @property
    def is_open(self) -> bool:
        """Whether there is a basket with lines: a shift may not be closed over it."""
        return bool(self._basket.lines)

    @property
    def operator(self) -> Operator | None:
        """Who sells."""
        return self._operator

    def set_operator(self, operator: Operator) -> None:
        """Who sells from now on."""
        earlier, self._operator = self._operator, operator
        if self._basket.lines and earlier != operator and self._recorder.unsure is None:
            self._store_draft(self._basket, self._stage, self._tenders, self._priced)

    def resume(self) -> Draft | None:
        """Bring back what was open when the program ended; None if nothing was. Call it once, at start.

        A receipt that was stored at the last moment is not brought back: it is found among the receipts.
        """
        draft = self._books.load_draft()
        if draft is None:
            return None
        if self._books.sale(draft.basket.receipt_id) is not None:
            with storing():
                self._books.clear_draft()
            return None
        self._load_customer(draft.basket.customer_id)
        self._basket = draft.basket
        # Without its price a payment cannot go on: the tenders were taken for a sum that is not known any more.
        in_payment = draft.stage is DraftStage.PAYMENT and draft.priced is not None
        self._stage = DraftStage.PAYMENT if in_payment else DraftStage.BASKET
        self._tenders = draft.tenders if in_payment else ()
        self._priced = draft.priced if in_payment and draft.priced else self._price(draft.basket)
        self._last_line_id = draft.basket.lines[-1].line_id if draft.basket.lines else None
        return draft

    def refresh(self) -> SaleState:
        """Price again: accounts, programme or link changed, or a new minute. In payment prices stand still."""
        if self._stage is DraftStage.BASKET:
            self._load_customer(self._basket.customer_id)
            self._priced = self._price(self._basket)
        return self.state

    # ------------------------------------------------------------ edits of the basket

    def add_item(self, item: Item, quantity: Quantity = ONE) -> SaleState:
        """Put goods in. ServiceError ``fraction_of_piece``, ``quantity_out_of_range(least, most)``."""
        line_id = self._ids.new_id()
        return self._edit(lambda basket: edits.add_item(basket, item, quantity, line_id))

    def set_quantity(self, line_id: str, quantity: Quantity) -> SaleState:
        """Change a line.

        ServiceError as ``add_item``, ``unknown_line``, ``discount_holds_quantity(limit_bp, asked_bp)``.
        """

        def check(basket: Basket, priced: PricedBasket) -> None:
            discount = edits.line_of(basket, line_id).manual_discount
            check_still_within_limit(self._operators, discount, _priced_line(priced, line_id))

        return self._edit(lambda basket: edits.set_quantity(basket, line_id, quantity), check)

    def remove_line(self, line_id: str) -> SaleState:
        """Take a line out. ServiceError ``unknown_line``."""
        return self._edit(lambda basket: edits.remove_line(basket, line_id))

    def void(self) -> SaleState:
        """Give up the basket; the next one begins."""
        self._require_editable()
        with storing():
            self._books.clear_draft()
        self._begin_next()
        return self.state

    def discount_line(
        self,
        line_id: str,
        kind: ManualDiscountKind,
        value: int,
        approved_by: Operator | None = None,
        reason: str = "",
    ) -> SaleState:
        """A discount by hand: basis points, or kopecks on the whole line; 0 takes it away.

        ServiceError ``discount_above_limit(limit_bp, asked_bp, needed_role)``: ask a second person and call again with
        him (``needed_role`` empty: nobody may); ``not_discountable(line_id)``, ``discount_out_of_range``,
        ``unknown_line``.
        """
        operator = self._require_editable()
        if value == 0:
            return self._edit(lambda basket: edits.set_manual_discount(basket, line_id, None))
        priced = _priced_line(self._priced, line_id)
        if not self._item(line_id).rules.discountable:
            raise ServiceError("not_discountable", line_id=line_id)
        discount = discount_by(self._operators, operator, approved_by, kind, value, base_of(priced), reason)
        return self._edit(lambda basket: edits.set_manual_discount(basket, line_id, discount))

    def attach_customer(self, customer_id: str) -> SaleState:
        """The customer of this sale, at any moment before payment. ServiceError ``customer_unknown``."""
        self._require_editable()
        view = self._customers.view(customer_id)
        earlier = (self._panel, self._standing)
        self._panel, self._standing = view.panel, view.standing
        try:
            return self._edit(lambda basket: edits.with_customer(basket, customer_id))
        except ServiceError:
            self._panel, self._standing = earlier
            raise

    def detach_customer(self) -> SaleState:
        """Sell without a customer; a choice of points goes too."""
        self._edit(lambda basket: edits.with_customer(basket, None))
        self._panel = self._standing = None
        return self.state

    def choose_points(self, choice: PointsChoice) -> SaleState:
        """What is to be paid with points. ServiceError ``no_customer``, ``unknown_line``, ``pieces_out_of_range`` …"""
        return self._edit(lambda basket: edits.with_points(basket, choice))

    # ------------------------------------------------------------ payment

    def begin_payment(self) -> SaleState:
        """Fix the price.

        ServiceError ``empty_basket``, ``no_shift``, ``no_programme``, ``vat_rate_unknown(code, item)``.
        """
        self._require_editable()
        if not self._basket.lines:
            raise ServiceError("empty_basket")
        self._require_shift()
        if programme_in_force(self._programmes, self._clock.now()) is None:
            raise ServiceError("no_programme")
        self._recorder.check_vat(self._basket)
        self._load_customer(self._basket.customer_id)
        priced = self._price(self._basket)
        return self._keep(self._basket, DraftStage.PAYMENT, (), priced)

    def take_cash(self, given_kopecks: Kopecks) -> SaleState:
        """Cash as it was given; what is above the rest is change.

        ServiceError ``not_in_payment``, ``amount_range``, ``nothing_to_pay``.
        """
        self._require_payment()
        return self._add_tender(cash_tender(given_kopecks, self._remaining()))

    def take_card(self, amount_kopecks: Kopecks) -> SaleState:
        """A sum by card. ServiceError ``card_too_much(remaining_kopecks)`` and those of ``take_cash``."""
        self._require_payment()
        return self._add_tender(card_tender(amount_kopecks, self._remaining()))

    def drop_tender(self, index: int) -> SaleState:
        """Forget one tender. ServiceError ``no_tender(index)``, ``not_in_payment``."""
        self._require_payment()
        if not 0 <= index < len(self._tenders):
            raise ServiceError("no_tender", index=index)
        tenders = self._tenders[:index] + self._tenders[index + 1 :]
        return self._keep(self._basket, self._stage, tenders, self._priced)

    def cancel_payment(self) -> SaleState:
        """Back to the basket; tenders are forgotten. ServiceError ``not_in_payment``."""
        self._require_payment()
        self._load_customer(self._basket.customer_id)
        return self._keep(self._basket, DraftStage.BASKET, (), self._price(self._basket))

    def finish(self) -> Sale:
        """Store the sale in one transaction; a new basket begins.

        ServiceError ``not_paid(remaining_kopecks)``, ``not_in_payment``, ``no_shift``, ``not_stored(cause)`` (nothing
        is stored, the sale stays as it is), ``checking_last_receipt`` (call it again: the same receipt is never stored
        twice).
        """
        sale = self._recorder.settle()
        if sale is None:
            self._require_payment()
            if self._remaining() != 0:
                raise ServiceError("not_paid", remaining_kopecks=self._remaining())
            balance = self._panel.balance if self._panel and self._panel.account_known else None
            sale = self._recorder.store(
                self._basket, self._priced, self._tenders, self._require_operator(), self._require_shift(), balance
            )
        self._begin_next()
        return sale

    # ------------------------------------------------------------ inside

    def _edit(
        self,
        change: Callable[[Basket], Basket],
        check: Callable[[Basket, PricedBasket], None] | None = None,
    ) -> SaleState:
        self._require_editable()
        try:
            basket = change(self._basket)
        except edits.BasketEditError as error:
            raise ServiceError(error.key, **error.params) from error
        priced = self._price(basket)
        if check is not None:
            check(basket, priced)
        return self._keep(basket, DraftStage.BASKET, (), priced)

    def _keep(self, basket: Basket, stage: DraftStage, tenders: tuple[Tender, ...], priced: PricedBasket) -> SaleState:
        self._store_draft(basket, stage, tenders, priced)
        self._last_line_id = _touched_line_id(self._basket, basket, self._last_line_id)
        self._basket, self._stage, self._tenders, self._priced = basket, stage, tenders, priced
        return self.state

    def _store_draft(
        self, basket: Basket, stage: DraftStage, tenders: tuple[Tender, ...], priced: PricedBasket
    ) -> None:
        kept = priced if stage is DraftStage.PAYMENT else None
        with storing():
            self._books.save_draft(Draft(basket, stage, tenders, self._require_operator().operator_id, kept))

    def _begin_next(self) -> None:
        self._panel = self._standing = None
        self._basket = Basket(self._ids.new_id(), self._clock.now())
        self._stage = DraftStage.BASKET
        self._tenders = ()
        self._last_line_id = None
        self._priced = self._price(self._basket)

    def _price(self, basket: Basket) -> PricedBasket:
        now = self._clock.now()
        programme = programme_in_force(self._programmes, now) or LIST_PRICE
        standing = self._standing if basket.customer_id is not None else None
        return price(basket, standing, programme, now.astimezone(self._timezone))

    def _load_customer(self, customer_id: str | None) -> None:
        self._panel = self._standing = None
        if customer_id is None:
            return
        try:
            view = self._customers.view(customer_id)
        except ServiceError:
            # The cache was rebuilt and does not hold him yet: he stays on the receipt and earns, but spends nothing.
            self._standing = Standing(customer_id, None, 0)
            return
        self._panel, self._standing = view.panel, view.standing

    def _item(self, line_id: str) -> Item:
        return edits.line_of(self._basket, line_id).item

    def _add_tender(self, tender: Tender) -> SaleState:
        return self._keep(self._basket, self._stage, (*self._tenders, tender), self._priced)

    def _remaining(self) -> Kopecks:
        return remaining_of(self._priced.money_kopecks, self._tenders)

    def _require_operator(self) -> Operator:
        if self._operator is None:
            raise ServiceError("not_signed_on")
        return self._operator

    def _require_editable(self) -> Operator:
        self._require_known()
        if self._stage is DraftStage.PAYMENT:
            raise ServiceError("in_payment")
        return self._require_operator()

    def _require_payment(self) -> None:
        self._require_known()
        if self._stage is not DraftStage.PAYMENT:
            raise ServiceError("not_in_payment")

    def _require_known(self) -> None:
        if self._recorder.unsure is not None:
            raise ServiceError("checking_last_receipt")

    def _require_shift(self) -> ShiftOpened:
        shift = self._books.current_shift()
        if shift is None:
            raise ServiceError("no_shift")
        return shift


def _priced_line(priced: PricedBasket, line_id: str) -> PricedLine:
    for line in priced.lines:
        if line.line_id == line_id:
            return line
    raise ServiceError("unknown_line", line_id=line_id)


def _touched_line_id(earlier: Basket, basket: Basket, last_line_id: str | None) -> str | None:
    """The line that differs from before; else the one touched last if it is still there, else the last one."""
    before = {line.line_id: line for line in earlier.lines}
    for line in basket.lines:
        if before.get(line.line_id) != line:
            return line.line_id
    if any(line.line_id == last_line_id for line in basket.lines):
        return last_line_id
    return basket.lines[-1].line_id if basket.lines else None
