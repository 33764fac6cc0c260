"""A back-test as a document: what `./till programme backtest --json` prints, and a line of `--changes`.

Kopecks and hundredths of a point; ``before`` is what was sold, or what the programme of `--against` makes of it.
"""

from dataclasses import dataclass
from typing import Final, Literal

from pos_app.services.documents.figures import Whole

BACKTEST_FORMAT: Final = "kopilka-backtest/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAfter:
    """A figure under both programmes."""

    before: Whole
    after: Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestSums:
    """All receipts together: list price − discounts − what points paid = money; points ``spent`` and ``earned``."""

    list_kopecks: Whole
    discount_kopecks: Whole
    spent_kopecks: Whole
    money_kopecks: Whole
    spent: Whole
    earned: Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSumsWritten:
    """What a rule gave: on how many receipts, kopecks off, hundredths of a point (less than 0 where it took some)."""

    receipts: Whole
    kopecks: Whole
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestRule:
    """One rule of either programme."""

    stage: str
    rule_id: str
    before: RuleSumsWritten
    after: RuleSumsWritten


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDocument:
    """A receipt that comes to something else. ``points`` are those spent, ``earned`` those issued."""

    receipt_id: str
    number: str
    money_kopecks: BeforeAfter
    discount_kopecks: BeforeAfter
    points: BeforeAfter
    earned: BeforeAfter


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedReceipts:
    """How many change, how many of them cost more or less and by how much in all; ``largest`` comes first."""

    receipts: Whole
    dearer: Whole
    dearer_kopecks: Whole
    cheaper: Whole
    cheaper_kopecks: Whole
    largest: tuple[ChangeDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestDocument:
    """A programme tried on past receipts. ``unreadable`` ones were left out; ``examples`` tell the first of them."""

    format: Literal["kopilka-backtest/1"]
    receipts: Whole
    with_customer: Whole
    unreadable: Whole
    examples: tuple[str, ...]
    before: BacktestSums
    after: BacktestSums
    rules: tuple[BacktestRule, ...]
    changed: ChangedReceipts
