"""What a cashier does that no till may do alone: a certificate sold and brought back, an order handed over."""

from collections.abc import Callable

from pos_app.campaign.disk.furnished import CASHIER, NOMINAL_KOPECKS
from pos_app.campaign.disk.willing_server import ORDER
from pos_app.domain.transaction.draft import DraftStage
from pos_app.domain.transaction.sale import Sale
from pos_app.services.claim_desk import ClaimQuestion
from pos_app.services.errors import ServiceError
from pos_app.simulation.counter import Counter
from pos_app.simulation.shop import GOODS, customer_id


class ValueDeeds:
    """``pay`` ends the open receipt and tells of it. Each may be tried again after the disk refused a part of it.

    ``certificate``: the number that is sold in this run.
    """

    def __init__(
        self, counter: Counter, certificate: str, pay: Callable[[], None], tell: Callable[[str, str], None]
    ) -> None:
        self._counter = counter
        self._certificate = certificate
        self._pay = pay
        self._tell = tell

    def sell_certificate(self) -> None:
        """With goods beside it, for a customer who is known."""
        sale = self._counter.sale
        if self._sold() is not None:
            return
        self._begin()
        if sale.state.stage is DraftStage.BASKET:
            sale.add_item(GOODS[1])
            sale.attach_customer(customer_id(1))
            sale.sell_certificate(self._certificate, NOMINAL_KOPECKS)
            sale.begin_payment()
        self._pay()

    def bring_it_back(self) -> None:
        """The goods and the certificate; its money is set aside for the return before it is paid out."""
        returns, sold = self._counter.returns, self._sold()
        if sold is None:
            return
        opened = returns.find(sold.number)
        back = opened.advances[0]
        if not back.left:
            return
        quantities = {line.line.line_id: line.left for line in opened.lines if line.left}
        returns.keep(sold.number, quantities)
        question = returns.advance_question(opened, back)
        quantities[back.line_id] = returns.settle_advance(sold.receipt_id, question, returns.ask_advance(question))
        returns.keep(sold.number, quantities)
        self._tell("return", returns.confirm(sold.receipt_id, quantities, CASHIER, "передумали").receipt_id)

    def hand_the_order_over(self) -> None:
        """All of it, with what was prepaid. An order that this till handed out is handed out to nobody again."""
        sale = self._counter.sale
        self._begin()
        if sale.state.stage is DraftStage.BASKET:
            try:
                question = sale.order_question(ORDER)
                if isinstance(question, ClaimQuestion):
                    sale.settle_claim(question, sale.ask_claim(question))
            except ServiceError as error:
                if error.key != "order_used":
                    raise
                return
            sale.begin_payment()
        self._pay()

    def _begin(self) -> None:
        sale = self._counter.sale
        if sale.is_open and sale.state.stage is DraftStage.BASKET:
            sale.void()

    def _sold(self) -> Sale | None:
        """The receipt of this run's certificate."""
        for each in self._counter.returns.recent(10):
            sale = self._counter.books.sale(each.receipt_id)
            if sale is not None and any(sold.advance.reference == self._certificate for sold in sale.advances):
                return sale
        return None
