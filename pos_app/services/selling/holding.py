"""Baskets put aside: while a customer fetches his purse, the next one is served."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pos_app.domain.basket import edits
from pos_app.domain.basket.basket import Basket, BasketLine
from pos_app.domain.basket.held import LONGEST_NOTE, HeldBasket
from pos_app.domain.codes.phones_in_text import in_own_words
from pos_app.domain.people.customer import Customer
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.people.operator import Operator
from pos_app.services.deeds import card_shown_on
from pos_app.services.errors import ServiceError, storing
from pos_app.services.rights import Right
from pos_app.services.sale_state import SaleState
from pos_app.services.selling.desk import SaleDesk

HELD_MAX = 9
"""One digit chooses among them; more is a shelf, not a counter."""


@dataclass(frozen=True, slots=True)
class HeldShown:
    """A basket put aside, as a list shows it. ``customer`` None: nobody, or not known here any more."""

    held: HeldBasket
    operator_name: str
    customer: Customer | None


class Holding(SaleDesk):
    """Put aside and take up. Points that the server set aside for the basket are given back meanwhile."""

    @property
    def has_anything(self) -> bool:
        """Whether the open basket holds goods, a customer, a coupon: anything that would be missed."""
        basket = self._open.state.basket
        return basket != edits.clear(basket)

    def hold(self, note: str = "") -> SaleState:
        """Put the open basket aside; the next one begins.

        ServiceError ``nothing_to_hold``, ``too_many_held(most)``, ``note_too_long(most)``, ``in_payment``,
        ``not_stored``.
        """
        operator = self._require_editable()
        state = self._open.state
        if not self.has_anything:
            raise ServiceError("nothing_to_hold")
        if len(self.held()) >= HELD_MAX:
            raise ServiceError("too_many_held", most=HELD_MAX)
        held = HeldBasket(
            basket=state.basket,
            held_at=self._clock.now(),
            operator_id=operator.operator_id,
            sum_kopecks=state.priced.money_kopecks,
            epoch=self._books.epoch(),
            note=_checked(note),
        )
        with storing():
            self._books.hold_basket(held, (self._deed_of_held(DeedKind.BASKET_HELD, held, operator),))
        self._open.begin_next()
        self._points.release(held.basket_id)
        return self.state

    def held(self) -> tuple[HeldShown, ...]:
        """All baskets put aside, oldest first."""
        # One that could not be seen to be put aside stays open, whatever the disk made of it.
        open_id = self._open.state.basket.receipt_id
        return tuple(self._shown(each) for each in self._books.held_baskets() if each.basket_id != open_id)

    def recall(self, basket_id: str, approved_by: Operator | None = None, reason: str = "") -> SaleState:
        """Take a basket up again, at the prices and with the account of now.

        ServiceError ``basket_not_empty`` (put the open one aside first), ``held_gone``,
        ``approval_needed(right, needed_role)``, ``not_stored``.
        """
        operator = self._require_editable()
        if self.has_anything:
            raise ServiceError("basket_not_empty")
        held = self._find(basket_id)
        approver = None
        if held.operator_id != operator.operator_id:
            approver = self._operators.authorise(operator, Right.RECALL_OF_ANOTHER, approved_by)
        basket = self._of_now(held)
        deed = self._deed_of_held(DeedKind.BASKET_RECALLED, held, operator, approver, reason)
        self._open.take_up(
            basket, operator.operator_id, lambda draft: self._books.recall_basket(basket_id, draft, (deed,))
        )
        return self.state

    def note_on(self, basket_id: str, note: str) -> None:
        """Write on a basket that is put aside. ServiceError ``held_gone``, ``note_too_long(most)``, ``not_stored``."""
        held = replace(self._find(basket_id), note=_checked(note))
        with storing():
            self._books.note_on_held(held)

    def drop_held(self, basket_ids: Sequence[str], approved_by: Operator | None = None, reason: str = "") -> None:
        """Give up baskets that are put aside.

        ServiceError ``approval_needed(right, needed_role)``, ``held_gone``, ``not_stored``.
        """
        operator = self._require_operator()
        approver = self._operators.authorise(operator, Right.VOID_BASKET, approved_by)
        deeds = [
            self._deed_of_held(DeedKind.HELD_VOIDED, self._find(each), operator, approver, reason)
            for each in basket_ids
        ]
        with storing():
            self._books.drop_held(basket_ids, deeds)
        for each in basket_ids:
            self._claims.release(each)

    def keep_held(self, approved_by: Operator | None = None, reason: str = "") -> None:
        """Say that the baskets put aside wait for the next shift; then the shift may be closed over them.

        ServiceError ``approval_needed(right, needed_role)``, ``not_stored``.
        """
        operator = self._require_operator()
        approver = self._operators.authorise(operator, Right.KEEP_HELD, approved_by)
        held = [each.held for each in self.held()]
        total = sum(each.sum_kopecks for each in held)
        deed = self._deeds.deed(DeedKind.HELD_KEPT, operator, approver, reason, baskets=len(held), sum_kopecks=total)
        with storing():
            self._books.record_deeds((deed,))

    def _find(self, basket_id: str) -> HeldBasket:
        for each in self._books.held_baskets():
            if each.basket_id == basket_id:
                return each
        raise ServiceError("held_gone")

    def _shown(self, held: HeldBasket) -> HeldShown:
        operator = self._operators.find(held.operator_id)
        customer_id = held.basket.customer_id
        customer = self._customers.known(customer_id) if customer_id is not None else None
        return HeldShown(held, operator.name if operator else "", customer)

    def _of_now(self, held: HeldBasket) -> Basket:
        """The basket with today's goods; what was sold in a life of the books that was lost is another receipt."""
        basket = replace(held.basket, lines=tuple(self._line_of_now(line) for line in held.basket.lines))
        if held.epoch != self._books.epoch() or self._books.is_frozen():
            return edits.in_new_life(basket, self._ids.new_id())
        return basket

    def _line_of_now(self, line: BasketLine) -> BasketLine:
        item = self._catalogue.by_id(line.item.item_id)
        if item is None or item.unit is not line.item.unit:
            return line
        if line.price_set is None:
            return replace(line, item=item)
        return replace(line, item=replace(item, price_kopecks=line.item.price_kopecks))

    def _deed_of_held(
        self,
        kind: DeedKind,
        held: HeldBasket,
        operator: Operator,
        approver: Operator | None = None,
        reason: str = "",
    ) -> Deed:
        facts: dict[str, int | str] = {"lines": len(held.basket.lines), "sum_kopecks": held.sum_kopecks}
        if kind is DeedKind.HELD_VOIDED:
            facts |= card_shown_on(held.basket)
        return self._deeds.deed(kind, operator, approver, reason, held.basket_id, **facts)


def _checked(note: str) -> str:
    text = in_own_words(" ".join(note.split()))
    if len(text) > LONGEST_NOTE:
        raise ServiceError("note_too_long", most=LONGEST_NOTE)
    return text
