"""Goods of the open sale: in, out, how many, and discounts by hand."""

from pos_app.domain.basket import edits
from pos_app.domain.basket.basket import Basket, ManualDiscountKind
from pos_app.domain.catalogue.item import Item
from pos_app.domain.money.units import ONE, Quantity
from pos_app.domain.people.operator import Operator
from pos_app.domain.pricing.priced import PricedBasket
from pos_app.services.discount_limit import base_of, check_still_within_limit, discount_by
from pos_app.services.errors import ServiceError
from pos_app.services.sale_state import SaleState
from pos_app.services.selling.desk import SaleDesk, priced_line


class BasketEdits(SaleDesk):
    """Edits of the lines."""

    def add_item(self, item: Item, quantity: Quantity = ONE, mark: str = "") -> SaleState:
        """Put goods in; ``mark``: the whole code of a marked piece.

        ServiceError ``fraction_of_piece``, ``quantity_out_of_range(least, most)``, ``mark_taken``,
        ``one_piece_per_mark``, ``mark_needed(item)``.
        """
        if self._marks_needed and item.rules.marking_group and not mark:
            raise ServiceError("mark_needed", item=item.name)
        line_id = self._ids.new_id()
        return self._edit(lambda basket: edits.add_item(basket, item, quantity, line_id, mark))

    def set_quantity(self, line_id: str, quantity: Quantity) -> SaleState:
        """Change a line.

        ServiceError as ``add_item``, ``unknown_line``, ``discount_holds_quantity(limit_bp, asked_bp)``.
        """

        def check(basket: Basket, priced: PricedBasket) -> None:
            discount = edits.line_of(basket, line_id).manual_discount
            check_still_within_limit(self._operators, discount, priced_line(priced, line_id))

        return self._edit(lambda basket: edits.set_quantity(basket, line_id, quantity), check)

    def remove_line(self, line_id: str) -> SaleState:
        """Take a line out. ServiceError ``unknown_line``."""
        return self._edit(lambda basket: edits.remove_line(basket, line_id))

    def discount_line(
        self,
        line_id: str,
        kind: ManualDiscountKind,
        value: int,
        approved_by: Operator | None = None,
        reason: str = "",
    ) -> SaleState:
        """A discount by hand: basis points, or kopecks on the whole line; 0 takes it away.

        ServiceError ``discount_above_limit(limit_bp, asked_bp, needed_role)``: ask a second person and call again with
        him (``needed_role`` empty: nobody may); ``not_discountable(line_id)``, ``discount_out_of_range``,
        ``unknown_line``.
        """
        operator = self._require_editable()
        if value == 0:
            return self._edit(lambda basket: edits.set_manual_discount(basket, line_id, None))
        state = self._open.state
        priced = priced_line(state.priced, line_id)
        if not edits.line_of(state.basket, line_id).item.rules.discountable:
            raise ServiceError("not_discountable", line_id=line_id)
        discount = discount_by(self._operators, operator, approved_by, kind, value, base_of(priced), reason)
        return self._edit(lambda basket: edits.set_manual_discount(basket, line_id, discount))
