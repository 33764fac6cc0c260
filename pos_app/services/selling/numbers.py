"""Single coupons and orders in the open sale: asked for, taken at the shop's risk, handed out, given back."""

from contextlib import suppress
from dataclasses import dataclass, replace

from pos_app.domain.basket import edits
from pos_app.domain.basket.basket import BasketLine, PriceSet
from pos_app.domain.claim.claim import NumberUsed
from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.domain.coupon.coupon_number import is_whole
from pos_app.domain.loyalty.rules.coupons import Coupon
from pos_app.domain.money.units import Kopecks
from pos_app.domain.people.deed import DeedKind
from pos_app.domain.people.operator import Operator
from pos_app.domain.pre_order.opened_order import opened, without
from pos_app.domain.pre_order.order_cancelled import OrderCancelled
from pos_app.domain.pre_order.pre_order import PreOrder, PreOrderLine, PreOrderState
from pos_app.domain.stored_value.payable import most_payable
from pos_app.domain.transaction.build import payable_rows
from pos_app.domain.transaction.sale import Sale, Tender, TenderKind
from pos_app.services.claim_desk import ClaimQuestion
from pos_app.services.coupon_desk import coupon_of, taken_by_coupon
from pos_app.services.errors import ServiceError
from pos_app.services.rights import Right
from pos_app.services.sale_state import SaleState
from pos_app.services.selling.customer_edits import CustomerEdits
from pos_app.services.selling.stored_value import StoredValuePayment
from sync.protocol.claim import ClaimAnswer, ClaimRefused

_LEAST_PRICE = 1


@dataclass(frozen=True, slots=True)
class CouponTaken:
    """A coupon is in the receipt; ``taken_kopecks`` is what it takes off now. ``at_risk``: without the server."""

    code: str
    taken_kopecks: Kopecks
    at_risk: bool = False


@dataclass(frozen=True, slots=True)
class OrderOpened:
    """An order is the open basket now. ``missing``: names of what is not in the catalogue any more; ``to_scan``: of
    marked goods, which are put in by the mark of each piece. ``at_risk``: opened without the server.
    """

    number: str
    lines: int
    prepaid_kopecks: Kopecks
    note: str
    missing: tuple[str, ...] = ()
    to_scan: tuple[str, ...] = ()
    at_risk: bool = False


