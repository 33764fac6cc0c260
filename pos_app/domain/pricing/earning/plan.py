"""The earning side of a programme made ready: its rules found by goods. Made once for a version."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.coupons import CouponPrint
from pos_app.domain.loyalty.rules.earning import EarningRule
from pos_app.domain.loyalty.rules.rule import Rule
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.goods_index import GoodsIndex, Mark
from pos_app.domain.pricing.priced import TraceEntry
from pos_app.domain.pricing.trace import not_applied
from pos_app.domain.pricing.worksheet import SheetLine

EARNING_STAGE = Stage.EARNING.value
EARNING_RULE_ID = "earning"
"""How trace and takes name what the tier's or the programme's own rate gives."""


@dataclass(frozen=True, slots=True, eq=False)
class EarningPlan:
    """``rules`` stand in the order of the document, then ``prints``; both are found by the goods they are for."""

    programme: Programme
    rules: tuple[EarningRule, ...]
    prints: tuple[CouponPrint, ...]
    index: GoodsIndex
    untouched: tuple[TraceEntry, ...]
    _refused: dict[tuple[str, tuple[tuple[str, str | int], ...]], tuple[TraceEntry, ...]] = field(default_factory=dict)

    def touched(self, sheet: Sequence[SheetLine]) -> dict[int, list[int]]:
        """By place of a rule (prints follow the rules): the lines that hold its goods."""
        found: dict[int, list[int]] = {}
        for index, one in enumerate(sheet):
            for mark in self.index.marks_of(one.line.item):
                found.setdefault(mark.place, []).append(index)
        return found

    def all_refused(self, reason: str, **params: str | int) -> tuple[TraceEntry, ...]:
        """The entries of all earning rules where nothing at all is earned, for one and the same reason."""
        key = (reason, tuple(params.items()))
        entries = self._refused.get(key)
        if entries is None:
            entries = tuple(not_applied(EARNING_STAGE, rule.rule_id, reason, **params) for rule in self.rules)
            if not params:
                self._refused[key] = entries
        return entries


def plan_earning(programme: Programme) -> EarningPlan:
    """Make the earning rules ready. The result may be used for any number of baskets."""
    rules: tuple[Rule, ...] = (*programme.earning_rules, *programme.coupon_prints)
    marks = [Mark(place, 0, one.goods) for place, one in enumerate(programme.earning_rules)]
    marks += [
        Mark(place, 0, one.goods) for place, one in enumerate(programme.coupon_prints, len(programme.earning_rules))
    ]
    return EarningPlan(
        programme=programme,
        rules=programme.earning_rules,
        prints=programme.coupon_prints,
        index=GoodsIndex(marks),
        untouched=tuple(not_applied(EARNING_STAGE, rule.rule_id, reasons.NO_GOODS) for rule in rules),
    )
