"""The customer of the open sale, his points and coupons."""

from pos_app.domain.basket import edits
from pos_app.domain.loyalty.points_choice import PointsChoice
from pos_app.domain.people.customer_came import CameBy
from pos_app.services.coupon_desk import coupon_of
from pos_app.services.errors import ServiceError
from pos_app.services.points_desk import PointsQuestion, PointsReply, PointsSettled
from pos_app.services.sale_state import SaleState
from pos_app.services.selling.desk import SaleDesk


class CustomerEdits(SaleDesk):
    """Who buys, and what he brings: points, coupons."""

    def attach_customer(self, customer_id: str, card_step: int | None = None, way: CameBy | None = None) -> SaleState:
        """The customer of this sale, at any moment before payment; ``card_step``: of the rotating card that named him.

        ``way``: by what he was named; it stays on the receipt. ServiceError ``customer_unknown``.
        """
        self._require_editable()
        before = self._open.state.basket
        another = before.customer_id != customer_id
        deeds = self._card_let_go() if another else ()
        earlier = self._open.take_view(self._customers.view(customer_id, before.receipt_id))
        try:
            state = self._edit(lambda basket: edits.with_customer(basket, customer_id, card_step, way), deeds=deeds)
        except ServiceError:
            self._open.take_view(earlier)
            raise
        if another:
            self._customers.take_code_told(customer_id)  # what he told before this receipt proves nothing on it
        if before.customer_id not in (None, customer_id):
            self._points.release(before.receipt_id)
        return state

    def detach_customer(self) -> SaleState:
        """Sell without a customer; a choice of points goes too."""
        self._edit(lambda basket: edits.with_customer(basket, None), deeds=self._card_let_go())
        self._open.take_view(None)
        self._points.release(self._open.state.basket.receipt_id)
        return self.state

    def choose_points(self, choice: PointsChoice) -> SaleState:
        """What is to be paid with points. ServiceError ``no_customer``, ``unknown_line``, ``pieces_out_of_range`` …"""
        return self._edit(lambda basket: edits.with_points(basket, choice))

    def knows_coupon(self, code: str) -> bool:
        """Whether the programme of now has a coupon with this code, in whatever letters."""
        return coupon_of(self._programmes, self._clock.now(), code) is not None

    def remove_coupons(self) -> SaleState:
        """Sell without coupons."""
        return self._edit(edits.without_coupons)

    def remove_coupon(self, code: str) -> SaleState:
        """Sell without this one. ServiceError ``coupon_not_taken(code)``."""
        return self._edit(lambda basket: edits.without_coupon(basket, code))

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
