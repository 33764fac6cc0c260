"""A table of cached strings: ``data()`` only looks up, so that a new row paints at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_TEXTS = frozenset({_DISPLAY, int(Qt.ItemDataRole.ToolTipRole), int(Qt.ItemDataRole.AccessibleTextRole)})
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it is painted. ``key`` tells rows apart; ``muted_column`` is painted grey (−1: none)."""

    key: str
    texts: tuple[str, ...]
    muted_column: int = -1


class TextTableModel(QAbstractTableModel):
    """Told all rows after each change; tells the view only what changed.

    ``wide_column`` takes the room that is left; it and ``left_columns`` are aligned left.
    """

    def __init__(
        self,
        titles: Sequence[str],
        wide_column: int,
        parent: QObject | None = None,
        left_columns: frozenset[int] = frozenset(),
    ) -> None:
        super().__init__(parent)
        self.left_columns = left_columns | {wide_column}
        self._titles = tuple(titles)
        self.wide_column = wide_column
        self.rows: list[Row] = []

    def row_of(self, key: str | None) -> int:
        """The row with a key, −1 if it is not here."""
        return next((number for number, row in enumerate(self.rows) if row.key == key), -1)

    def key_of(self, number: int) -> str | None:
        """The key of a row, None outside the table."""
        return self.rows[number].key if 0 <= number < len(self.rows) else None

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        common = min(len(rows), len(self.rows))
        if len(rows) < len(self.rows):
            self.beginRemoveRows(QModelIndex(), common, len(self.rows) - 1)
            del self.rows[common:]
            self.endRemoveRows()
        for number in range(common):
            if rows[number] != self.rows[number]:
                self.rows[number] = rows[number]
                self.dataChanged.emit(self.index(number, 0), self.index(number, len(self._titles) - 1))
        if len(rows) > common:
            self.beginInsertRows(QModelIndex(), common, len(rows) - 1)
            self.rows.extend(rows[common:])
            self.endInsertRows()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        if role in _TEXTS:
            return self.rows[index.row()].texts[index.column()]
        if role == _ALIGNMENT:
            return _LEFT if index.column() in self.left_columns else _RIGHT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == _DISPLAY:
            return self._titles[section]
        if role == _ALIGNMENT:
            return _LEFT if section in self.left_columns else _RIGHT
        return None
