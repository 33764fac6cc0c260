"""What must hold of small baskets under few rules: no combination of the rules saves more, and the trace says so.

Every combination is tried where the pieces are few, every order of the rules however many they are.
"""

from pos_app.campaign.engine.case import Case
from pos_app.campaign.engine.everything_tried.orders import EveryOrder
from pos_app.campaign.engine.everything_tried.search import Exhaustive, TooManyWaysError
from pos_app.campaign.engine.invariants import TooLargeError, require, same
from pos_app.domain.loyalty.rules.rule import Combination
from pos_app.domain.money.quantity import whole_units
from pos_app.domain.money.units import Unit
from pos_app.domain.pricing.priced import PricedBasket, TraceEntry

MOST_LINES = 6
MOST_RULES = 6
MOST_WAYS = 30_000
MOST_ORDERS = 3_000
"""What is tried for one case. Larger ones are not judged."""
MOST_THINGS = 60
"""How many pieces it has."""
MOST_PROVEN_PIECES = 18
"""Up to so many pieces nothing may be left unproven (``pos_app/domain/README.md``)."""


def nothing_saves_more(case: Case, priced: PricedBasket) -> None:
    """The discounts equal those of exhaustive search, and no entry of the trace speaks of a bounded one."""
    tried = Exhaustive(case.basket, case.standing, case.programme, case.at, MOST_WAYS)
    things = sum(line.count for line in tried.lines)
    if not _is_small(tried) or things > MOST_THINGS:
        raise TooLargeError
    try:
        best = tried.best()
    except TooManyWaysError as error:
        raise TooLargeError from error
    same("all that rules and hands can take off", best, priced.discount_kopecks)
    bounded = bounded_entries(priced)
    require(not bounded, f"searched through and through, not bounded: {[entry.rule_id for entry in bounded]}")


def no_order_saves_more(case: Case, priced: PricedBasket) -> None:
    """However many pieces: rules that take their goods one after another, in whatever order, save no more."""
    tried = EveryOrder(case.basket, case.standing, case.programme, case.at, MOST_ORDERS)
    if not _is_small(tried):
        raise TooLargeError
    try:
        best = tried.best()
    except TooManyWaysError as error:
        raise TooLargeError from error
    require(best <= priced.discount_kopecks, f"an order of the rules saves {best}, the price {priced.discount_kopecks}")


def is_proven(case: Case, priced: PricedBasket) -> None:
    """Whatever trying everything would take: of a small basket of few pieces no entry speaks of a bounded search."""
    if pieces_of(case) > MOST_PROVEN_PIECES or not is_small(case):
        raise TooLargeError
    bounded = bounded_entries(priced)
    require(not bounded, f"proven best, not bounded: {[entry.rule_id for entry in bounded]}")


def pieces_of(case: Case) -> int:
    """How many pieces the basket has; weighed goods are none."""
    return sum(whole_units(line.quantity) for line in case.basket.lines if line.item.unit is Unit.PIECE)


def is_small(case: Case) -> bool:
    """Whether everything should be tried: up to six lines, and six rules in force that compete."""
    return _is_small(Exhaustive(case.basket, case.standing, case.programme, case.at, MOST_WAYS))


def bounded_entries(priced: PricedBasket) -> list[TraceEntry]:
    """Entries of discounts that say that the search was not through and through."""
    discounts = [entry for entry in priced.trace if entry.stage not in ("points", "earning")]
    return [entry for entry in discounts if "search" in dict(entry.params)]


def _is_small(tried: Exhaustive) -> bool:
    competing = [rule for _, rules in tried.stages for rule in rules if rule.combination is not Combination.STACKING]
    return len(tried.lines) <= MOST_LINES and len(competing) <= MOST_RULES
