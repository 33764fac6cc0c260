"""What is on the customer's money account, asked beside the sale when he is named; nothing waits for it."""

import logging
from collections.abc import Callable

from pos_app.domain.money.units import Kopecks
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.services.errors import ServiceError
from pos_app.services.sale_state import SaleState
from pos_app.services.value_desk import ValueQuestion
from pos_app.ui.ui_context import UiContext
from sync.protocol.stored_value import ValueAnswer, ValueRefused

_log = logging.getLogger("kopilka.ui")
_Asked = tuple[str, str]


class MoneyOfCustomer:
    """Once for each receipt and customer. ``told`` is called when the answer is there; a refusal is no news."""

    def __init__(self, ui: UiContext, told: Callable[[], None]) -> None:
        self._ui = ui
        self._told = told
        self._asked: _Asked | None = None
        self._known: Kopecks | None = None

    def of(self, state: SaleState) -> Kopecks | None:
        """Kopecks on the account of the sale's customer; None while nobody said. Asks if it was not asked yet."""
        customer_id = state.basket.customer_id
        now = None if customer_id is None else (state.basket.receipt_id, customer_id)
        if now == self._asked:
            return self._known
        self._asked = self._known = None
        sale = self._ui.services.sale
        if now is not None and sale.may_pay_from_account:
            try:
                question = sale.look_question(ValueKind.ACCOUNT)
            except ServiceError:
                return None  # offline, or a server without money accounts: nothing is said, and it is tried again
            self._asked = now
            self._ask(now, question)
        return None

    def _ask(self, asked: _Asked, question: ValueQuestion) -> None:
        sale = self._ui.services.sale

        def settled(answer: ValueAnswer | ValueRefused) -> None:
            if asked != self._asked:
                return
            try:
                self._known = sale.settle_look(question, answer).left
            except ServiceError as error:
                _log.info("money=not_told cause=%s", error.key)
                return
            self._told()

        def failed(error: Exception) -> None:
            _log.info("money=not_told cause=%s", type(error).__name__)

        self._ui.background.run(lambda: sale.ask_value(question), settled, failed)
