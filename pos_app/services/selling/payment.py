"""Payment of the open sale, and the record at its end."""

from dataclasses import replace

from pos_app.domain.basket import edits
from pos_app.domain.money.units import Kopecks
from pos_app.domain.people.operator import Operator
from pos_app.domain.transaction.draft import DraftStage
from pos_app.domain.transaction.sale import Sale, Tender
from pos_app.services.errors import ServiceError
from pos_app.services.programme_choice import programme_in_force
from pos_app.services.sale_state import SaleState
from pos_app.services.selling.desk import SaleDesk
from pos_app.services.tender_desk import card_tender, cash_tender


class SalePayment(SaleDesk):
    """From the fixed price to the stored sale."""

    def begin_payment(self) -> SaleState:
        """Fix the price.

        ServiceError ``empty_basket``, ``no_shift``, ``no_programme``, ``vat_rate_unknown(code, item)``,
        ``points_not_set_aside``: ask for them first (``points_question``).
        """
        operator = self._fix_price()
        state = self._open.state
        first = self._first_tenders()
        self._open.keep(state.basket, DraftStage.PAYMENT, first, state.priced, operator.operator_id)
        return self.state

    def pay_rest_by_card(self) -> SaleState:
        """Fix the price and take all of it by card; ``finish`` must follow: the one commit that the cashier waits for.

        ServiceError as ``begin_payment``.
        """
        self._fix_price()
        first = self._first_tenders()
        rest = self._open.state.remaining_kopecks - sum(tender.amount_kopecks for tender in first)
        self._open.hold(DraftStage.PAYMENT, (*first, card_tender(rest, rest)) if rest else first)
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

    def prepare(self) -> None:
        """While the customer looks for his money: make ready what the last key would have to wait for.

        Changes nothing and fails in nothing; not needed, and good for nothing once the sale is stored. What is open may
        change afterwards as it likes.
        """
        state, operator = self._open.state, self._operator
        if state.basket.is_empty or operator is None or self._recorder.unsure is not None:
            return
        rest = state.remaining_kopecks
        tenders = (*state.tenders, card_tender(rest, rest)) if rest else state.tenders
        self._recorder.prepare(replace(state, tenders=tenders), operator)

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
            sale = self._recorder.store(self._state_to_store(), self._require_operator(), self._require_shift())
        self._open.begin_next()
        return sale

    def _first_tenders(self) -> tuple[Tender, ...]:
        """What pays by itself when payment begins."""
        return ()

    def _state_to_store(self) -> SaleState:
        return self._open.state

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
        if basket.is_empty:
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
        if epoch == self._epoch:
            return
        if self.is_open and self._operator is not None and self._recorder.unsure is None:
            basket = edits.in_new_life(self._open.state.basket, self._ids.new_id())
            self._open.keep(basket, DraftStage.BASKET, (), self._open.price(basket), self._operator.operator_id)
        self._epoch = epoch  # not before it is stored: else a full disk would let the old id through

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
