"""What a receipt came to, in the figures that two programmes are compared by."""

from dataclasses import dataclass

from pos_app.domain.money.units import Kopecks, Points
from pos_app.domain.pricing.priced import PricedBasket, PricedLine, TraceOutcome
from pos_app.domain.transaction.sale import Sale, SaleLine


@dataclass(frozen=True, slots=True)
class RuleGave:
    """What one rule gave on one receipt: off the price, and in hundredths of a point."""

    stage: str
    rule_id: str
    kopecks: Kopecks
    points: Points


@dataclass(frozen=True, slots=True)
class Outcome:
    """``discount_kopecks`` is given away at once, ``spent`` and ``earned`` are hundredths of a point."""

    list_kopecks: Kopecks
    discount_kopecks: Kopecks
    spent_kopecks: Kopecks
    money_kopecks: Kopecks
    spent: Points
    earned: Points
    rules: tuple[RuleGave, ...]

    @property
    def figures(self) -> tuple[int, int, int, int]:
        """What makes a receipt another one: discount, money, points spent, points earned."""
        return self.discount_kopecks, self.money_kopecks, self.spent, self.earned


def outcome_of(record: PricedBasket | Sale) -> Outcome:
    """Of a basket just priced, or of a sale as it is stored."""
    return Outcome(
        list_kopecks=record.list_kopecks,
        discount_kopecks=record.list_kopecks - record.net_kopecks,
        spent_kopecks=record.points_kopecks,
        money_kopecks=record.money_kopecks,
        spent=record.points,
        earned=record.earned,
        rules=_rules(record),
    )


def _rules(record: PricedBasket | Sale) -> tuple[RuleGave, ...]:
    """From the takes of the lines, and for points from the trace; sorted by stage and rule."""
    sums: dict[tuple[str, str], list[int]] = {}
    lines: tuple[PricedLine, ...] | tuple[SaleLine, ...] = record.lines
    for line in lines:
        for take in line.takes:
            sums.setdefault((take.stage.value, take.rule_id), [0, 0])[0] += take.amount_kopecks
    for entry in record.trace:
        if entry.outcome is TraceOutcome.APPLIED and entry.points:
            sums.setdefault((entry.stage, entry.rule_id), [0, 0])[1] += entry.points
    return tuple(RuleGave(stage, rule, given[0], given[1]) for (stage, rule), given in sorted(sums.items()))
