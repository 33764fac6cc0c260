"""A receipt with more fiscal positions than registrars take is made two, before anybody pays.

A discounted line is up to three positions, so that 40 lines may be more than 100 of them. Some registrars refuse such a
receipt; two receipts, each paid by itself, are lawful. What does not fit waits as a basket put aside.
"""

from dataclasses import replace

from pos_app.domain.basket.basket import Basket
from pos_app.domain.basket.held import HeldBasket
from pos_app.domain.loyalty.points_choice import PointsChoice
from pos_app.domain.people.deed import DeedKind
from pos_app.domain.pricing.positions import MOST_POSITIONS, positions_of
from pos_app.domain.pricing.priced import PricedBasket
from pos_app.domain.transaction.draft import Draft, DraftStage
from pos_app.services.errors import ServiceError, storing
from pos_app.services.programme_choice import LIST_PRICE, programme_of
from pos_app.services.sale_state import SaleState
from pos_app.services.selling.holding import HELD_MAX, Holding


class Splitting(Holding):
    """How many positions the receipt would have, and how it is made two."""

    @property
    def fiscal_positions(self) -> int:
        """Of the open sale as it is priced now, certificates and top-ups among them."""
        state = self._open.state
        return self._positions(state.basket, state.priced)

    @property
    def has_too_many_positions(self) -> bool:
        """Whether some registrars would refuse the receipt for its length."""
        return self.fiscal_positions > MOST_POSITIONS

    def split(self, note: str) -> SaleState:
        """Keep as many lines as one receipt takes, in their order, and put the others aside; both are priced anew.

        Points, coupons and a discount on the whole receipt stay with the first part; the customer is on both.
        ServiceError ``nothing_to_split``, ``split_not_with_order``, ``too_many_held(most)``, ``in_payment``,
        ``not_stored``.
        """
        operator = self._require_editable()
        whole = self._open.state.basket
        if not self.has_too_many_positions:
            raise ServiceError("nothing_to_split")
        if whole.order is not None:
            raise ServiceError("split_not_with_order")
        if len(self.held()) >= HELD_MAX:
            raise ServiceError("too_many_held", most=HELD_MAX)
        first = self._that_fits(whole)
        kept = {line.line_id for line in first.lines}
        rest = Basket(
            receipt_id=self._ids.new_id(),
            opened_at=self._clock.now(),
            lines=tuple(line for line in whole.lines if line.line_id not in kept),
            customer_id=whole.customer_id,
            shop_code=whole.shop_code,
            came=whole.came,
        )
        priced = self._open.price(first)
        held = HeldBasket(
            basket=rest,
            held_at=self._clock.now(),
            operator_id=operator.operator_id,
            sum_kopecks=self._open.price(rest).money_kopecks,
            epoch=self._books.epoch(),
            note=note,
        )
        deed = self._deed_of_held(DeedKind.BASKET_HELD, held, operator)
        with storing():
            self._books.split_basket(Draft(first, DraftStage.BASKET, (), operator.operator_id), held, (deed,))
        self._open.show_basket(first, priced)
        return self.state

    def _that_fits(self, whole: Basket) -> Basket:
        """The first lines, as many as one receipt takes at the prices that they have by themselves."""
        count = len(whole.lines)
        while count > 1:
            first = replace(whole, lines=whole.lines[:count], points=_points_of(whole, count))
            positions = self._positions(first, self._open.price(first))
            if positions <= MOST_POSITIONS:
                return first
            # Each line has one position at least: so many of them have to go.
            count -= max(1, (positions - MOST_POSITIONS + 2) // 3)
        raise ServiceError("nothing_to_split")

    def _positions(self, basket: Basket, priced: PricedBasket) -> int:
        programme = programme_of(self._programmes, priced.programme_id, priced.programme_version) or LIST_PRICE
        goods = zip(basket.lines, priced.lines, strict=True)
        picture = programme.receipt_picture
        return len(basket.advances) + sum(len(positions_of(line.item, paid, picture)) for line, paid in goods)


def _points_of(whole: Basket, count: int) -> PointsChoice:
    """The customer's choice, as far as it names lines that stay."""
    kept = {line.line_id for line in whole.lines[:count]}
    return replace(whole.points, lines=tuple(pair for pair in whole.points.lines if pair[0] in kept))
