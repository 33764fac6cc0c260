"""The explanation as rows of words: lines with their reasons, rules that applied, rules that did not."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from pos_app.domain.why.answers import Why
from pos_app.ui.formatting import Formatting
from pos_app.ui.language import translate
from resources.words.reasons.told import ReasonWords
from resources.words.reasons.why_rows import WhyRow, why_rows

_Index = QModelIndex | QPersistentModelIndex
_TEXTS = frozenset({int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)})


class WhyModel(QAbstractListModel):
    """Told the whole explanation at once."""

    def __init__(self, formatting: Formatting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formatting = formatting
        self.rows: tuple[WhyRow, ...] = ()

    def show_why(self, why: Why, words: ReasonWords) -> bool:
        """Take over an explanation; False where it says what is shown already."""
        rows = why_rows(why, words, self._formatting, translate)
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
