"""One cell of the table: baskets of so many lines under so many rules, priced again after a scan."""

import gc
from dataclasses import dataclass
from itertools import islice, repeat
from time import perf_counter_ns

from pos_app.bench.engine.workload import AT, CUSTOMER, Workload
from pos_app.domain.basket.basket import Basket
from pos_app.domain.basket.edits import add_item
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.goods import GoodsSelector
from pos_app.domain.loyalty.rules.goods_promotions import Bundle, GiftWithPurchase
from pos_app.domain.pricing.compiled_programme import CompiledProgramme, compile_programme
from pos_app.domain.pricing.engine import price
from pos_app.domain.pricing.memory import PricingMemory

LINES = (5, 20, 100, 500)
RULES = (10, 100, 1_000)
TARGETS_MS = {(20, 100): 3, (500, 1_000): 60}
"""By lines and rules: for the 99th percentile."""
_BASKETS = 25
_WARM_UP = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """``runs_ns``: each run. ``touching``: rules that some line of a basket is of the goods of, on average."""

    lines: int
    rules: int
    touching: int
    runs_ns: tuple[int, ...]

    @property
    def target_ms(self) -> int:
        """For the 99th percentile; 0: there is none."""
        return TARGETS_MS.get((self.lines, self.rules), 0)


def measure_cell(workload: Workload, lines: int, rules: int, runs: int) -> Cell:
    """Scan the last line into each basket and price it, ``runs`` times. The programme is compiled before."""
    programme = workload.programme(rules)
    compiled = compile_programme(programme)
    baskets = workload.baskets(lines, _BASKETS)
    for basket in baskets[:_WARM_UP]:
        price(basket, CUSTOMER, compiled, AT)
    gc.collect()
    gc.freeze()  # as the till does once it has started: what is there now stays, and only what comes is looked through
    measured = tuple(
        _scanned(basket, compiled) for basket in islice((one for again in repeat(baskets) for one in again), runs)
    )
    gc.unfreeze()
    touching = sum(touching_rules(programme, basket) for basket in baskets) // len(baskets)
    return Cell(lines, rules, touching, measured)


def _scanned(basket: Basket, compiled: CompiledProgramme) -> int:
    """Nanoseconds from the scan of the last line to the price of the whole, with the memory of the price before."""
    *before, last = basket.lines
    open_basket = Basket(
        basket.receipt_id, basket.opened_at, tuple(before), basket.customer_id, basket.points, basket.coupons
    )
    memory = PricingMemory()
    price(open_basket, CUSTOMER, compiled, AT, memory=memory)
    began = perf_counter_ns()
    price(add_item(open_basket, last.item, last.quantity, last.line_id), CUSTOMER, compiled, AT, memory=memory)
    return perf_counter_ns() - began


def touching_rules(programme: Programme, basket: Basket) -> int:
    """How many rules are for goods that lie in the basket."""
    return sum(
        any(selector.chooses(line.item) for selector in _selectors(rule) for line in basket.lines)
        for _, rule in programme.staged_rules()
    )


def _selectors(rule: object) -> tuple[GoodsSelector, ...]:
    if isinstance(rule, Bundle):
        return tuple(part.goods for part in rule.parts)
    if isinstance(rule, GiftWithPurchase):
        return (rule.goods, rule.gift)
    goods: GoodsSelector = getattr(rule, "goods", GoodsSelector())
    return (goods,)
