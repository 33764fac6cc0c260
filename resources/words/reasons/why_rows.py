"""The explanation as rows of words: lines with their reasons, rules that applied, rules that did not."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from pos_app.domain.money.units import Unit
from pos_app.domain.why.answers import Why, WhyLine, WhyRule
from resources.words.formatting import MINUS, Formatting
from resources.words.noop import QT_TRANSLATE_NOOP, Say
from resources.words.reasons.told import ReasonWords


class WhyKind(Enum):
    """How a row is painted."""

    HEADING = "heading"
    LINE = "line"
    TAKE = "take"
    POINTS = "points"
    EARNED = "earned"
    APPLIED = "applied"
    NEAR = "near"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class WhyRow:
    """``note`` stands under ``text``; ``middle`` and ``right`` are sums in columns of their own."""

    kind: WhyKind
    text: str
    note: str = ""
    middle: str = ""
    right: str = ""

    @property
    def words(self) -> str:
        """The whole row, for a screen reader."""
        return ". ".join(part for part in (self.text, self.note, self.middle, self.right) if part)


def why_rows(why: Why, words: ReasonWords, formatting: Formatting, say: Say) -> tuple[WhyRow, ...]:
    """All rows of an explanation, in the language of ``formatting`` that ``say`` speaks."""
    return _Rows(words, formatting, say).of(why)


class _Rows:
    def __init__(self, words: ReasonWords, formatting: Formatting, say: Say) -> None:
        self._words = words
        self._formatting = formatting
        self._say = say

    def of(self, why: Why) -> tuple[WhyRow, ...]:
        """The rows, headings among them."""
        if not why.lines:
            return (WhyRow(WhyKind.HEADING, self._told(QT_TRANSLATE_NOOP("WhyModel", "No goods yet"))),)
        near = [rule for rule in why.missed if rule.is_near]
        far = [rule for rule in why.missed if not rule.is_near]
        heading = WhyRow(
            WhyKind.HEADING,
            self._told(QT_TRANSLATE_NOOP("WhyModel", "Lines")),
            middle=self._told(QT_TRANSLATE_NOOP("WhyModel", "List price")),
            right=self._told(QT_TRANSLATE_NOOP("WhyModel", "In money")),
        )
        rows = [heading]
        for number, line in enumerate(why.lines, 1):
            rows += self._line(number, line)
        rows += self._section(QT_TRANSLATE_NOOP("WhyModel", "What applied"), WhyKind.APPLIED, why.applied)
        rows += self._section(QT_TRANSLATE_NOOP("WhyModel", "A little more, and it applies"), WhyKind.NEAR, near)
        rows += self._section(QT_TRANSLATE_NOOP("WhyModel", "What did not apply, and why"), WhyKind.MISSED, far)
        return tuple(rows)

    def _section(self, title: str, kind: WhyKind, rules: Sequence[WhyRule]) -> list[WhyRow]:
        if not rules:
            return []
        heading = WhyRow(WhyKind.HEADING, f"{self._told(title)}: {len(rules)}")
        words = self._words
        return [heading, *(WhyRow(kind, words.rule_title(it), words.told(it), right=self._given(it)) for it in rules)]

    def _line(self, number: int, line: WhyLine) -> list[WhyRow]:
        money, words = self._formatting.money, self._words
        quantity = self._formatting.quantity(line.quantity, line.unit)
        if line.unit is Unit.KILOGRAM:
            quantity = self._told(QT_TRANSLATE_NOOP("WhyModel", "{quantity} kg")).format(quantity=quantity)
        text = f"{number}. {line.item_name} × {quantity}"
        rows = [WhyRow(WhyKind.LINE, text, middle=money(line.list_kopecks), right=money(line.money_kopecks))]
        rows += [
            WhyRow(WhyKind.TAKE, words.title(take.rule_id, take.name), middle=MINUS + money(take.amount_kopecks))
            for take in line.takes
        ]
        if line.points_kopecks:
            paid = self._told(QT_TRANSLATE_NOOP("WhyModel", "Paid with points: {points}"))
            paid = paid.format(points=self._formatting.counted_points(line.points))
            rows.append(WhyRow(WhyKind.POINTS, paid, middle=MINUS + money(line.points_kopecks)))
        if line.earned:
            rows.append(WhyRow(WhyKind.EARNED, self._earned(line)))
        return rows

    def _earned(self, line: WhyLine) -> str:
        text = self._told(QT_TRANSLATE_NOOP("WhyModel", "Earns {points}"))
        text = text.format(points=self._formatting.counted_points(line.earned))
        points = self._formatting.points
        parts = [f"{self._words.title(one.rule_id, one.name)} +{points(one.points)}" for one in line.earnings]
        return f"{text}: {' · '.join(parts)}" if parts else text

    def _given(self, rule: WhyRule) -> str:
        if rule.amount_kopecks:
            return MINUS + self._formatting.roubles(rule.amount_kopecks)
        return f"+{self._formatting.counted_points(rule.points)}" if rule.points else ""

    def _told(self, text: str) -> str:
        return self._say("WhyModel", text)
