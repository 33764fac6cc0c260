"""The open sale: goods, customer, discounts by hand, points, tenders, and the record at the end."""

import logging

from pos_app.domain.basket import edits
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.people.operator import Operator
from pos_app.domain.stored_value.value_kind import VALUE_OF_TENDER
from pos_app.domain.transaction.draft import Draft, DraftStage
from pos_app.services.deeds import card_shown_on
from pos_app.services.errors import ServiceError
from pos_app.services.rights import Right
from pos_app.services.sale_state import SaleState
from pos_app.services.selling.advances import SaleAdvances
from pos_app.services.selling.discounts import DiscountsByHand
from pos_app.services.selling.numbers import NumbersTaken
from pos_app.services.selling.splitting import Splitting

_log = logging.getLogger("kopilka.sale")


class SaleService(SaleAdvances, DiscountsByHand, Splitting, NumbersTaken):
    """Every edit stores the draft before it returns; an edit that could not be stored changes nothing.

    Edits raise ServiceError ``in_payment`` in the payment stage, ``not_signed_on`` without an operator, ``not_stored``,
    ``checking_last_receipt`` while it is unknown whether the receipt is stored, and the keys of ``BasketEditError``.
    """

    @property
    def operator(self) -> Operator | None:
        """Who sells."""
        return self._operator

    def set_operator(self, operator: Operator) -> None:
        """Who sells from now on. ServiceError ``not_stored(cause)``: then nothing changed."""
        if self.is_open and self._operator != operator and self._recorder.unsure is None:
            self._open.keep_operator(operator.operator_id, self._handed_over(operator))
        self._operator = operator

    def resume(self) -> Draft | None:
        """Bring back what was open when the program ended; None if nothing was. Call it once, at start.

        A receipt that was stored at the last moment is not brought back: it is found among the receipts. Points that
        were set aside for receipts that are no more are given back.
        """
        draft = self._books.load_draft()
        try:
            self._points.wake_up(draft.basket.receipt_id if draft is not None else "")
            self._wake_up_values(draft)
            self._wake_up_claims(draft)
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
            self._note_proof()
            self._open.refresh()
        elif self._recorder.unsure is None:
            self._leave_payment_without_its_points()
        return self.state

    def void(self, approved_by: Operator | None = None, reason: str = "") -> SaleState:
        """Give up the basket; the next one begins. ServiceError ``approval_needed(right, needed_role)``."""
        operator = self._require_editable()
        state = self._open.state
        receipt_id = state.basket.receipt_id
        deeds = self._card_let_go()
        if state.basket.lines:
            approver = self._operators.authorise(operator, Right.VOID_BASKET, approved_by)
            lines, total = len(state.basket.lines), state.priced.money_kopecks
            facts = {"lines": lines, "sum_kopecks": total, **card_shown_on(state.basket)}
            deeds = (self._deed(DeedKind.BASKET_VOIDED, approver, reason, **facts),)
        self._open.give_up(deeds)
        self._points.release(receipt_id)
        self._claims.release(receipt_id)
        return self.state

    def _note_proof(self) -> None:
        """A code that the customer told while this receipt is open stays on it as his proof."""
        customer_id = self._open.state.basket.customer_id
        if customer_id is None or self._operator is None or self._recorder.unsure is not None:
            return
        if self._customers.take_code_told(customer_id):
            self._edit(edits.with_proof)

    def _wake_up_values(self, draft: Draft | None) -> None:
        if draft is None:
            self._value.wake_up("", ())
            return
        paid = [(VALUE_OF_TENDER[each.kind], each.reference) for each in draft.tenders if each.kind in VALUE_OF_TENDER]
        owners = [(kind, reference or draft.basket.customer_id or "") for kind, reference in paid]
        self._value.wake_up(draft.basket.receipt_id, owners)

    def _wake_up_claims(self, draft: Draft | None) -> None:
        """What open and put-aside receipts have stays theirs, unless the open one has been stored meanwhile."""
        waiting = {held.basket_id for held in self._books.held_baskets()}
        if draft is not None and self._books.sale(draft.basket.receipt_id) is None:
            waiting.add(draft.basket.receipt_id)
        self._claims.wake_up(waiting)

    def _handed_over(self, operator: Operator) -> tuple[Deed, ...]:
        """A change of cashier over an open basket; none after a restart, where nobody was signed on."""
        if self._operator is None:
            return ()
        state, earlier = self._open.state, self._operator.name
        return (
            self._deeds.deed(
                DeedKind.HANDED_OVER,
                operator,
                receipt_id=state.basket.receipt_id,
                from_name=earlier,
                sum_kopecks=state.priced.money_kopecks,
            ),
        )
