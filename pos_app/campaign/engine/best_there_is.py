"""What must hold of small baskets under few rules: no combination of the rules saves more, and the trace says so."""

from pos_app.campaign.engine.case import Case
from pos_app.campaign.engine.everything_tried.search import Exhaustive, TooManyWaysError
from pos_app.campaign.engine.invariants import TooLargeError, require, same
from pos_app.domain.loyalty.rules.rule import Combination
from pos_app.domain.pricing.priced import PricedBasket

MOST_LINES = 6
MOST_RULES = 6
MOST_WAYS = 3_000
MOST_THINGS = 60
"""What is tried for one case, and how many pieces it has; larger ones are not judged."""


def nothing_saves_more(case: Case, priced: PricedBasket) -> None:
    """The discounts equal those of exhaustive search, and no entry of the trace speaks of a bounded one."""
    tried = Exhaustive(case.basket, case.standing, case.programme, case.at, MOST_WAYS)
    competing = [rule for _, rules in tried.stages for rule in rules if rule.combination is not Combination.STACKING]
    things = sum(line.count for line in tried.lines)
    if len(case.basket.lines) > MOST_LINES or len(competing) > MOST_RULES or things > MOST_THINGS:
        raise TooLargeError
    try:
        best = tried.best()
    except TooManyWaysError as error:
        raise TooLargeError from error
    same("all that rules and hands can take off", best, priced.discount_kopecks)
    discounts = [entry for entry in priced.trace if entry.stage not in ("points", "earning")]
    bounded = [entry.rule_id for entry in discounts if "search" in dict(entry.params)]
    require(not bounded, f"searched through and through, not bounded: {bounded}")
