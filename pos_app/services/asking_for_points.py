"""The open basket's question to the server: what its points lack, and what becomes of the answer."""

from pos_app.domain.transaction.draft import DraftStage
from pos_app.services.open_sale import OpenSale
from pos_app.services.points_desk import PointsDesk, PointsQuestion, PointsReply, PointsSettled


class AskingForPoints:
    """Between the open sale and the desk where points are asked for."""

    def __init__(self, desk: PointsDesk, sale: OpenSale) -> None:
        self._desk = desk
        self._sale = sale

    def question(self) -> PointsQuestion | None:
        """What must be asked before the basket's points may be spent. ServiceError ``not_stored``."""
        state = self._sale.state
        customer_id = state.basket.customer_id
        if customer_id is None or state.stage is not DraftStage.BASKET:
            return None
        missing = state.priced.points - self._sale.secured
        return self._desk.question(customer_id, state.basket.receipt_id, missing)

    def settle(self, question: PointsQuestion, reply: PointsReply) -> PointsSettled:
        """Take what came, and price again with it. ServiceError ``not_stored``.

        A basket that went on to another receipt, or lost its customer meanwhile, gives the points back.
        """
        settled = self._desk.settle(question, reply)
        basket = self._sale.state.basket
        if (basket.receipt_id, basket.customer_id) != (question.receipt_id, question.request.customer_id):
            self._desk.release(question.receipt_id)
        elif self._sale.state.stage is DraftStage.BASKET:
            self._sale.refresh()
        return settled
