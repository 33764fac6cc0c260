"""The explanation as rows of words: lines with their reasons, rules that applied, rules that did not."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from pos_app.domain.money.units import Points, Unit
from pos_app.services.why_answers import Why, WhyLine, WhyRule
from pos_app.ui.formatting import MINUS, Formatting
from pos_app.ui.reasons.told import ReasonWords

_Index = QModelIndex | QPersistentModelIndex
_TEXTS = frozenset({int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)})


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


class WhyModel(QAbstractListModel):
    """Told the whole explanation at once."""

    def __init__(self, formatting: Formatting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formatting = formatting
        self.rows: tuple[WhyRow, ...] = ()

    def show_why(self, why: Why, words: ReasonWords) -> bool:
        """Take over an explanation; False where it says what is shown already."""
        rows = tuple(self._rows(why, words))
        if rows == self.rows:
            return False
        self._show(rows)
        return True

    def show_nothing(self) -> None:
        """There is nothing to explain."""
        self._show(())

    def _show(self, rows: tuple[WhyRow, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        return self.rows[index.row()].words if role in _TEXTS else None

    def _rows(self, why: Why, words: ReasonWords) -> list[WhyRow]:
        if not why.lines:
            return [WhyRow(WhyKind.HEADING, self.tr("No goods yet"))]
        near = [rule for rule in why.missed if rule.is_near]
        far = [rule for rule in why.missed if not rule.is_near]
        rows = [WhyRow(WhyKind.HEADING, self.tr("Lines"), middle=self.tr("List price"), right=self.tr("In money"))]
        for number, line in enumerate(why.lines, 1):
            rows += self._line(number, line, words)
        rows += self._section(self.tr("What applied"), WhyKind.APPLIED, why.applied, words)
        rows += self._section(self.tr("A little more, and it applies"), WhyKind.NEAR, near, words)
        rows += self._section(self.tr("What did not apply, and why"), WhyKind.MISSED, far, words)
        return rows

    def _section(self, title: str, kind: WhyKind, rules: Sequence[WhyRule], words: ReasonWords) -> list[WhyRow]:
        if not rules:
            return []
        heading = WhyRow(WhyKind.HEADING, f"{title}: {len(rules)}")
        told = [WhyRow(kind, words.rule_title(rule), words.told(rule), right=self._given(rule)) for rule in rules]
        return [heading, *told]

    def _line(self, number: int, line: WhyLine, words: ReasonWords) -> list[WhyRow]:
        money = self._formatting.money
        quantity = self._formatting.quantity(line.quantity, line.unit)
        if line.unit is Unit.KILOGRAM:
            quantity = self.tr("{quantity} kg").format(quantity=quantity)
        text = f"{number}. {line.item_name} × {quantity}"
        rows = [WhyRow(WhyKind.LINE, text, middle=money(line.list_kopecks), right=money(line.money_kopecks))]
        rows += [
            WhyRow(WhyKind.TAKE, words.title(take.rule_id, take.name), middle=MINUS + money(take.amount_kopecks))
            for take in line.takes
        ]
        if line.points_kopecks:
            paid = self.tr("Paid with points: {points}").format(points=self._formatting.counted_points(line.points))
            rows.append(WhyRow(WhyKind.POINTS, paid, middle=MINUS + money(line.points_kopecks)))
        if line.earned:
            rows.append(WhyRow(WhyKind.EARNED, self._earned(line, words)))
        return rows

    def _earned(self, line: WhyLine, words: ReasonWords) -> str:
        text = self.tr("Earns {points}").format(points=self._formatting.counted_points(line.earned))
        parts = [f"{words.title(one.rule_id, one.name)} {self._points(one.points)}" for one in line.earnings]
        return f"{text}: {' · '.join(parts)}" if parts else text

    def _given(self, rule: WhyRule) -> str:
        if rule.amount_kopecks:
            return MINUS + self._formatting.roubles(rule.amount_kopecks)
        return f"+{self._formatting.counted_points(rule.points)}" if rule.points else ""

    def _points(self, points: Points) -> str:
        return f"+{self._formatting.points(points)}"
