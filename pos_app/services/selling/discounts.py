"""Discounts and prices by hand: within the role's limit, or approved in place by a second person."""

from pos_app.domain.basket import edits
from pos_app.domain.basket.basket import Basket, ManualDiscountKind, PriceSet
from pos_app.domain.codes.phones_in_text import in_own_words
from pos_app.domain.money.rate import WHOLE_BP
from pos_app.domain.money.rounding import div_ceil
from pos_app.domain.money.units import Kopecks
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.people.operator import Operator
from pos_app.domain.pricing.priced import PricedBasket
from pos_app.services.discount_limit import (
    base_of,
    base_of_basket,
    check_basket_still_within_limit,
    discount_by,
    given_alone_bp,
    limit_facts,
)
from pos_app.services.errors import ServiceError
from pos_app.services.rights import Right
from pos_app.services.sale_state import SaleState
from pos_app.services.selling.desk import SaleDesk, priced_line


class DiscountsByHand(SaleDesk):
    """Every one of them is written into the journal, with whoever approved it."""

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
        ``unknown_line``. What was given on the basket without a second person counts to the limit.
        """
        operator = self._require_editable()
        if value == 0:
            return self._edit(lambda basket: edits.set_manual_discount(basket, line_id, None))
        state = self._open.state
        priced = priced_line(state.priced, line_id)
        line = self._line(line_id)
        if not line.item.rules.discountable:
            raise ServiceError("not_discountable", line_id=line_id)
        beside_bp = given_alone_bp(state.basket.manual_discount, base_of_basket(state.basket, state.priced))
        discount = discount_by(
            self._operators, operator, approved_by, kind, value, base_of(priced), reason, beside_bp=beside_bp
        )
        approver = approved_by if discount.approved_by else None
        limits = limit_facts(self._operators, operator, discount, approver, base_of(priced), beside_bp)
        deed = self._deed(
            DeedKind.LINE_DISCOUNT, approver, reason, item=line.item.name, how=kind.value, value=value, **limits
        )
        return self._edit(lambda basket: edits.set_manual_discount(basket, line_id, discount), deeds=(deed,))

    def discount_basket(
        self, kind: ManualDiscountKind, value: int, approved_by: Operator | None = None, reason: str = ""
    ) -> SaleState:
        """A discount by hand on the whole basket: basis points, or kopecks; 0 takes it away.

        ServiceError as ``discount_line``; ``empty_basket``, ``nothing_discountable``. The largest that was given on a
        line without a second person counts to the limit.
        """
        operator = self._require_editable()
        if value == 0:
            return self._edit(lambda basket: edits.set_basket_discount(basket, None))
        state = self._open.state
        if not state.basket.lines:
            raise ServiceError("empty_basket")
        base_kopecks = base_of_basket(state.basket, state.priced)
        if base_kopecks == 0:
            raise ServiceError("nothing_discountable")
        beside_bp = max(
            given_alone_bp(line.manual_discount, base_of(priced))
            for line, priced in zip(state.basket.lines, state.priced.lines, strict=True)
        )
        discount = discount_by(
            self._operators, operator, approved_by, kind, value, base_kopecks, reason, beside_bp=beside_bp
        )
        approver = approved_by if discount.approved_by else None
        limits = limit_facts(self._operators, operator, discount, approver, base_kopecks, beside_bp)
        deed = self._deed(
            DeedKind.BASKET_DISCOUNT, approver, reason, how=kind.value, value=value, sum_kopecks=base_kopecks, **limits
        )
        return self._edit(lambda basket: edits.set_basket_discount(basket, discount), deeds=(deed,))

    def set_price(
        self, line_id: str, price_kopecks: Kopecks, reason: str, approved_by: Operator | None = None
    ) -> SaleState:
        """A price by hand for one unit of a line; 0: the shelf's price again.

        ServiceError ``approval_needed(right, needed_role)``, ``discount_above_limit`` (nobody may go so low),
        ``reason_needed``, ``not_discountable``, ``price_out_of_range(least, most, got)``, ``price_as_it_is``,
        ``unknown_line``.
        """
        operator = self._require_editable()
        line = self._line(line_id)
        shelf = line.price_set.shelf_kopecks if line.price_set is not None else line.item.price_kopecks
        if price_kopecks in (0, shelf):
            if line.price_set is None:
                raise ServiceError("price_as_it_is", price_kopecks=shelf)
            return self._edit(lambda basket: edits.set_price(basket, line_id, shelf, None), self._check_basket)
        if not reason.strip():
            raise ServiceError("reason_needed")
        approver = self._approver_of_price(operator, approved_by, shelf, price_kopecks)
        by = PriceSet(shelf, operator.operator_id, approver.operator_id if approver else None, in_own_words(reason))
        deed: Deed = self._deed(
            DeedKind.PRICE_SET,
            approver,
            reason,
            item=line.item.name,
            was_kopecks=line.item.price_kopecks,
            price_kopecks=price_kopecks,
        )
        return self._edit(
            lambda basket: edits.set_price(basket, line_id, price_kopecks, by), self._check_basket, (deed,)
        )

    def _check_basket(self, basket: Basket, priced: PricedBasket) -> None:
        check_basket_still_within_limit(self._operators, basket, priced)

    def _approver_of_price(
        self, operator: Operator, approved_by: Operator | None, shelf_kopecks: Kopecks, price_kopecks: Kopecks
    ) -> Operator | None:
        """Who had to approve: a price below the shelf's is within the discount that his role may give, too."""
        off_bp = div_ceil(max(shelf_kopecks - price_kopecks, 0) * WHOLE_BP, shelf_kopecks) if shelf_kopecks else 0
        for person in (operator, approved_by):
            if person is None or not self._operators.may(person, Right.SET_PRICE):
                continue
            if off_bp <= self._operators.discount_limit_bp(person.role):
                return None if person is operator else person
        needed = self._operators.role_for_price(off_bp)
        if needed is None:
            limit_bp = self._operators.discount_limit_bp((approved_by or operator).role)
            raise ServiceError("discount_above_limit", limit_bp=limit_bp, asked_bp=off_bp, needed_role="")
        raise ServiceError("approval_needed", right=Right.SET_PRICE.value, needed_role=needed.value)
