"""A table whose rows are chosen by ↑ and ↓ from anywhere: it has no keyboard focus of its own."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from pos_app.ui.models.text_table import TextTableModel
from pos_app.ui.theme.sizes import HEADER_HEIGHT, VISIBLE_ROWS

_ROW_MAX = 48
_ROW_MIN = 24
_TITLE_MARGINS = 16


class RowTable(QTableView):
    """``visible_rows`` without scrolling. ``line_chosen`` carries the key of the row after ↑, ↓ or a click."""

    line_chosen = Signal(str)

    def __init__(
        self,
        model: TextTableModel,
        widths: Mapping[int, int],
        name: str,
        visible_rows: int = VISIBLE_ROWS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._visible_rows = visible_rows
        self._rows = model
        self._widths = dict(widths)
        self.setModel(model)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAccessibleName(name)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(_ROW_MIN)
        header = self.horizontalHeader()
        header.setFixedHeight(HEADER_HEIGHT)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(20)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(model.wide_column, QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._on_click)

    @property
    def current_line_id(self) -> str | None:
        """The key of the chosen row."""
        selected = self.selectionModel().selectedRows()
        return self._rows.key_of(selected[0].row()) if selected else None

    def choose_line(self, key: str | None) -> None:
        """Choose a row (None: no row) and bring it into sight."""
        number = self._rows.row_of(key)
        if number < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            return
        if key != self.current_line_id:
            self.selectRow(number)
        self.scrollTo(self._rows.index(number, self._rows.wide_column))

    def step(self, rows: int) -> None:
        """↑ and ↓: the row that many rows away; from nothing chosen, the first or the last."""
        count = self._rows.rowCount()
        if count == 0:
            return
        selected = self.selectionModel().selectedRows()
        start = selected[0].row() if selected else (-1 if rows > 0 else count)
        key = self._rows.key_of(max(0, min(count - 1, start + rows)))
        self.choose_line(key)
        self.line_chosen.emit(key or "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def whole_rows_height(self, wanted: int) -> int:
        """The least height of at least ``wanted`` that ends at the edge of a row: for what lies over the table."""
        row = max(1, self.verticalHeader().defaultSectionSize())
        rows = -(-max(0, wanted - HEADER_HEIGHT) // row)
        return min(self.height(), HEADER_HEIGHT + rows * row + 1)

    def widths(self) -> Mapping[int, int]:
        """Widths of the columns but the wide one: as wide as was said, and as their titles in large letters need."""
        letters, header = QFontMetrics(self._title_font()), self.horizontalHeader().orientation()
        return {
            column: max(width, letters.horizontalAdvance(str(self._rows.headerData(column, header))) + _TITLE_MARGINS)
            for column, width in self._widths.items()
        }

    def _title_font(self) -> QFont:
        header = self.horizontalHeader()
        header.ensurePolished()  # the style sheet gives it its letters
        return header.font()

    def lay_out(self) -> None:
        """Set widths, and the height of the rows by the room there is."""
        for column, width in self.widths().items():
            self.setColumnWidth(column, width)
        height = max(_ROW_MIN, min(_ROW_MAX, self.viewport().height() // self._visible_rows))
        self.verticalHeader().setDefaultSectionSize(height)

    def _on_click(self, index: QModelIndex) -> None:
        self.line_chosen.emit(self._rows.key_of(index.row()) or "")
