"""Goods of the open sale: in, out, how many."""

from pos_app.domain.basket import edits
from pos_app.domain.basket.basket import Basket
from pos_app.domain.catalogue.item import Item
from pos_app.domain.money.units import ONE, Quantity
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.people.operator import Operator
from pos_app.domain.pricing.priced import PricedBasket
from pos_app.services.discount_limit import check_basket_still_within_limit, check_still_within_limit
from pos_app.services.errors import ServiceError
from pos_app.services.rights import Right
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

    def set_quantity(
        self, line_id: str, quantity: Quantity, approved_by: Operator | None = None, reason: str = ""
    ) -> SaleState:
        """Change a line; fewer than before is written into the journal.

        ServiceError as ``add_item``, ``unknown_line``, ``discount_holds_quantity(limit_bp, asked_bp)``,
        ``approval_needed(right, needed_role)`` for fewer.
        """

        def check(basket: Basket, priced: PricedBasket) -> None:
            discount = edits.line_of(basket, line_id).manual_discount
            check_still_within_limit(self._operators, discount, priced_line(priced, line_id))
            check_basket_still_within_limit(self._operators, basket, priced)

        operator = self._require_editable()
        line = self._line(line_id)
        deeds: tuple[Deed, ...] = ()
        if quantity < line.quantity:
            approver = self._operators.authorise(operator, Right.VOID_LINE, approved_by)
            facts: dict[str, int | str] = {"item": line.item.name, "was": line.quantity, "quantity": quantity}
            deeds = (self._deed(DeedKind.QUANTITY_LESSENED, approver, reason, **facts),)
        return self._edit(lambda basket: edits.set_quantity(basket, line_id, quantity), check, deeds)

    def remove_line(self, line_id: str, approved_by: Operator | None = None, reason: str = "") -> SaleState:
        """Take a line out. ServiceError ``unknown_line``, ``discount_holds_quantity``, ``approval_needed``."""

        def check(basket: Basket, priced: PricedBasket) -> None:
            check_basket_still_within_limit(self._operators, basket, priced)

        operator = self._require_editable()
        line = self._line(line_id)
        approver = self._operators.authorise(operator, Right.VOID_LINE, approved_by)
        priced = priced_line(self._open.state.priced, line_id)
        facts: dict[str, int | str] = {
            "item": line.item.name,
            "quantity": line.quantity,
            "sum_kopecks": priced.net_kopecks,
        }
        deed = self._deed(DeedKind.LINE_VOIDED, approver, reason, **facts)
        return self._edit(lambda basket: edits.remove_line(basket, line_id), check, (deed,))
