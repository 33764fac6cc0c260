"""One case: a programme, a basket, a customer, and how the goods come back."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pos_app.campaign.engine.chance import Chance
from pos_app.campaign.engine.customers import make_standing
from pos_app.campaign.engine.goods import make_discount, make_line, make_shelf
from pos_app.campaign.engine.programmes import make_contest, make_programme
from pos_app.campaign.engine.rule_head import SHOP
from pos_app.domain.basket.basket import Basket, BasketLine
from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.points_choice import LinePoints, LinePointsMode, PointsChoice, PointsMode
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.money.units import ONE, Unit

ZONE = ZoneInfo("Europe/Moscow")
_MOST_LINES = 7


@dataclass(frozen=True, slots=True)
class Case:
    """``more`` is a line that is scanned after all (invariant 4); ``mix`` decides orders and parts of returns."""

    number: int
    programme: Programme
    basket: Basket
    standing: Standing | None
    at: datetime
    more: BasketLine
    mix: int


def make_case(seed: int, number: int) -> Case:
    """The case of that number. Every third is a contest: few goods, and rules that compete for them.

    Every twelfth is a full one: six lines of up to three pieces.
    """
    chance = Chance(f"{seed}/{number}")
    shelf = make_shelf(chance)
    full = number % 12 == 7
    contest = full or number % 3 == 2
    programme = make_contest(chance) if contest else make_programme(chance)
    standing = make_standing(programme, chance)
    at = datetime(2026, 3, 14, chance.randint(5, 20), chance.choice((0, 30, 59)), tzinfo=UTC)
    basket = _basket(shelf, programme, standing, at, chance)
    if contest:
        lines = _full_lines(shelf, chance) if full else _few_pieces(shelf, chance)
        basket = replace(basket, lines=lines, points=PointsChoice(), coupons=_codes(programme))
    more = make_line("more", chance.choice(shelf), chance)
    return Case(number, programme, basket, standing, at.astimezone(ZONE), more, chance.randrange(1 << 30))


def _few_pieces(shelf: tuple[Item, ...], chance: Chance) -> tuple[BasketLine, ...]:
    """Up to six lines of so few pieces that every way to share them out can be tried."""
    lines = [make_line(f"line-{place}", chance.choice(shelf), chance) for place in range(chance.randint(1, 6))]
    most = chance.choice((1, 1, 2, 3)) if len(lines) > 3 else 4
    return tuple(
        replace(line, quantity=ONE * chance.randint(1, most)) if line.item.unit is Unit.PIECE else line
        for line in lines
    )


def _full_lines(shelf: tuple[Item, ...], chance: Chance) -> tuple[BasketLine, ...]:
    """Six lines of up to three pieces."""
    lines = [make_line(f"line-{place}", chance.choice(shelf), chance) for place in range(6)]
    return tuple(
        replace(line, quantity=ONE * chance.randint(1, 3)) if line.item.unit is Unit.PIECE else line for line in lines
    )


def _codes(programme: Programme) -> tuple[str, ...]:
    return tuple(sorted(coupon.codes[0] for coupon in programme.coupons if coupon.codes))


def smaller_cases(case: Case) -> Iterator[Case]:
    """The same case with less in it, to find what a failure needs."""
    basket, programme = case.basket, case.programme
    for line in basket.lines:
        wishes = tuple(pair for pair in basket.points.lines if pair[0] != line.line_id)
        lines = tuple(one for one in basket.lines if one is not line)
        yield replace(case, basket=replace(basket, lines=lines, points=replace(basket.points, lines=wishes)))
    for name in ("promotions", "basket_promotions", "standing_discounts", "coupons", "earning_rules", "coupon_prints"):
        rules = getattr(programme, name)
        for rule in rules:
            rest = tuple(one for one in rules if one is not rule)
            changed: dict[str, Any] = {name: rest}
            yield replace(case, programme=_without_bans(replace(programme, **changed), rule.rule_id))
    if basket.points != PointsChoice():
        yield replace(case, basket=replace(basket, points=PointsChoice()))
    if basket.manual_discount is not None:
        yield replace(case, basket=replace(basket, manual_discount=None))
    for index, line in enumerate(basket.lines):
        halved = line.quantity // 2 // ONE * ONE if line.item.unit is Unit.PIECE else line.quantity // 2
        for other in (replace(line, manual_discount=None), replace(line, quantity=max(halved, 1))):
            if other != line and (line.item.unit is Unit.KILOGRAM or other.quantity >= ONE):
                lines = (*basket.lines[:index], other, *basket.lines[index + 1 :])
                wishes = () if other.quantity != line.quantity else basket.points.lines
                yield replace(case, basket=replace(basket, lines=lines, points=replace(basket.points, lines=wishes)))


def _without_bans(programme: Programme, rule_id: str) -> Programme:
    lists: dict[str, Any] = {
        name: tuple(
            replace(rule, forbids=tuple(one for one in rule.forbids if one != rule_id))
            for rule in getattr(programme, name)
        )
        for name in ("promotions", "basket_promotions", "standing_discounts", "coupons")
    }
    return replace(programme, **lists)


def _basket(
    shelf: tuple[Item, ...], programme: Programme, standing: Standing | None, at: datetime, chance: Chance
) -> Basket:
    count = chance.choice((0, 1, 1, 2, 2, 3, 3, 4, 5, 6, _MOST_LINES))
    lines = tuple(make_line(f"line-{place}", chance.choice(shelf), chance) for place in range(count))
    codes = [code for coupon in programme.coupons for code in (*coupon.codes, f"{coupon.prefix}77")]
    return Basket(
        receipt_id="receipt-1",
        opened_at=at,
        lines=lines,
        customer_id=None if standing is None else standing.customer_id,
        points=_wish(lines, chance) if standing is not None and chance.happens(70) else PointsChoice(),
        coupons=tuple(sorted(chance.some((*codes, "UNKNOWN"), 0, 3))) if chance.happens(60) else (),
        manual_discount=chance.maybe(12, lambda: make_discount(chance)),
        shop_code=chance.choice(("", SHOP)),
    )


def _wish(lines: tuple[BasketLine, ...], chance: Chance) -> PointsChoice:
    wishes = tuple((line.line_id, _line_wish(line, chance)) for line in lines if chance.happens(25))
    mode = chance.choice(tuple(PointsMode))
    return PointsChoice(mode, chance.randint(0, 200_000) if mode is PointsMode.SUM else 0, tuple(sorted(wishes)))


def _line_wish(line: BasketLine, chance: Chance) -> LinePoints:
    mode = chance.choice(tuple(LinePointsMode))
    if mode is LinePointsMode.PIECES and line.item.unit is not Unit.PIECE:
        mode = LinePointsMode.ALL
    if mode is LinePointsMode.PIECES:
        return LinePoints(mode, chance.randint(0, line.quantity // ONE))
    return LinePoints(mode, chance.randint(0, 100_000) if mode is LinePointsMode.SUM else 0)
