"""What must hold of the best use of points: no split of them over the lines saves more, every one tried.

Tried on the case's programme and customer with its goods made cheap, so that few kopecks may be paid for each line.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from math import prod

from pos_app.campaign.engine.case import Case
from pos_app.campaign.engine.invariants import TooLargeError, price_of, require, same
from pos_app.domain.basket.basket import Basket, BasketLine
from pos_app.domain.loyalty.points_choice import NO_POINTS, LinePoints, LinePointsMode, PointsChoice, PointsMode
from pos_app.domain.money.units import ONE, Kopecks, Points, Unit
from pos_app.domain.pricing.priced import PricedBasket

MOST_LINES = 6
MOST_RULES = 6
MOST_SPLITS = 400
"""What is tried for one case; more are not judged."""
_MOST_PRICE: Kopecks = 6
_SPENDABLE: tuple[Points, ...] = (1_000_000, 1_000_000, 2_500, 9)


def no_split_saves_more(case: Case, priced: PricedBasket) -> None:
    """The best use equals the best of all splits, and says of itself that nothing was left out."""
    del priced
    if case.standing is None or len(case.programme.earning_rules) > MOST_RULES:
        raise TooLargeError
    standing = replace(case.standing, spendable=_SPENDABLE[case.mix % len(_SPENDABLE)], spends_today=0)
    case = replace(case, standing=standing)
    basket = cheap(case.basket)
    plain = price_of(case, replace(basket, points=NO_POINTS))
    if plain.points_limit_kopecks == 0:
        raise TooLargeError
    best = price_of(case, replace(basket, points=PointsChoice(PointsMode.BEST)))
    tried = [saved(case, price_of(case, replace(basket, points=choice))) for choice in _choices(basket, plain)]
    same("what points save at best, with what is earned", max(tried), saved(case, best))
    bounded = any(entry.stage == "points" and "search" in dict(entry.params) for entry in best.trace)
    require(not bounded, "the best use of points searched through and through")


def cheap(basket: Basket) -> Basket:
    """The first lines of the basket at a few kopecks each, nothing off by hand.

    No two are alike: which of two such lines has the odd kopeck of a discount depends on the wish for points itself.
    """
    unlike = {(line.item.item_id, line.quantity): line for line in map(_cheap, basket.lines[:MOST_LINES])}
    return replace(basket, lines=tuple(unlike.values()), manual_discount=None, points=NO_POINTS)


def saved(case: Case, priced: PricedBasket) -> int:
    """Money not paid and the worth of what is earned, in hundredths of a kopeck."""
    return 100 * priced.points_kopecks + case.programme.points.point_value_kopecks * priced.earned


def _cheap(line: BasketLine) -> BasketLine:
    price = 1 + line.item.price_kopecks % _MOST_PRICE
    floor = line.item.rules.floor_kopecks
    rules = replace(line.item.rules, floor_kopecks=None if floor is None else min(floor, price))
    quantity = min(line.quantity, 2 * ONE) if line.item.unit is Unit.PIECE else min(line.quantity, 2500)
    return replace(
        line, item=replace(line.item, price_kopecks=price, rules=rules), quantity=quantity, manual_discount=None
    )


def _choices(basket: Basket, plain: PricedBasket) -> Iterator[PointsChoice]:
    """Every sum for every line that the caps allow."""
    caps = [line.points_cap_kopecks for line in plain.lines]
    if prod(cap + 1 for cap in caps) > MOST_SPLITS:
        raise TooLargeError
    for split in product(*(range(cap + 1) for cap in caps)):
        if sum(split) <= plain.points_limit_kopecks:
            wishes = [
                (line.line_id, LinePoints(LinePointsMode.SUM, kopecks))
                for line, kopecks in zip(basket.lines, split, strict=True)
            ]
            yield PointsChoice(lines=tuple(sorted(wishes, key=lambda wish: wish[0])))
