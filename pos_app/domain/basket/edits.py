"""Edits of the open sale: each takes a basket and gives a new one; none of them knows what anything costs.

The contents decide the price, never the path to them: a piece scanned ten times and a quantity of ten are one line.
"""

from collections.abc import Sequence
from dataclasses import replace

from pos_app.domain.basket.basket import Basket, BasketLine, ManualDiscount, ManualDiscountKind, PriceSet
from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.points_choice import NO_POINTS, LinePointsMode, PointsChoice
from pos_app.domain.money.quantity import is_whole, whole_units
from pos_app.domain.money.rate import WHOLE_BP
from pos_app.domain.money.units import ONE, Kopecks, Quantity, Unit
from pos_app.domain.people.customer_came import CameBy, came, came_again
from pos_app.domain.pre_order.opened_order import OpenedOrder
from pos_app.domain.stored_value.advance import Advance
from pos_app.domain.stored_value.value_kind import ValueKind

MOST_PIECES = 9_999
MOST_WEIGHT: Quantity = 999_999
MOST_PRICE_KOPECKS: Kopecks = 99_999_999


class BasketEditError(ValueError):
    """An edit that cannot be done; the basket stays as it was. ``key`` says why, ``params`` fill its sentence.

    Keys: ``quantity_out_of_range`` (least, most, got: thousandths), ``fraction_of_piece`` (got), ``unknown_line``
    (line_id), ``line_id_taken`` (line_id), ``mark_taken``, ``one_piece_per_mark`` (line_id), ``not_discountable``
    (line_id), ``discount_out_of_range`` (least, most, got), ``no_customer``, ``not_pieces`` (line_id),
    ``pieces_out_of_range`` (most, got), ``negative_sum`` (got), ``line_chosen_twice`` (line_id), ``coupon_taken``
    (code), ``certificate_taken`` (number), ``top_up_is_for_another``, ``order_needs_empty_basket`` (number).
    """

    def __init__(self, key: str, **params: str | int) -> None:
        figures = ", ".join(f"{name}={value}" for name, value in params.items())
        super().__init__(f"{key}: {figures}" if figures else key)
        self.key = key
        self.params = params


def add_item(basket: Basket, item: Item, quantity: Quantity, line_id: str, mark: str = "") -> Basket:
    """Put goods in. A piece joins the line of its goods that has no discount by hand; else it becomes line ``line_id``.

    Weighed goods and a marked piece always get a line of their own. A new line is the last. The same ``mark`` twice is
    the same piece scanned twice. Raises :class:`BasketEditError`.
    """
    check_quantity(item, quantity)
    if mark and quantity != ONE:
        raise BasketEditError("one_piece_per_mark", line_id=line_id)
    if mark and any(line.mark == mark for line in basket.lines):
        raise BasketEditError("mark_taken")
    mate = None if mark else _line_to_join(basket, item)
    if mate is not None:
        return set_quantity(basket, mate.line_id, mate.quantity + quantity)
    if any(line.line_id == line_id for line in basket.lines):
        raise BasketEditError("line_id_taken", line_id=line_id)
    return replace(basket, lines=(*basket.lines, BasketLine(line_id, item, quantity, mark=mark)))


def set_quantity(basket: Basket, line_id: str, quantity: Quantity) -> Basket:
    """Change how much of a line. Zero is not a quantity: use :func:`remove_line`. Raises :class:`BasketEditError`."""
    line = line_of(basket, line_id)
    check_quantity(line.item, quantity)
    if line.mark and quantity != ONE:
        raise BasketEditError("one_piece_per_mark", line_id=line_id)
    return _with_line(basket, replace(line, quantity=quantity))


def remove_line(basket: Basket, line_id: str) -> Basket:
    """Take a line out, with its choice of points, or an advance. Raises :class:`BasketEditError` ``unknown_line``."""
    if any(advance.line_id == line_id for advance in basket.advances):
        return replace(basket, advances=tuple(each for each in basket.advances if each.line_id != line_id))
    line_of(basket, line_id)
    lines = tuple(line for line in basket.lines if line.line_id != line_id)
    return replace(basket, lines=lines, points=_without_choice(basket.points, line_id))


def set_manual_discount(basket: Basket, line_id: str, discount: ManualDiscount | None) -> Basket:
    """Set or, with None, take back the discount by hand of a line. Raises :class:`BasketEditError`.

    A line of pieces whose discount is taken back joins an earlier or later line of the same goods, as if it had never
    had one; the earlier line id stays. Whether the operator may give so much is decided by the services.
    """
    line = line_of(basket, line_id)
    if discount is None:
        return _joined(_with_line(basket, replace(line, manual_discount=None)), line.item)
    if not line.item.rules.discountable:
        raise BasketEditError("not_discountable", line_id=line_id)
    most = WHOLE_BP if discount.kind is ManualDiscountKind.PERCENT else None
    if discount.value < 1 or (most is not None and discount.value > most):
        raise BasketEditError("discount_out_of_range", least=1, most="" if most is None else most, got=discount.value)
    return _with_line(basket, replace(line, manual_discount=discount))


