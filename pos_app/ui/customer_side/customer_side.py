"""The one door to the customer: his window and the two-line display follow the sale and show what he is asked."""

import logging

from PySide6.QtCore import QObject, QTimer

from pos_app.domain.receipt.customer_lines import CustomerLines
from pos_app.domain.transaction.errors import StoreError
from pos_app.domain.transaction.sale import Sale
from pos_app.services.customer_view import GREETING, Moment, view_of_receipt, view_of_sale
from pos_app.services.errors import ServiceError
from pos_app.services.sale_state import SaleState
from pos_app.services.till_services import TillServices
from pos_app.ui.customer_side.customer_window import CustomerWindow
from pos_app.ui.customer_side.question import CustomerQuestion

_log = logging.getLogger("kopilka.ui")
_THANKS_MS = 30_000


class CustomerSide(QObject):
    """``window`` is None where the settings have none; then only the two-line display follows, if there is one."""

    def __init__(self, services: TillServices, window: CustomerWindow | None = None) -> None:
        super().__init__()
        self._services = services
        self.window = window
        self._thanking = QTimer(self, singleShot=True, interval=_THANKS_MS)
        self._thanking.timeout.connect(self._greet)

    def follow(self, state: SaleState) -> None:
        """The sale changed. The thanks of the sale before stay for a while, until the next one begins."""
        if self._services.display is not None:
            self._services.display.follow(state)
        if self.window is None:
            return
        view = view_of_sale(state)
        if view.moment is Moment.GREETING and self._thanking.isActive():
            return
        self._thanking.stop()
        self.window.show_view(view)

    def finished(self, sale: Sale) -> None:
        """The sale is paid and stored."""
        if self._services.display is not None:
            self._services.display.finished(sale)
        if self.window is None:
            return
        panel = None
        if sale.customer_id is not None:
            try:
                panel = self._services.customers.panel(sale.customer_id)
            except (ServiceError, StoreError) as error:
                # The receipt stands; he reads his points on it.
                _log.warning("customer_window=without_points: %s", error)
        self.window.show_question(None)
        self.window.show_view(view_of_receipt(sale, panel))
        self._thanking.start()

    def ask(self, question: CustomerQuestion | None) -> None:
        """Show what the cashier asks the customer just now; None: nothing is asked any more."""
        if self._services.display is not None:
            self._services.display.ask(CustomerLines(*question.short) if question and question.short[0] else None)
        if self.window is not None:
            self.window.show_question(question)

    def close(self) -> None:
        """The till ends."""
        self._thanking.stop()
        if self.window is not None:
            self.window.close_for_good()

    def _greet(self) -> None:
        if self.window is not None:
            self.window.show_view(GREETING)
