"""How large a discount by hand is, and who may give it."""

from pos_app.domain.basket.basket import Basket, ManualDiscount, ManualDiscountKind
from pos_app.domain.codes.phones_in_text import in_own_words
from pos_app.domain.money.rate import WHOLE_BP
from pos_app.domain.money.rounding import div_ceil
from pos_app.domain.money.units import BasisPoints, Kopecks
from pos_app.domain.people.operator import Operator
from pos_app.domain.pricing.priced import PricedBasket, PricedLine, Stage
from pos_app.services.errors import ServiceError
from pos_app.services.operator import OperatorService


def base_of(line: PricedLine) -> Kopecks:
    """What the line costs before the discount by hand."""
    return line.list_kopecks - sum(
        take.amount_kopecks for take in line.takes if take.stage is not Stage.MANUAL_DISCOUNT
    )


def asked_bp(kind: ManualDiscountKind, value: int, base_kopecks: Kopecks) -> BasisPoints:
    """The discount as a rate of the line, rounded up. ServiceError ``discount_out_of_range(least, most, got)``."""
    most = WHOLE_BP if kind is ManualDiscountKind.PERCENT else base_kopecks
    if not 1 <= value <= most:
        raise ServiceError("discount_out_of_range", least=1, most=most, got=value)
    return value if kind is ManualDiscountKind.PERCENT else div_ceil(value * WHOLE_BP, base_kopecks)


def discount_by(
    operators: OperatorService,
    operator: Operator,
    approver: Operator | None,
    kind: ManualDiscountKind,
    value: int,
    base_kopecks: Kopecks,
    reason: str,
    *,
    beside_bp: BasisPoints = 0,
) -> ManualDiscount:
    """The discount if ``operator`` may give it alone or ``approver`` may; ``beside_bp``: what is given besides.

    ServiceError ``discount_above_limit(limit_bp, asked_bp, needed_role)`` (``needed_role`` empty: nobody may) and
    ``discount_out_of_range``.
    """
    why = in_own_words(reason)
    rate_bp = min(asked_bp(kind, value, base_kopecks) + beside_bp, WHOLE_BP)
    if rate_bp <= operators.discount_limit_bp(operator.role):
        return ManualDiscount(kind, value, operator.operator_id, None, why)
    limit_bp = operators.discount_limit_bp((approver or operator).role)
    if approver is None or rate_bp > limit_bp:
        needed = operators.role_for_discount(rate_bp)
        raise ServiceError(
            "discount_above_limit",
            limit_bp=limit_bp,
            asked_bp=rate_bp,
            needed_role=needed.value if needed else "",
        )
    return ManualDiscount(kind, value, operator.operator_id, approver.operator_id, why)


def limit_facts(
    operators: OperatorService,
    operator: Operator,
    discount: ManualDiscount,
    approver: Operator | None,
    base_kopecks: Kopecks,
    beside_bp: BasisPoints = 0,
) -> dict[str, BasisPoints]:
    """For the journal: how much was asked, and the most that he may give who let it, both as rates."""
    rate_bp = asked_bp(discount.kind, discount.value, base_kopecks) + beside_bp
    letter = approver if approver is not None and discount.approved_by else operator
    return {"asked_bp": min(rate_bp, WHOLE_BP), "limit_bp": operators.discount_limit_bp(letter.role)}


def base_of_basket(basket: Basket, priced: PricedBasket) -> Kopecks:
    """What a discount by hand on the basket is measured by: its discountable lines before discounts by hand."""
    return sum(
        base_of(line) for source, line in zip(basket.lines, priced.lines, strict=True) if source.item.rules.discountable
    )


def given_alone_bp(discount: ManualDiscount | None, base_kopecks: Kopecks) -> BasisPoints:
    """The rate of a discount that nobody approved; 0 without such."""
    if discount is None or discount.approved_by is not None:
        return 0
    return _rate_of(discount, base_kopecks)


def check_basket_still_within_limit(operators: OperatorService, basket: Basket, priced: PricedBasket) -> None:
    """A sum off a full basket must not become a larger share of what is left of it.

    ServiceError ``basket_discount_holds(limit_bp, asked_bp)``: take the discount away first.
    """
    discount = basket.manual_discount
    if discount is None or discount.kind is not ManualDiscountKind.SUM or not basket.lines:
        return
    limit_bp = _limit_of_givers(operators, discount)
    rate_bp = min(_rate_of(discount, base_of_basket(basket, priced)), WHOLE_BP)
    if rate_bp > limit_bp:
        raise ServiceError("basket_discount_holds", limit_bp=limit_bp, asked_bp=rate_bp)


def check_still_within_limit(operators: OperatorService, discount: ManualDiscount | None, line: PricedLine) -> None:
    """A sum off ten pieces must not become a larger share of one piece.

    ServiceError ``discount_holds_quantity(limit_bp, asked_bp)``: take the discount away first.
    """
    if discount is None or discount.kind is not ManualDiscountKind.SUM:
        return
    limit_bp = _limit_of_givers(operators, discount)
    rate_bp = _rate_of(discount, base_of(line))
    if rate_bp > limit_bp:
        raise ServiceError("discount_holds_quantity", limit_bp=limit_bp, asked_bp=rate_bp)


def _limit_of_givers(operators: OperatorService, discount: ManualDiscount) -> BasisPoints:
    givers = (operators.find(person) for person in (discount.operator_id, discount.approved_by) if person)
    return max((operators.discount_limit_bp(giver.role) for giver in givers if giver is not None), default=0)


def _rate_of(discount: ManualDiscount, base_kopecks: Kopecks) -> BasisPoints:
    if discount.kind is ManualDiscountKind.PERCENT:
        return discount.value
    return div_ceil(discount.value * WHOLE_BP, base_kopecks) if base_kopecks else WHOLE_BP