def set_price(basket: Basket, line_id: str, price_kopecks: Kopecks, by: PriceSet | None) -> Basket:
    """Put a price by hand in place of the shelf's; ``by`` None: the shelf's price, ``price_kopecks``, again.

    Raises :class:`BasketEditError` ``not_discountable`` for goods whose price is fixed, ``price_out_of_range`` (least,
    most, got: kopecks).
    """
    line = line_of(basket, line_id)
    if by is None:
        plain = replace(line, item=replace(line.item, price_kopecks=price_kopecks), price_set=None)
        changed = _with_line(basket, plain)
        return changed if line.manual_discount is not None else _joined(changed, plain.item)
    if not line.item.rules.discountable:
        raise BasketEditError("not_discountable", line_id=line_id)
    least = max(1, line.item.rules.floor_kopecks or 0)
    if not least <= price_kopecks <= MOST_PRICE_KOPECKS:
        raise BasketEditError("price_out_of_range", least=least, most=MOST_PRICE_KOPECKS, got=price_kopecks)
    return _with_line(basket, replace(line, item=replace(line.item, price_kopecks=price_kopecks), price_set=by))


def set_basket_discount(basket: Basket, discount: ManualDiscount | None) -> Basket:
    """Set or, with None, take back the discount by hand on the whole basket.

    Raises :class:`BasketEditError` ``discount_out_of_range``. Which lines bear it is the engine's to say.
    """
    if discount is not None:
        most = WHOLE_BP if discount.kind is ManualDiscountKind.PERCENT else None
        if discount.value < 1 or (most is not None and discount.value > most):
            figure = "" if most is None else most
            raise BasketEditError("discount_out_of_range", least=1, most=figure, got=discount.value)
    return replace(basket, manual_discount=discount)


def clear(basket: Basket) -> Basket:
    """Void everything: no goods, no customer, no points, no coupons. The receipt's id, opening time and shop stay."""
    return Basket(basket.receipt_id, basket.opened_at, shop_code=basket.shop_code)


def with_customer(
    basket: Basket, customer_id: str | None, card_step: int | None = None, way: CameBy | None = None
) -> Basket:
    """Name the customer, or nobody. Another customer's wish for points is not carried over.

    ``card_step``: of the rotating card that named him; the same customer named again in another way keeps it. ``way``:
    by what he was named (None: not told). Raises :class:`BasketEditError` ``top_up_is_for_another``: the receipt tops
    up the account of the one who is named.
    """
    comes = None if customer_id is None else came(way, len(basket.lines))
    if customer_id == basket.customer_id:
        step = basket.card_step if card_step is None else card_step
        return replace(basket, card_step=step, came=came_again(basket.came, comes))
    if any(advance.kind is ValueKind.ACCOUNT for advance in basket.advances):
        raise BasketEditError("top_up_is_for_another")
    return replace(basket, customer_id=customer_id, points=NO_POINTS, card_step=card_step, came=comes)


def with_proof(basket: Basket) -> Basket:
    """The customer told a code that was sent to his phone. Raises :class:`BasketEditError` ``no_customer``."""
    if basket.customer_id is None:
        raise BasketEditError("no_customer")
    if basket.came is None:
        return basket
    return replace(basket, came=replace(basket.came, proved=True))


def with_points(basket: Basket, choice: PointsChoice) -> Basket:
    """State what the customer wants to pay with points; the engine applies the caps. Raises :class:`BasketEditError`.

    The choices by line are kept sorted by line id. A line with the choice NONE takes no part in what is spread over
    the rest.
    """
    if choice == NO_POINTS:
        return replace(basket, points=NO_POINTS)
    if basket.customer_id is None:
        raise BasketEditError("no_customer")
    if choice.sum_kopecks < 0:
        raise BasketEditError("negative_sum", got=choice.sum_kopecks)
    seen: set[str] = set()
    for line_id, wish in choice.lines:
        line = line_of(basket, line_id)
        if line_id in seen:
            raise BasketEditError("line_chosen_twice", line_id=line_id)
        seen.add(line_id)
        if wish.value < 0:
            raise BasketEditError("negative_sum", got=wish.value)
        if wish.mode is LinePointsMode.PIECES:
            _check_pieces(line, wish.value)
    return replace(basket, points=replace(choice, lines=tuple(sorted(choice.lines, key=lambda pair: pair[0]))))


def add_advance(basket: Basket, advance: Advance) -> Basket:
    """Put in a certificate to be sold or an account to be topped up; one top-up joins another of the same receipt.

    Raises :class:`BasketEditError` ``certificate_taken`` (number), ``no_customer``, ``negative_sum``,
    ``line_id_taken``.
    """
    if advance.kopecks <= 0:
        raise BasketEditError("negative_sum", got=advance.kopecks)
    if advance.kind is ValueKind.ACCOUNT:
        if basket.customer_id is None:
            raise BasketEditError("no_customer")
        for other in basket.advances:
            if other.kind is ValueKind.ACCOUNT:
                joined = replace(other, kopecks=other.kopecks + advance.kopecks)
                return replace(basket, advances=tuple(joined if each is other else each for each in basket.advances))
    elif any(each.reference == advance.reference for each in basket.advances):
        raise BasketEditError("certificate_taken", number=advance.reference)
    taken = {line.line_id for line in basket.lines} | {each.line_id for each in basket.advances}
    if advance.line_id in taken:
        raise BasketEditError("line_id_taken", line_id=advance.line_id)
    return replace(basket, advances=(*basket.advances, advance))


