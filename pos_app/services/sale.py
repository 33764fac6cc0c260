"""The open sale: goods, customer, discounts by hand, points, tenders, and the record at the end."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import tzinfo

from pos_app.domain.basket import edits
from pos_app.domain.basket.basket import Basket, ManualDiscountKind
from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.points_choice import PointsChoice
from pos_app.domain.money.units import ONE, Kopecks, Quantity
from pos_app.domain.people.operator import Operator
from pos_app.domain.pricing.priced import PricedBasket, PricedLine
from pos_app.domain.shift.shift import ShiftOpened
from pos_app.domain.transaction.draft import Draft, DraftStage
from pos_app.domain.transaction.sale import Sale, Tender
from pos_app.services.asking_for_points import AskingForPoints
from pos_app.services.coupon_desk import coupon_of
from pos_app.services.customer import CustomerService
from pos_app.services.discount_limit import base_of, check_still_within_limit, discount_by
from pos_app.services.errors import ServiceError
from pos_app.services.open_sale import OpenSale
from pos_app.services.operator import OperatorService
from pos_app.services.points_desk import PointsDesk, PointsQuestion, PointsReply, PointsSettled
from pos_app.services.ports import Catalogue, Clock, Ids, ProgrammeShelf, TillBooks
from pos_app.services.programme_choice import programme_in_force
from pos_app.services.sale_record import SaleRecorder
from pos_app.services.sale_state import SaleState
from pos_app.services.tender_desk import card_tender, cash_tender

_log = logging.getLogger("kopilka.sale")


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
        points: PointsDesk,
        operators: OperatorService,
        clock: Clock,
        ids: Ids,
        timezone: tzinfo,
        marks_needed: bool = False,
    ) -> None:
        """``marks_needed``: goods of a marking group are sold by the mark of each piece alone."""
        self._marks_needed = marks_needed
        self._books = books
        self._programmes = programmes
        self._customers = customers
        self._points = points
        self._operators = operators
        self._clock = clock
        self._ids = ids
        self._open = OpenSale(
            books=books, programmes=programmes, customers=customers, clock=clock, ids=ids, timezone=timezone
        )
        self._asking = AskingForPoints(points, self._open)
        self._recorder = SaleRecorder(
            books=books, catalogue=catalogue, programmes=programmes, points=points, clock=clock, timezone=timezone
        )
        self._operator: Operator | None = None
        self._epoch = books.epoch()

    # ------------------------------------------------------------ what is there

    @property
    def state(self) -> SaleState:
        """The open sale, priced."""
        state = self._open.state
        return state if self._recorder.unsure is None else replace(state, checking=True)

    @property
    def is_open(self) -> bool:
        """Whether there is a basket with lines: a shift may not be closed over it."""
        return bool(self._open.state.basket.lines)

    @property
    def operator(self) -> Operator | None:
        """Who sells."""
        return self._operator

    def set_operator(self, operator: Operator) -> None:
        """Who sells from now on. ServiceError ``not_stored(cause)``: then nothing changed."""
        if self.is_open and self._operator != operator and self._recorder.unsure is None:
            self._open.keep_operator(operator.operator_id)
        self._operator = operator

    def resume(self) -> Draft | None:
        """Bring back what was open when the program ended; None if nothing was. Call it once, at start.

        A receipt that was stored at the last moment is not brought back: it is found among the receipts. Points that
        were set aside for receipts that are no more are given back.
        """
        draft = self._books.load_draft()
        try:
            self._points.wake_up(draft.basket.receipt_id if draft is not None else "")
        except ServiceError as error:
            _log.warning("wake_up=not_stored cause=%s", error.params.get("cause"))  # nothing of it keeps a sale
        return self._open.restore()

    def refresh(self) -> SaleState:
        """Price again: accounts, programme or link changed, or a new minute.

        In payment prices stand still, but for one thing: points that may not be spent any more before money was taken
        (the link is gone) lead back to the basket, with its price of now. ServiceError ``not_stored``.
        """
        if self._open.state.stage is DraftStage.BASKET:
            self._renew_after_a_lost_life()
            self._open.refresh()
        elif self._recorder.unsure is None:
            self._leave_payment_without_its_points()
        return self.state

    # ------------------------------------------------------------ edits of the basket

    def add_item(self, item: Item, quantity: Quantity = ONE, mark: str = "") -> SaleState:
        """Put goods in; ``mark``: the whole code of a marked piece.

        ServiceError ``fraction_of_piece``, ``quantity_out_of_range(least, most)``, ``mark_taken``,
        ``one_piece_per_mark``, ``mark_needed(item)``.
        """
        if self._marks_needed and item.rules.marking_group and not mark:
            raise ServiceError("mark_needed", item=item.name)
        line_id = self._ids.new_id()
        return self._edit(lambda basket: edits.add_item(basket, item, quantity, line_id, mark))

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
        receipt_id = self._open.state.basket.receipt_id
        self._open.give_up()
        self._points.release(receipt_id)
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
        state = self._open.state
        priced = _priced_line(state.priced, line_id)
        if not edits.line_of(state.basket, line_id).item.rules.discountable:
            raise ServiceError("not_discountable", line_id=line_id)
        discount = discount_by(self._operators, operator, approved_by, kind, value, base_of(priced), reason)
        return self._edit(lambda basket: edits.set_manual_discount(basket, line_id, discount))

    def attach_customer(self, customer_id: str, card_step: int | None = None) -> SaleState:
        """The customer of this sale, at any moment before payment; ``card_step``: of the rotating card that named him.

        ServiceError ``customer_unknown``.
        """
        self._require_editable()
        before = self._open.state.basket
        earlier = self._open.take_view(self._customers.view(customer_id, before.receipt_id))
        try:
            state = self._edit(lambda basket: edits.with_customer(basket, customer_id, card_step))
        except ServiceError:
            self._open.take_view(earlier)
            raise
        if before.customer_id not in (None, customer_id):
            self._points.release(before.receipt_id)
        return state

    def detach_customer(self) -> SaleState:
        """Sell without a customer; a choice of points goes too."""
        self._edit(lambda basket: edits.with_customer(basket, None))
        self._open.take_view(None)
        self._points.release(self._open.state.basket.receipt_id)
        return self.state

    def choose_points(self, choice: PointsChoice) -> SaleState:
        """What is to be paid with points. ServiceError ``no_customer``, ``unknown_line``, ``pieces_out_of_range`` …"""
        return self._edit(lambda basket: edits.with_points(basket, choice))

    def knows_coupon(self, code: str) -> bool:
        """Whether the programme of now has a coupon with this code, in whatever letters."""
        return coupon_of(self._programmes, self._clock.now(), code) is not None

    def add_coupon(self, code: str) -> SaleState:
        """Present a coupon; the engine decides what it does, and the trace tells.

        ServiceError ``coupon_unknown(code)``, ``coupon_single_use(code)``, ``coupon_taken(code)``.
        """
        coupon = coupon_of(self._programmes, self._clock.now(), code)
        if coupon is None:
            raise ServiceError("coupon_unknown", code=code)
        if coupon.single_use:
            # Whether another till took this number today nobody here can know: not taken is safe, taken twice is not.
            raise ServiceError("coupon_single_use", code=code)
        return self._edit(lambda basket: edits.add_coupon(basket, code.upper()))

    def remove_coupons(self) -> SaleState:
        """Sell without coupons."""
        return self._edit(edits.without_coupons)

    def points_question(self) -> PointsQuestion | None:
        """What must be asked of the server before this basket's points may be spent; None if nothing must or can be.

        ServiceError ``not_stored``. Then ``ask_points`` off the UI thread, then ``settle_points``.
        """
        return None if self._recorder.unsure is not None else self._asking.question()

    def ask_points(self, question: PointsQuestion) -> PointsReply:
        """Ask; waits for the network, about a second at most. Reads and writes nothing here: for any thread."""
        return self._points.ask(question)

    def settle_points(self, question: PointsQuestion, reply: PointsReply) -> PointsSettled:
        """Take what came, and price again with it. ServiceError ``not_stored``."""
        return self._asking.settle(question, reply)

    # ------------------------------------------------------------ payment

    def begin_payment(self) -> SaleState:
        """Fix the price.

        ServiceError ``empty_basket``, ``no_shift``, ``no_programme``, ``vat_rate_unknown(code, item)``,
        ``points_not_set_aside``: ask for them first (``points_question``).
        """
        operator = self._fix_price()
        state = self._open.state
        self._open.keep(state.basket, DraftStage.PAYMENT, (), state.priced, operator.operator_id)
        return self.state

    def pay_rest_by_card(self) -> SaleState:
        """Fix the price and take all of it by card; ``finish`` must follow: the one commit that the cashier waits for.

        ServiceError as ``begin_payment``.
        """
        self._fix_price()
        rest = self._open.state.remaining_kopecks
        self._open.hold(DraftStage.PAYMENT, (card_tender(rest, rest),) if rest else ())
        return self.state

    def take_cash(self, given_kopecks: Kopecks) -> SaleState:
        """Cash as it was given; what is above the rest is change.

        ServiceError ``not_in_payment``, ``amount_range``, ``nothing_to_pay``; ``points_gone`` as ``refresh`` says: the
        sale is in the basket again.
        """
        self._require_payment()
        self._require_agreed_points()
        return self._add_tender(cash_tender(given_kopecks, self._open.state.remaining_kopecks))

    def take_card(self, amount_kopecks: Kopecks) -> SaleState:
        """A sum by card. ServiceError ``card_too_much(remaining_kopecks)`` and those of ``take_cash``."""
        self._require_payment()
        self._require_agreed_points()
        return self._add_tender(card_tender(amount_kopecks, self._open.state.remaining_kopecks))

    def drop_tender(self, index: int) -> SaleState:
        """Forget one tender. ServiceError ``no_tender(index)``, ``not_in_payment``."""
        self._require_payment()
        tenders = self._open.state.tenders
        if not 0 <= index < len(tenders):
            raise ServiceError("no_tender", index=index)
        return self._keep_tenders(tenders[:index] + tenders[index + 1 :])

    def cancel_payment(self) -> SaleState:
        """Back to the basket; tenders are forgotten. ServiceError ``not_in_payment``."""
        self._require_payment()
        operator, basket = self._require_operator(), self._open.state.basket
        self._open.load_customer()
        self._open.keep(basket, DraftStage.BASKET, (), self._open.price(basket), operator.operator_id)
        return self.state

    def finish(self) -> Sale:
        """Store the sale in one transaction; a new basket begins.

        ServiceError ``not_paid(remaining_kopecks)``, ``not_in_payment``, ``no_shift``, ``points_gone`` as
        ``take_cash``, ``not_stored(cause)`` (nothing is stored, the sale stays as it is), ``checking_last_receipt``
        (call it again: the same receipt is never stored twice).
        """
        sale = self._recorder.settle()
        if sale is None:
            self._require_payment()
            self._require_agreed_points()
            if self._open.state.remaining_kopecks != 0:
                raise ServiceError("not_paid", remaining_kopecks=self._open.state.remaining_kopecks)
            sale = self._recorder.store(self._open.state, self._require_operator(), self._require_shift())
        self._open.begin_next()
        return sale

    # ------------------------------------------------------------ inside

    def _edit(
        self,
        change: Callable[[Basket], Basket],
        check: Callable[[Basket, PricedBasket], None] | None = None,
    ) -> SaleState:
        operator = self._require_editable()
        try:
            basket = change(self._open.state.basket)
        except edits.BasketEditError as error:
            raise ServiceError(error.key, **error.params) from error
        priced = self._open.price(basket)
        if check is not None:
            check(basket, priced)
        self._open.keep(basket, DraftStage.BASKET, (), priced, operator.operator_id)
        return self.state

    def _keep_tenders(self, tenders: tuple[Tender, ...]) -> SaleState:
        state = self._open.state
        self._open.keep(state.basket, state.stage, tenders, state.priced, self._require_operator().operator_id)
        return self.state

    def _add_tender(self, tender: Tender) -> SaleState:
        state = self._open.state
        tenders = (*state.tenders, tender)
        if tender.amount_kopecks == state.remaining_kopecks:
            self._open.hold(state.stage, tenders)  # the receipt follows and stores it
            return self.state
        return self._keep_tenders(tenders)

    def _fix_price(self) -> Operator:
        """Whether this basket may be paid, at the price of now."""
        operator = self._require_editable()
        self._renew_after_a_lost_life()
        basket = self._open.state.basket
        if not basket.lines:
            raise ServiceError("empty_basket")
        self._require_shift()
        if programme_in_force(self._programmes, self._clock.now()) is None:
            raise ServiceError("no_programme")
        self._recorder.check_vat(basket)
        self._open.refresh()
        if not self._open.is_secured(self._open.state.priced):
            raise ServiceError("points_not_set_aside")
        return operator

    def _renew_after_a_lost_life(self) -> None:
        """The till went on in a new epoch: the open basket may have been sold in the life that was lost, so it becomes
        another receipt. What was set aside for it is closed already.
        """
        epoch = self._books.epoch()
        earlier, self._epoch = self._epoch, epoch
        if earlier == epoch or not self.is_open or self._operator is None or self._recorder.unsure is not None:
            return
        basket = replace(self._open.state.basket, receipt_id=self._ids.new_id())
        self._open.keep(basket, DraftStage.BASKET, (), self._open.price(basket), self._operator.operator_id)

    def _require_operator(self) -> Operator:
        if self._operator is None:
            raise ServiceError("not_signed_on")
        return self._operator

    def _require_editable(self) -> Operator:
        self._require_known()
        if self._open.state.stage is DraftStage.PAYMENT:
            raise ServiceError("in_payment")
        return self._require_operator()

    def _require_payment(self) -> None:
        self._require_known()
        if self._open.state.stage is not DraftStage.PAYMENT:
            raise ServiceError("not_in_payment")

    def _require_agreed_points(self) -> None:
        if self._leave_payment_without_its_points():
            raise ServiceError("points_gone")

    def _leave_payment_without_its_points(self) -> bool:
        """Money that was taken agreed to the price, then it stands; before that, points are looked at once more."""
        state = self._open.state
        if state.tenders or state.priced.points == 0:
            return False
        self._open.load_customer()
        if self._open.is_secured(state.priced):
            return False
        operator = self._require_operator()
        self._open.keep(state.basket, DraftStage.BASKET, (), self._open.price(state.basket), operator.operator_id)
        return True

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
