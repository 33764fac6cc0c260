"""Paying an open sale with certificates and from the customer's money account, and keeping change on it."""

from dataclasses import replace

from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.money.units import Kopecks
from pos_app.domain.money_account.money_account import change_that_stays, fell_below
from pos_app.domain.stored_value.payable import most_payable
from pos_app.domain.stored_value.value_kind import TENDER_OF_VALUE, VALUE_OF_TENDER, ValueKind
from pos_app.domain.transaction.build import payable_rows, tender_part
from pos_app.domain.transaction.draft import DraftStage
from pos_app.domain.transaction.not_earning import not_earning_kopecks
from pos_app.domain.transaction.sale import Tender, TenderKind
from pos_app.services.errors import ServiceError
from pos_app.services.programme_choice import LIST_PRICE, programme_of
from pos_app.services.sale_state import SaleState
from pos_app.services.selling.payment import SalePayment
from pos_app.services.tender_desk import cash_tender
from pos_app.services.value_desk import ValueQuestion, ValueSettled
from sync.protocol.stored_value import ValueAnswer, ValueRefused


class StoredValuePayment(SalePayment):
    """A tender is taken once the server has set its sum aside."""

    def drop_tender(self, index: int) -> SaleState:
        """Forget one tender; what was set aside for it goes back. ServiceError ``no_tender``, ``not_in_payment``."""
        before = self._open.state
        state = super().drop_tender(index)
        kind = VALUE_OF_TENDER.get(before.tenders[index].kind)
        if kind is not None:
            self._value.release(before.basket.receipt_id, kind, self._owner(kind, before.tenders[index].reference))
        return state

    def cancel_payment(self) -> SaleState:
        """Back to the basket; tenders are forgotten, what was set aside goes back. ServiceError ``not_in_payment``."""
        receipt_id = self._open.state.basket.receipt_id
        state = super().cancel_payment()
        self._value.release(receipt_id)
        return state

    def value_question(self, kind: ValueKind, number: str = "", kopecks: Kopecks | None = None) -> ValueQuestion:
        """What to ask the server for: the sum, or as much as the receipt lets it pay.

        ServiceError ``not_in_payment``, ``nothing_to_pay``, ``no_customer``, ``no_money_accounts``,
        ``value_taken_already``, ``value_pays_nothing``, ``value_too_much(most_kopecks)`` and those of
        ``ValueDesk.question``. Then ``ask_value`` off the UI thread, then ``settle_value``.
        """
        self._require_payment()
        self._require_agreed_points()
        state = self._open.state
        if state.remaining_kopecks <= 0:
            raise ServiceError("nothing_to_pay")
        owner = self._owner(kind, number)
        if any((VALUE_OF_TENDER.get(each.kind), each.reference) == (kind, number) for each in state.tenders):
            raise ServiceError("value_taken_already")
        most = self._most_payable(kind, number)
        if most == 0:
            raise ServiceError("value_pays_nothing")
        if kopecks is not None and kopecks > most:
            raise ServiceError("value_too_much", most_kopecks=most)
        return self._value.question(kind, owner, state.basket.receipt_id, most if kopecks is None else kopecks)

    def ask_value(self, question: ValueQuestion) -> ValueAnswer | ValueRefused:
        """Ask; waits for the network, about a second at most. Reads and writes nothing here: for any thread."""
        return self._value.ask(question)

    def settle_value(
        self, question: ValueQuestion, answer: ValueAnswer | ValueRefused
    ) -> tuple[SaleState, ValueSettled]:
        """Take what came as a tender. ServiceError as ``ValueDesk.settle``; ``payment_left``: the sale went on without

        it meanwhile, and it is given back.
        """
        settled = self._value.settle(question, answer)
        request, state = question.request, self._open.state
        kind = TENDER_OF_VALUE[request.kind]
        reference = request.owner if request.kind is ValueKind.CERTIFICATE else ""
        still = state.basket.receipt_id == request.receipt_id and self._is_in_payment()
        if not still or not 0 < settled.granted <= self._most_payable(request.kind, reference):
            self._value.release(request.receipt_id, request.kind, request.owner)
            raise ServiceError("payment_left")
        tender = Tender(kind, settled.granted, settled.granted, reference=reference)
        try:
            # Stored even if it pays all: should the receipt not be stored, a start must know what was set aside.
            return self._keep_tenders((*state.tenders, tender)), replace(settled, notice=self._notice(settled, kind))
        except ServiceError:
            self._value.release(request.receipt_id, request.kind, request.owner)
            raise

    def look_question(self, kind: ValueKind, number: str = "") -> ValueQuestion:
        """Only what is on it. ServiceError ``no_customer``, ``no_money_accounts``, those of ``ValueDesk.question``."""
        return self._value.question(kind, self._owner(kind, number), self._open.state.basket.receipt_id, 0)

    def settle_look(self, question: ValueQuestion, answer: ValueAnswer | ValueRefused) -> ValueSettled:
        """What is on it. ServiceError as ``ValueDesk.settle``."""
        return self._value.settle(question, answer)

    def take_cash_keeping_change(self, given_kopecks: Kopecks) -> SaleState:
        """Cash, and its change goes on the customer's money account, as far as the programme lets it.

        ServiceError ``no_customer``, ``no_money_accounts``, ``change_not_kept``, ``no_change``, those of ``take_cash``.
        """
        self._require_payment()
        self._require_agreed_points()
        self._owner(ValueKind.ACCOUNT, "")
        plain = cash_tender(given_kopecks, self._open.state.remaining_kopecks)
        if plain.change_kopecks == 0:
            raise ServiceError("no_change")
        terms = self._programme().money_account
        kept = 0 if terms is None else change_that_stays(terms, 0, plain.change_kopecks)
        if kept == 0:
            raise ServiceError("change_not_kept")
        tender = Tender(
            TenderKind.CASH, plain.amount_kopecks, plain.given_kopecks, plain.change_kopecks, kept_kopecks=kept
        )
        return self._add_tender(tender)

    @property
    def may_pay_from_account(self) -> bool:
        """Whether this sale's customer has a money account in this shop."""
        state = self._open.state
        return state.basket.customer_id is not None and self._programme().money_account is not None

    @property
    def may_keep_change(self) -> bool:
        """Whether change of this sale may stay on a money account."""
        state = self._open.state
        if state.basket.customer_id is None or not self._is_in_payment():
            return False
        terms = self._programme().money_account
        return terms is not None and terms.keeps_change

    def _owner(self, kind: ValueKind, number: str) -> str:
        if kind is ValueKind.CERTIFICATE:
            return number
        if self._programme().money_account is None:
            raise ServiceError("no_money_accounts")
        customer_id = self._open.state.basket.customer_id
        if customer_id is None:
            raise ServiceError("no_customer")
        return customer_id

    def _state_to_store(self) -> SaleState:
        """Money that earns nothing by its terms is taken off what earns; nothing else of the price moves."""
        state = self._open.state
        off = not_earning_kopecks(self._programme(), state.tenders)
        return state if off == 0 else replace(state, priced=self._open.earning_less(off))

    def _is_in_payment(self) -> bool:
        return self._open.state.stage is DraftStage.PAYMENT

    def _programme(self) -> Programme:
        priced = self._open.state.priced
        return programme_of(self._programmes, priced.programme_id, priced.programme_version) or LIST_PRICE

    def _notice(self, settled: ValueSettled, kind: TenderKind) -> bool:
        terms = self._programme().money_account
        if terms is None or kind is not TenderKind.MONEY_ACCOUNT:
            return False
        return fell_below(terms, settled.left + settled.granted, settled.left)

    def _most_payable(self, kind: ValueKind, reference: str) -> Kopecks:
        state = self._open.state
        rows = payable_rows(state.basket, state.priced)
        parts = [tender_part(tender) for tender in state.tenders]
        return most_payable(self._programme(), rows, parts, TENDER_OF_VALUE[kind], reference)