def add_coupon(basket: Basket, code: str, *, at_risk: bool = False) -> Basket:
    """Put in a code that was presented, in capital letters; ``at_risk``: a single coupon, taken without the server.

    Raises :class:`BasketEditError` ``coupon_taken``.
    """
    if code in basket.coupons:
        raise BasketEditError("coupon_taken", code=code)
    risky = (*basket.coupons_at_risk, code) if at_risk else basket.coupons_at_risk
    return replace(basket, coupons=tuple(sorted((*basket.coupons, code))), coupons_at_risk=tuple(sorted(risky)))


def without_coupons(basket: Basket) -> Basket:
    """Take every coupon out."""
    return replace(basket, coupons=(), coupons_at_risk=())


def without_coupon(basket: Basket, code: str) -> Basket:
    """Take one coupon out. Raises :class:`BasketEditError` ``coupon_not_taken``."""
    if code not in basket.coupons:
        raise BasketEditError("coupon_not_taken", code=code)
    kept = tuple(each for each in basket.coupons if each != code)
    risky = tuple(each for each in basket.coupons_at_risk if each != code)
    return replace(basket, coupons=kept, coupons_at_risk=risky)


def with_order(basket: Basket, order: OpenedOrder, lines: Sequence[BasketLine]) -> Basket:
    """Open an order with what of it is in the catalogue; raises :class:`BasketEditError` ``order_needs_empty_basket``.

    The order's customer is named by the caller.
    """
    if basket.lines or basket.advances or basket.order is not None:
        raise BasketEditError("order_needs_empty_basket", number=order.number)
    return replace(basket, order=order, lines=tuple(lines))


def without_order(basket: Basket) -> Basket:
    """The goods stay, as a sale of its own that hands out no order."""
    return replace(basket, order=None)


def in_new_life(basket: Basket, receipt_id: str) -> Basket:
    """The basket as another receipt, after the till went on in a new epoch: nothing is kept for it any more.

    Coupons are to be shown again; an order stays open, without the server's word.
    """
    order = None if basket.order is None else replace(basket.order, at_risk=True)
    return replace(basket, receipt_id=receipt_id, coupons=(), coupons_at_risk=(), order=order)


def line_of(basket: Basket, line_id: str) -> BasketLine:
    """The line of that id. Raises :class:`BasketEditError` ``unknown_line``."""
    for line in basket.lines:
        if line.line_id == line_id:
            return line
    raise BasketEditError("unknown_line", line_id=line_id)


def check_quantity(item: Item, quantity: Quantity) -> None:
    """Pieces: 1 to 9,999 whole ones; weight: 0.001 to 999.999. Raises :class:`BasketEditError`."""
    if item.unit is Unit.PIECE:
        if not is_whole(quantity):
            raise BasketEditError("fraction_of_piece", got=quantity)
        least, most = ONE, MOST_PIECES * ONE
    else:
        least, most = 1, MOST_WEIGHT
    if not least <= quantity <= most:
        raise BasketEditError("quantity_out_of_range", least=least, most=most, got=quantity)


def _check_pieces(line: BasketLine, chosen: int) -> None:
    if line.item.unit is not Unit.PIECE:
        raise BasketEditError("not_pieces", line_id=line.line_id)
    most = whole_units(line.quantity)
    if chosen > most:
        raise BasketEditError("pieces_out_of_range", most=most, got=chosen)


def _line_to_join(basket: Basket, item: Item) -> BasketLine | None:
    if item.unit is not Unit.PIECE:
        return None
    for line in basket.lines:
        if line.item == item and _is_plain(line):
            return line
    return None


def _is_plain(line: BasketLine) -> bool:
    """Whether a piece more of its goods may join it."""
    return line.manual_discount is None and line.price_set is None and not line.mark


def _joined(basket: Basket, item: Item) -> Basket:
    """Bring the lines of one piece item without a discount by hand together, as far as one line may hold them."""
    if item.unit is not Unit.PIECE:
        return basket
    plain = [line for line in basket.lines if line.item == item and _is_plain(line)]
    if not plain:
        return basket
    first, *others = plain
    for other in others:
        if first.quantity + other.quantity <= MOST_PIECES * ONE:
            first = replace(first, quantity=first.quantity + other.quantity)
            basket = _with_line(remove_line(basket, other.line_id), first)
    return basket


def _with_line(basket: Basket, changed: BasketLine) -> Basket:
    lines = tuple(changed if line.line_id == changed.line_id else line for line in basket.lines)
    return replace(basket, lines=lines)


def _without_choice(points: PointsChoice, line_id: str) -> PointsChoice:
    if all(chosen != line_id for chosen, _ in points.lines):
        return points
    return replace(points, lines=tuple(pair for pair in points.lines if pair[0] != line_id))
