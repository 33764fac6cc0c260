"""From a basket's document to the basket of the domain, with what its shape alone cannot tell."""

from collections.abc import Iterator
from datetime import datetime

from pos_app.domain.basket.basket import Basket, BasketLine, ManualDiscount, ManualDiscountKind
from pos_app.domain.basket.edits import MOST_WEIGHT
from pos_app.domain.catalogue.item import Item, SellingRules
from pos_app.domain.loyalty.points_choice import LinePoints, LinePointsMode, PointsChoice
from pos_app.domain.loyalty.programme_problem import Problem, problem
from pos_app.domain.money.quantity import is_whole
from pos_app.domain.money.rate import WHOLE_BP
from pos_app.domain.money.units import ONE, Unit
from pos_app.services.documents.basket_document import (
    BasketDocument,
    DiscountDocument,
    GoodsDocument,
    LineDocument,
)


def basket_of(document: BasketDocument, number: int, customer_id: str | None, at: datetime) -> Basket:
    """The basket; ``number`` names one without an id, ``customer_id`` is its customer, ``at`` its time."""
    return Basket(
        receipt_id=document.receipt_id or str(number),
        opened_at=document.opened_at or at,
        lines=tuple(
            BasketLine(line_id_of(line, place), _item(line.item), line.quantity, _discount(line.manual_discount))
            for place, line in enumerate(document.lines)
        ),
        customer_id=customer_id,
        points=PointsChoice(
            document.points.mode,
            document.points.sum_kopecks,
            tuple(sorted((one.line_id, LinePoints(one.mode, one.value)) for one in document.points.lines)),
        ),
        coupons=tuple(sorted({code.strip().upper() for code in document.coupons})),
        manual_discount=_discount(document.manual_discount),
        shop_code=document.shop_code,
    )


def line_id_of(line: LineDocument, place: int) -> str:
    """The line's own id, else its number from 1."""
    return line.line_id or str(place + 1)


def basket_problems(document: BasketDocument) -> Iterator[Problem]:
    """Broken rules between the keys of one basket; places from the basket on."""
    ids: dict[str, int] = {}
    for place, line in enumerate(document.lines):
        name = line_id_of(line, place)
        if name in ids:
            yield problem(("lines", place, "line_id"), "duplicate", name, other=f"lines[{ids[name]}]")
        ids.setdefault(name, place)
        yield from _quantity_problems(line, place)
        yield from _discount_problems(line.manual_discount, ("lines", place))
    yield from _discount_problems(document.manual_discount, ())
    yield from _points_problems(document, ids)


def _quantity_problems(line: LineDocument, place: int) -> Iterator[Problem]:
    where = ("lines", place, "quantity")
    if line.item.unit is Unit.PIECE and not is_whole(line.quantity):
        yield problem(where, "whole_pieces", line.quantity)
    if line.item.unit is Unit.KILOGRAM and line.quantity > MOST_WEIGHT:
        yield problem(where, "above", line.quantity, most=MOST_WEIGHT)


def _discount_problems(discount: DiscountDocument | None, where: tuple[int | str, ...]) -> Iterator[Problem]:
    if discount is not None and discount.kind is ManualDiscountKind.PERCENT and discount.value > WHOLE_BP:
        yield problem((*where, "manual_discount", "value"), "above", discount.value, most=WHOLE_BP)


def _points_problems(document: BasketDocument, ids: dict[str, int]) -> Iterator[Problem]:
    chosen: dict[str, int] = {}
    for place, choice in enumerate(document.points.lines):
        where = ("points", "lines", place)
        if choice.line_id not in ids:
            yield problem((*where, "line_id"), "unknown_name", choice.line_id, what="line", names=", ".join(ids))
            continue
        if choice.line_id in chosen:
            other = f"points.lines[{chosen[choice.line_id]}]"
            yield problem((*where, "line_id"), "duplicate", choice.line_id, other=other)
        chosen.setdefault(choice.line_id, place)
        line = document.lines[ids[choice.line_id]]
        if choice.mode is LinePointsMode.PIECES:
            if line.item.unit is not Unit.PIECE:
                yield problem((*where, "mode"), "not_by_piece", choice.mode.value)
            elif choice.value > line.quantity // ONE:
                yield problem((*where, "value"), "above", choice.value, most=line.quantity // ONE)


def _item(goods: GoodsDocument) -> Item:
    rules = goods.rules
    return Item(
        item_id=goods.item_id,
        name=goods.name or goods.item_id,
        article=goods.article,
        codes=goods.codes,
        group=goods.group,
        brand=goods.brand,
        unit=goods.unit,
        price_kopecks=goods.price_kopecks,
        vat_code=goods.vat_code,
        rules=SellingRules(
            discountable=rules.discountable,
            earns=rules.earns,
            payable_with_points=rules.payable_with_points,
            floor_kopecks=rules.floor_kopecks,
            max_points_share_bp=rules.max_points_share_bp,
        ),
        tags=goods.tags,
        attributes=tuple(sorted(goods.attributes.items())),
    )


def _discount(document: DiscountDocument | None) -> ManualDiscount | None:
    if document is None:
        return None
    return ManualDiscount(document.kind, document.value, document.operator_id, document.approved_by, document.reason)
