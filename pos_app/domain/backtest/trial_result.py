"""What a draft of the programme gave on past receipts: additive while it is counted, small enough to be kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pos_app.domain.backtest.outcome import Outcome
from pos_app.domain.backtest.tally import Change, RuleSums, Sums, Tally
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.money.units import Kopecks, Points

MOST_CHANGES = 100
"""Receipts that are kept by name; all are counted."""


@dataclass(frozen=True, slots=True)
class BothSums:
    """Before and after, kopecks and hundredths of a point."""

    list_kopecks: Kopecks
    discount_kopecks: tuple[Kopecks, Kopecks]
    spent_kopecks: tuple[Kopecks, Kopecks]
    money_kopecks: tuple[Kopecks, Kopecks]
    spent: tuple[Points, Points]
    earned: tuple[Points, Points]


@dataclass(frozen=True, slots=True)
class TrialRule:
    """A rule on both sides. ``name`` None: nothing names it (what is given by hand)."""

    stage: str
    rule_id: str
    name: LocalText | None
    receipts: tuple[int, int]
    kopecks: tuple[Kopecks, Kopecks]
    points: tuple[Points, Points]


@dataclass(frozen=True, slots=True)
class TrialDay:
    """One day of the shops' calendar."""

    day: date
    discount_kopecks: tuple[Kopecks, Kopecks]
    earned: tuple[Points, Points]


@dataclass(frozen=True, slots=True)
class TrialChange:
    """A receipt that comes to something else."""

    receipt_id: str
    number: str
    discount_kopecks: tuple[Kopecks, Kopecks]
    money_kopecks: tuple[Kopecks, Kopecks]
    spent: tuple[Points, Points]
    earned: tuple[Points, Points]


@dataclass(frozen=True, slots=True)
class TrialResult:
    """``changed`` receipts, of them so many ``dearer`` and ``cheaper`` by so many kopecks (both ≥ 0).

    ``largest``: the changes of most weight, at most :data:`MOST_CHANGES`. ``unreadable`` with first ``examples``.
    """

    receipts: int
    with_customer: int
    sums: BothSums
    rules: tuple[TrialRule, ...]
    days: tuple[TrialDay, ...]
    changed: int
    dearer: int
    dearer_kopecks: Kopecks
    cheaper: int
    cheaper_kopecks: Kopecks
    largest: tuple[TrialChange, ...]
    unreadable: int
    examples: tuple[str, ...]


@dataclass(slots=True)
class TrialCount:
    """Counts receipts in any order; keeps sums, days and the largest changes only, however many receipts there are."""

    tally: Tally = field(default_factory=Tally)
    days: dict[date, tuple[Sums, Sums]] = field(default_factory=dict)
    changed: int = 0
    dearer: int = 0
    dearer_kopecks: Kopecks = 0
    cheaper: int = 0
    cheaper_kopecks: Kopecks = 0

    def count(self, change: Change, day: date, has_customer: bool) -> None:
        """A receipt with both its outcomes."""
        self.tally.count(change, has_customer)
        before, after = self.days.setdefault(day, (Sums(), Sums()))
        before.count(change.before)
        after.count(change.after)
        if change.before.figures == change.after.figures:
            return
        self.changed += 1
        if change.money_kopecks > 0:
            self.dearer += 1
            self.dearer_kopecks += change.money_kopecks
        elif change.money_kopecks < 0:
            self.cheaper += 1
            self.cheaper_kopecks -= change.money_kopecks
        if len(self.tally.changes) > 2 * MOST_CHANGES:
            self.tally.changes = list(self.tally.largest(MOST_CHANGES))

    def result(self, names: Mapping[str, LocalText]) -> TrialResult:
        """What was counted so far. ``names`` of rules by id."""
        tally = self.tally
        return TrialResult(
            receipts=tally.receipts,
            with_customer=tally.with_customer,
            sums=_both(tally.before, tally.after),
            rules=_rules(tally, names),
            days=tuple(
                TrialDay(
                    day,
                    (before.discount_kopecks, after.discount_kopecks),
                    (before.earned, after.earned),
                )
                for day, (before, after) in sorted(self.days.items())
            ),
            changed=self.changed,
            dearer=self.dearer,
            dearer_kopecks=self.dearer_kopecks,
            cheaper=self.cheaper,
            cheaper_kopecks=self.cheaper_kopecks,
            largest=tuple(_change(one) for one in tally.largest(MOST_CHANGES)),
            unreadable=tally.unreadable,
            examples=tuple(tally.examples),
        )


def _both(before: Sums, after: Sums) -> BothSums:
    return BothSums(
        list_kopecks=after.list_kopecks,
        discount_kopecks=(before.discount_kopecks, after.discount_kopecks),
        spent_kopecks=(before.spent_kopecks, after.spent_kopecks),
        money_kopecks=(before.money_kopecks, after.money_kopecks),
        spent=(before.spent, after.spent),
        earned=(before.earned, after.earned),
    )


def _rules(tally: Tally, names: Mapping[str, LocalText]) -> tuple[TrialRule, ...]:
    """What changed most first."""
    nothing = RuleSums()
    found = []
    for stage, rule_id in sorted(tally.rules_before.keys() | tally.rules_after.keys()):
        before = tally.rules_before.get((stage, rule_id), nothing)
        after = tally.rules_after.get((stage, rule_id), nothing)
        found.append(
            TrialRule(
                stage,
                rule_id,
                names.get(rule_id),
                (before.receipts, after.receipts),
                (before.kopecks, after.kopecks),
                (before.points, after.points),
            )
        )
    return tuple(sorted(found, key=lambda one: (-_moved(one), one.stage, one.rule_id)))


def _moved(rule: TrialRule) -> int:
    return abs(rule.kopecks[1] - rule.kopecks[0]) + abs(rule.points[1] - rule.points[0])


def _change(change: Change) -> TrialChange:
    before: Outcome = change.before
    after: Outcome = change.after
    return TrialChange(
        change.receipt_id,
        change.number,
        (before.discount_kopecks, after.discount_kopecks),
        (before.money_kopecks, after.money_kopecks),
        (before.spent, after.spent),
        (before.earned, after.earned),
    )
