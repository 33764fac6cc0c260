"""The sums of a back-test: additive, so that processes count apart and are put together."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pos_app.domain.backtest.outcome import Outcome
from pos_app.domain.money.units import Kopecks, Points

MOST_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Change:
    """A receipt that comes to something else. ``index``: its place among all receipts, by time."""

    index: int
    receipt_id: str
    number: str
    before: Outcome
    after: Outcome

    @property
    def money_kopecks(self) -> Kopecks:
        """How much more is to pay, less than 0 for less."""
        return self.after.money_kopecks - self.before.money_kopecks

    @property
    def weight(self) -> int:
        """What the largest changes are told by: money and the points earned, each a hundredth of its unit."""
        return abs(self.money_kopecks) + abs(self.after.earned - self.before.earned)


@dataclass(slots=True)
class Sums:
    """Of one side. Kopecks and hundredths of a point."""

    list_kopecks: Kopecks = 0
    discount_kopecks: Kopecks = 0
    spent_kopecks: Kopecks = 0
    money_kopecks: Kopecks = 0
    spent: Points = 0
    earned: Points = 0

    def count(self, outcome: Outcome) -> None:
        """Add a receipt."""
        self.list_kopecks += outcome.list_kopecks
        self.discount_kopecks += outcome.discount_kopecks
        self.spent_kopecks += outcome.spent_kopecks
        self.money_kopecks += outcome.money_kopecks
        self.spent += outcome.spent
        self.earned += outcome.earned

    def add(self, other: "Sums") -> None:
        """Add what another process counted."""
        self.list_kopecks += other.list_kopecks
        self.discount_kopecks += other.discount_kopecks
        self.spent_kopecks += other.spent_kopecks
        self.money_kopecks += other.money_kopecks
        self.spent += other.spent
        self.earned += other.earned


@dataclass(slots=True)
class RuleSums:
    """What a rule gave: on how many receipts, how much."""

    receipts: int = 0
    kopecks: Kopecks = 0
    points: Points = 0


RuleTable = dict[tuple[str, str], RuleSums]
"""By stage and rule id."""


@dataclass(slots=True)
class Tally:
    """Both sides, rule by rule, and the receipts that differ. ``unreadable`` are told with their first examples."""

    receipts: int = 0
    with_customer: int = 0
    before: Sums = field(default_factory=Sums)
    after: Sums = field(default_factory=Sums)
    rules_before: RuleTable = field(default_factory=dict)
    rules_after: RuleTable = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    unreadable: int = 0
    examples: list[str] = field(default_factory=list)

    def count(self, change: Change, has_customer: bool) -> None:
        """A receipt with both its outcomes."""
        self.receipts += 1
        self.with_customer += has_customer
        self.before.count(change.before)
        self.after.count(change.after)
        _count_rules(self.rules_before, change.before)
        _count_rules(self.rules_after, change.after)
        if change.before.figures != change.after.figures:
            self.changes.append(change)

    def count_unreadable(self, why: str) -> None:
        """A receipt that could not be tried."""
        self.unreadable += 1
        self._tell([why])

    def add(self, other: "Tally") -> None:
        """Put together what two processes counted."""
        self.receipts += other.receipts
        self.with_customer += other.with_customer
        self.before.add(other.before)
        self.after.add(other.after)
        _add_rules(self.rules_before, other.rules_before)
        _add_rules(self.rules_after, other.rules_after)
        self.changes += other.changes
        self.unreadable += other.unreadable
        self._tell(other.examples)

    def largest(self, most: int) -> tuple[Change, ...]:
        """The largest changes, of equal ones the earlier receipt first."""
        return tuple(sorted(self.changes, key=lambda one: (-one.weight, one.index))[:most])

    def _tell(self, examples: Iterable[str]) -> None:
        self.examples = [*self.examples, *examples][:MOST_EXAMPLES]


def _count_rules(table: RuleTable, outcome: Outcome) -> None:
    for gave in outcome.rules:
        sums = table.setdefault((gave.stage, gave.rule_id), RuleSums())
        sums.receipts += 1
        sums.kopecks += gave.kopecks
        sums.points += gave.points


def _add_rules(table: RuleTable, other: RuleTable) -> None:
    for key, more in other.items():
        sums = table.setdefault(key, RuleSums())
        sums.receipts += more.receipts
        sums.kopecks += more.kopecks
        sums.points += more.points