class NumbersTaken(CustomerEdits, StoredValuePayment):
    """What only one receipt may take is kept by the server for the open one, or taken by the programme's terms."""

    def coupon_question(self, code: str) -> ClaimQuestion | CouponTaken:
        """Present a coupon: one that may be used again is taken, for a single one the server is to be asked first.

        ServiceError ``coupon_unknown(code)``, ``coupon_taken(code)``, ``coupon_used(code, till, receipt, used_at)`` (at
        this till), and of a till without the server ``coupon_offline(code)``, ``coupon_misread(code)``,
        ``coupon_offline_limit(code, most_kopecks)``. Then ``ask_claim`` off the UI thread, then ``settle_claim``.
        """
        self._require_editable()
        self._renew_after_a_lost_life()  # what is asked for now is for the receipt that will be stored
        coupon = self._coupon(code)
        word = code.upper()
        if not coupon.single_use:
            state = self.add_coupon(word)
            return CouponTaken(word, taken_by_coupon(state.priced, word))
        state = self._open.state
        if word in state.basket.coupons:
            raise ServiceError("coupon_taken", code=word)
        used = self._books.number_used(ClaimKind.COUPON, word)
        if used is not None and not used.is_told:
            raise _used_here(word, used)
        question = self._claims.question(ClaimKind.COUPON, word, state.basket.receipt_id)
        return self._coupon_at_risk(word, None) if question is None else question

    def order_question(self, number: str) -> ClaimQuestion | OrderOpened:
        """Open an order as the basket. ServiceError ``order_needs_empty_basket(number)``, those of a till without the
        server: ``order_unknown_here(number)``, ``order_used(number, till, receipt, used_at)``,
        ``order_cancelled(number)``.
        """
        self._require_editable()
        self._renew_after_a_lost_life()
        basket = self._open.state.basket
        if basket.lines or basket.advances or basket.order is not None:
            raise ServiceError("order_needs_empty_basket", number=number)
        question = self._claims.question(ClaimKind.ORDER, number, basket.receipt_id)
        return self._order_at_risk(number, None) if question is None else question

    def ask_claim(self, question: ClaimQuestion) -> ClaimAnswer | ClaimRefused:
        """Ask; waits for the network, about a second at most. Reads and writes nothing here: for any thread."""
        return self._claims.ask(question)

    def settle_claim(self, question: ClaimQuestion, answer: ClaimAnswer | ClaimRefused) -> CouponTaken | OrderOpened:
        """Take what came, or without an answer what the terms allow. ServiceError as ``ClaimDesk.settle`` and as the
        questions; ``sale_moved_on``: another basket is open meanwhile, and the number is given back.
        """
        request = question.request
        granted = self._claims.settle(question, answer)
        try:
            if self._open.state.basket.receipt_id != request.receipt_id:
                raise ServiceError("sale_moved_on")
            self._require_editable()
            if request.kind is ClaimKind.COUPON:
                if granted is None:
                    return self._coupon_at_risk(request.number, question)
                return self._take_coupon(request.number, at_risk=False)
            if granted is None or granted.order is None:
                return self._order_at_risk(request.number, question)
            return self._open_order(self._what_waits(granted.order), at_risk=False)
        except ServiceError:
            self._claims.release(request.receipt_id, request.kind, (request.number,))
            raise

    def remove_coupons(self) -> SaleState:
        """Sell without coupons; single ones go back."""
        basket = self._open.state.basket
        state = super().remove_coupons()
        self._claims.release(basket.receipt_id, ClaimKind.COUPON, basket.coupons)
        return state

    def remove_coupon(self, code: str) -> SaleState:
        """Sell without this one; a single one goes back. ServiceError ``coupon_not_taken(code)``."""
        state = super().remove_coupon(code)
        self._claims.release(state.basket.receipt_id, ClaimKind.COUPON, (code,))
        return state

    def cancel_order(self, approved_by: Operator | None = None, reason: str = "") -> OrderCancelled:
        """The open order will not be handed out; the receipt begins anew without it. Also without the server.

        What was prepaid is paid back by the way it came, never out of the drawer. ServiceError ``no_order_open``,
        ``order_cancel_unknown(number)`` (an older server), ``approval_needed(right, needed_role)``, ``reason_needed``,
        ``not_stored``.
        """
        operator = self._require_editable()
        basket = self._open.state.basket
        if basket.order is None:
            raise ServiceError("no_order_open")
        order = basket.order
        approver = self._operators.authorise(operator, Right.CANCEL_ORDER, approved_by)
        record = self._claims.cancel_order(order.number, operator, approver, reason)
        facts: dict[str, int | str] = {"number": order.number, "sum_kopecks": order.prepaid_kopecks}
        self._open.give_up((self._deed(DeedKind.ORDER_CANCELLED, approver, reason, **facts),))
        self._points.release(basket.receipt_id)
        self._claims.release(basket.receipt_id)
        return record

    def finish(self) -> Sale:
        """Store the sale; what it asked for and did not take goes back. ServiceError as ``SalePayment.finish``."""
        sale = super().finish()
        self._claims.release(sale.receipt_id)
        self._value.try_again()
        return sale

    def add_coupon(self, code: str) -> SaleState:
        """Present a coupon that may be used again; the engine decides what it does, and the trace tells.

        ServiceError ``coupon_unknown(code)``, ``coupon_single_use(code)``, ``coupon_taken(code)``.
        """
        if self._coupon(code).single_use:
            raise ServiceError("coupon_single_use", code=code)
        return self._edit(lambda basket: edits.add_coupon(basket, code.upper()))

    def _renew_after_a_lost_life(self) -> None:
        """Also: what was asked of the server for the receipt's id of before goes back."""
        before = self._open.state.basket.receipt_id
        super()._renew_after_a_lost_life()
        if self._open.state.basket.receipt_id != before:
            self._claims.release(before)

    def _coupon(self, code: str) -> Coupon:
        coupon = coupon_of(self._programmes, self._clock.now(), code)
        if coupon is None:
            raise ServiceError("coupon_unknown", code=code)
        return coupon

    def _coupon_at_risk(self, word: str, question: ClaimQuestion | None) -> CouponTaken:
        """Without the server: as the coupon's rule allows."""
        coupon = self._coupon(word)
        used = self._books.number_used(ClaimKind.COUPON, word)
        if used is not None:
            raise _used_here(word, used)
        if coupon.offline_most_kopecks == 0:
            raise ServiceError("coupon_offline", code=word)
        if word not in coupon.codes and not is_whole(word, coupon.prefix or ""):
            raise ServiceError("coupon_misread", code=word)
        basket = edits.add_coupon(self._open.state.basket, word, at_risk=True)
        _check_risk(coupon, word, taken_by_coupon(self._open.price(basket), word))
        self._claims.take_at_risk(ClaimKind.COUPON, word, basket.receipt_id, question)
        return self._take_coupon(word, at_risk=True)

    def _take_coupon(self, word: str, *, at_risk: bool) -> CouponTaken:
        receipt_id = self._open.state.basket.receipt_id
        try:
            state = self._edit(lambda basket: edits.add_coupon(basket, word, at_risk=at_risk))
        except ServiceError:
            self._claims.release(receipt_id, ClaimKind.COUPON, (word,))
            raise
        return CouponTaken(word, taken_by_coupon(state.priced, word), at_risk)

    def _order_at_risk(self, number: str, question: ClaimQuestion | None) -> OrderOpened:
        """Without the server: as it told of the order last, less what this till handed out since."""
        order = None if self._orders is None else self._orders.order(number)
        if order is None:
            raise ServiceError("order_unknown_here", number=number)
        if order.state is PreOrderState.CANCELLED:
            raise ServiceError("order_cancelled", number=number)
        order = self._what_waits(order)
        self._claims.take_at_risk(ClaimKind.ORDER, number, self._open.state.basket.receipt_id, question)
        return self._open_order(order, at_risk=True)

    def _what_waits(self, order: PreOrder) -> PreOrder:
        """The order less what this till handed out and the server has not counted yet. ServiceError ``order_used``."""
        number = order.number
        if self._books.order_cancelled_here(number):
            raise ServiceError("order_cancelled", number=number)  # the server may not have heard of it yet
        mine = [sale for sale in self._books.sales_with(ClaimKind.ORDER, number) if not order.counts(sale.receipt_id)]
        for sale in mine:
            if sale.picked_up is not None:
                prepaid = sum(each.amount_kopecks for each in sale.tenders if each.kind is TenderKind.PREPAID)
                order = without(order, sale.picked_up.quantities, prepaid)
        if not order.is_open or not any(line.left for line in order.lines):
            at, receipt = _last_pick_up(order, mine)
            raise ServiceError("order_used", number=number, till=receipt.partition("-")[0], receipt=receipt, used_at=at)
        return order

    def _open_order(self, order: PreOrder, *, at_risk: bool) -> OrderOpened:
        """Its lines, at the prices agreed, for its customer."""
        operator = self._require_editable()
        missing: list[str] = []
        to_scan: list[str] = []
        lines: list[BasketLine] = []
        for wanted in order.lines:
            item = self._catalogue.by_id(wanted.item_id)
            if not wanted.left:
                continue
            if item is None:
                missing.append(wanted.name)
            elif self._marks_needed and item.rules.marking_group:
                to_scan.append(item.name)
            else:
                plain = BasketLine(self._ids.new_id(), item, wanted.left)
                lines.append(_agreed(plain, wanted, order.number, operator))
        if order.customer_id is not None and self._open.state.basket.customer_id != order.customer_id:
            self._name_customer(order.customer_id)
        in_basket = opened(order, at_risk=at_risk)
        try:
            self._edit(lambda basket: edits.with_order(basket, in_basket, lines))
        except ServiceError:
            self._claims.release(self._open.state.basket.receipt_id, ClaimKind.ORDER, (order.number,))
            raise
        return OrderOpened(
            order.number, len(lines), order.prepaid_kopecks, order.note, tuple(missing), tuple(to_scan), at_risk
        )

    def _name_customer(self, customer_id: str) -> None:
        """Whom this till does not know yet is not named: his receipt earns nothing, his order is handed out."""
        with suppress(ServiceError):
            self.attach_customer(customer_id)

    def _first_tenders(self) -> tuple[Tender, ...]:
        """What was prepaid for the order pays first, as far as it goes."""
        state = self._open.state
        order = state.basket.order
        if order is None or not order.prepaid_kopecks:
            return super()._first_tenders()
        rows = payable_rows(state.basket, state.priced)
        most = most_payable(self._programme(), rows, (), TenderKind.PREPAID, order.number)
        kopecks = min(order.prepaid_kopecks, most)
        return (Tender(TenderKind.PREPAID, kopecks, kopecks, reference=order.number),) if kopecks else ()

    def _fix_price(self) -> Operator:
        """Also: coupons taken at risk take no more off than their rules allow, however the basket grew; and an order
        that was cancelled here is not handed out, though a kill left its basket open.
        """
        operator = super()._fix_price()
        state = self._open.state
        order = state.basket.order
        if order is not None and self._books.order_cancelled_here(order.number):
            raise ServiceError("order_cancelled", number=order.number)
        for word in state.basket.coupons_at_risk:
            _check_risk(self._coupon(word), word, taken_by_coupon(state.priced, word))
        return operator


