"""The engine: one pure function from a basket to its price, called alike by till, server and back-test."""

from collections.abc import Sequence
from datetime import datetime

from pos_app.domain.basket.basket import Basket
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.compiled_programme import CompiledProgramme, compile_programme
from pos_app.domain.pricing.earning.claims import claims_of
from pos_app.domain.pricing.explain import bar_lines, explained, write_takes
from pos_app.domain.pricing.facts import gather
from pos_app.domain.pricing.in_force import rules_in_force
from pos_app.domain.pricing.memory import PricingMemory
from pos_app.domain.pricing.priced import PricedBasket, PricedLine
from pos_app.domain.pricing.search import best_combination
from pos_app.domain.pricing.stages.earning import Earned, earn
from pos_app.domain.pricing.stages.manual_discount import entries
from pos_app.domain.pricing.stages.points import PointsPaid, pay_with_points
from pos_app.domain.pricing.worksheet import SheetLine, open_sheet


class PricingInputError(ValueError):
    """The engine was asked with inputs that do not belong together: ``customer_differs``, ``time_without_zone``."""

    def __init__(self, key: str, expected: str, got: str) -> None:
        super().__init__(f"{key}: expected {expected}, got {got}")
        self.key = key


def price(
    basket: Basket,
    standing: Standing | None,
    programme: Programme | CompiledProgramme,
    at: datetime,
    *,
    not_earning_kopecks: Kopecks = 0,
    memory: PricingMemory | None = None,
) -> PricedBasket:
    """Price a basket through the stages of loyalty-rules. The same contents give the same result to the bit.

    ``standing`` is the customer of the basket, None for nobody; ``at`` the business time in the shop's local zone,
    aware. ``not_earning_kopecks``: money from tenders that earn nothing (``transaction.not_earning``), taken off what
    the lines earn by, in proportion. Whoever prices many baskets under one version compiles it once
    (:func:`compile_programme`); whoever prices a basket again and again as it grows hands in one ``memory``: the result
    is the same to the bit. Raises :class:`PricingInputError`.
    """
    _check(basket, standing, at)
    compiled = programme if isinstance(programme, CompiledProgramme) else compile_programme(programme)
    programme = compiled.programme
    sheet = open_sheet(basket, programme.floor_kopecks)
    memory = PricingMemory() if memory is None else memory
    memory.begin(compiled, standing)
    facts = gather(basket, standing, compiled, at, sheet, memory)
    in_force = rules_in_force(facts)
    best = best_combination(facts, in_force)
    write_takes(facts, best)
    bar_lines(facts, best)
    discounts = (*explained(facts, in_force, best), *entries(sheet, best.by_hand))
    claims = claims_of(compiled.earning, facts)
    paid = pay_with_points(claims)
    money = [one.net_kopecks - kopecks for one, kopecks in zip(sheet, paid.kopecks, strict=True)]
    not_earning = allocate(min(not_earning_kopecks, sum(money)), money, money)
    base = [kopecks - off for kopecks, off in zip(money, not_earning, strict=True)]
    earned = earn(claims, base, sum(paid.kopecks))
    lines = _lines(sheet, paid, earned)
    return PricedBasket(
        lines=lines,
        list_kopecks=sum(line.list_kopecks for line in lines),
        net_kopecks=sum(line.net_kopecks for line in lines),
        points=sum(line.points for line in lines),
        points_kopecks=sum(line.points_kopecks for line in lines),
        money_kopecks=sum(line.money_kopecks for line in lines),
        earned=sum(line.earned for line in lines),
        points_limit_kopecks=paid.caps.limit_kopecks,
        points_refusal=paid.caps.refusal,
        programme_id=programme.programme_id,
        programme_version=programme.version,
        priced_at=at,
        trace=(*discounts, paid.entry, *earned.entries),
        coupon_prints=earned.printed,
    )


def _lines(sheet: Sequence[SheetLine], paid: PointsPaid, earned: Earned) -> tuple[PricedLine, ...]:
    """The lines in the order of the basket."""
    caps = paid.caps
    placed = [
        (
            one.place,
            PricedLine(
                line_id=one.line.line_id,
                quantity=one.line.quantity,
                list_kopecks=one.list_kopecks,
                takes=tuple(one.takes),
                net_kopecks=one.net_kopecks,
                floor_kopecks=one.floor_kopecks,
                points_cap_kopecks=min(caps.line_kopecks[index], caps.limit_kopecks),
                points_refusal=caps.line_refusals[index] or caps.refusal,
                points=paid.points[index],
                points_kopecks=paid.kopecks[index],
                money_kopecks=one.net_kopecks - paid.kopecks[index],
                earned=earned.points[index],
                points_pieces=paid.pieces[index],
                earnings=earned.takes[index],
            ),
        )
        for index, one in enumerate(sheet)
    ]
    placed.sort(key=lambda pair: pair[0])
    return tuple(line for _, line in placed)


def _check(basket: Basket, standing: Standing | None, at: datetime) -> None:
    if at.tzinfo is None:
        raise PricingInputError("time_without_zone", "an aware time in the shop's zone", at.isoformat())
    if standing is not None and standing.customer_id != basket.customer_id:
        raise PricingInputError(
            "customer_differs", f"the standing of customer {basket.customer_id}", str(standing.customer_id)
        )