def _used_here(word: str, used: NumberUsed) -> ServiceError:
    """A receipt of this till took it."""
    at, till = used.at.isoformat(), used.receipt_number.partition("-")[0]
    return ServiceError("coupon_used", code=word, till=till, receipt=used.receipt_number, used_at=at)


def _check_risk(coupon: Coupon, word: str, kopecks: Kopecks) -> None:
    if kopecks > coupon.offline_most_kopecks:
        raise ServiceError("coupon_offline_limit", code=word, most_kopecks=coupon.offline_most_kopecks)


def _agreed(line: BasketLine, wanted: PreOrderLine, number: str, operator: Operator) -> BasketLine:
    """At the price that was agreed; goods whose price is fixed, or has a floor above it, stay at the shelf's."""
    price, item = wanted.price_kopecks, line.item
    if price is None or price == item.price_kopecks or not item.rules.discountable:
        return line
    if price < max(_LEAST_PRICE, item.rules.floor_kopecks or 0):
        return line
    set_by = PriceSet(item.price_kopecks, operator.operator_id, reason=number)
    return replace(line, item=replace(item, price_kopecks=price), price_set=set_by)


def _last_pick_up(order: PreOrder, mine: list[Sale]) -> tuple[str, str]:
    """When, and by which receipt."""
    if mine:
        return mine[-1].sold_at.isoformat(), mine[-1].number
    if order.pick_ups:
        return order.pick_ups[-1].at.isoformat(), order.pick_ups[-1].receipt_number
    return "", ""
