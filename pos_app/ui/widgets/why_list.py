"""The explanation to read: rows as high as their words need, scrolled by keys from anywhere or by touch."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QScroller, QStyledItemDelegate, QWidget

from pos_app.ui.models.why_model import WhyModel
from pos_app.ui.theme.theme import Theme
from resources.words.reasons.why_rows import WhyKind, WhyRow

_SIDE = 12
_ABOVE = 4
_INDENT = 34
_WIDEST_SUM = "−000 000,00 ₽"
_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)
_SUM = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True, slots=True)
class _Look:
    """Colour tokens, and whether the text is bold or indented."""

    ground: str
    pen: str
    note_pen: str
    bold: bool = False
    indent: int = 0


_LOOKS: dict[WhyKind, _Look] = {
    WhyKind.HEADING: _Look("header", "text", "muted", bold=True),
    WhyKind.LINE: _Look("surface", "text", "muted", bold=True),
    WhyKind.TAKE: _Look("surface", "discount", "muted", indent=_INDENT),
    WhyKind.POINTS: _Look("surface", "points", "muted", indent=_INDENT),
    WhyKind.EARNED: _Look("surface", "points", "muted", indent=_INDENT),
    WhyKind.APPLIED: _Look("surface", "text", "muted"),
    WhyKind.NEAR: _Look("warning_surface", "on_warning", "on_warning", bold=True),
    WhyKind.MISSED: _Look("surface", "text", "muted"),
}


class WhyList(QListView):
    """Reads a :class:`WhyModel`; ``scroll_rows`` and ``scroll_pages`` are what the keys do."""

    def __init__(self, theme: Theme, model: WhyModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(_WhyDelegate(theme, model, self))
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._row_height = QFontMetrics(theme.font("row")).height() + 2 * _ABOVE

    @property
    def row_width(self) -> int:
        """Without the scroll bar, whether it is there or not: its coming must not change the height of the rows."""
        return self.width() - 2 * self.frameWidth() - self.verticalScrollBar().sizeHint().width()

    def to_top(self) -> None:
        """Show the beginning."""
        self.verticalScrollBar().setValue(0)

    def scroll_rows(self, rows: int) -> None:
        """↑ and ↓: so many rows."""
        self._scroll(rows * self._row_height)

    def scroll_pages(self, pages: int) -> None:
        """A page less one row, so that the eye finds its place again."""
        self._scroll(pages * max(self._row_height, self.viewport().height() - self._row_height))

    def to_next_part(self) -> None:
        """The next heading stands above; after the last one the first again."""
        headings = [index for index, row in enumerate(self._model.rows) if row.kind is WhyKind.HEADING]
        bar = self.verticalScrollBar()
        tops = [self.visualRect(self._model.index(index)).top() + bar.value() for index in headings]
        below = [top for top in tops if top > bar.value()] if bar.value() < bar.maximum() else []
        bar.setValue(below[0] if below else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _scroll(self, pixels: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pixels)


class _WhyDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, model: WhyModel, view: WhyList) -> None:
        super().__init__(view)
        self._theme = theme
        self._model = model
        self._view = view
        self._plain = theme.font("normal")
        self._bold = theme.font("normal", QFont.Weight.DemiBold)
        self._sum_width = QFontMetrics(self._bold).horizontalAdvance(_WIDEST_SUM)

    def sizeHint(self, option: Any, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = self._view.row_width
        row = self._model.rows[index.row()]
        text, note = self._heights(row, self._text_width(row, width))
        return QSize(width, text + note + 2 * _ABOVE)

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        row = self._model.rows[index.row()]
        look, room = _LOOKS[row.kind], option.rect
        painter.fillRect(room, self._theme.colour(look.ground))
        if row.kind not in (WhyKind.TAKE, WhyKind.POINTS, WhyKind.EARNED):
            painter.setPen(self._theme.colour("outline"))
            painter.drawLine(room.topLeft(), room.topRight())
        left, top = room.left() + _SIDE + look.indent, room.top() + _ABOVE
        width = self._text_width(row, self._view.row_width)
        text_height, note_height = self._heights(row, width)
        painter.setPen(self._theme.colour(look.pen))
        painter.setFont(self._bold if look.bold else self._plain)
        painter.drawText(QRect(left, top, width, text_height), _WRAPPED, row.text)
        right_width = self._width_of(row.right)
        right = room.left() + self._view.row_width - _SIDE - right_width
        middle_width = self._width_of(row.middle)
        painter.drawText(QRect(right - _SIDE - middle_width, top, middle_width, text_height), _SUM, row.middle)
        painter.setFont(self._bold)
        painter.drawText(QRect(right, top, right_width, text_height), _SUM, row.right)
        painter.setFont(self._plain)
        painter.setPen(self._theme.colour(look.note_pen))
        painter.drawText(QRect(left, top + text_height, width, note_height), _WRAPPED, row.note)

    def _text_width(self, row: WhyRow, width: int) -> int:
        room = width - 2 * _SIDE - _LOOKS[row.kind].indent
        if row.middle or row.right:
            room -= self._width_of(row.right) + _SIDE
        if row.middle:
            room -= self._width_of(row.middle) + _SIDE
        return max(80, room)

    def _width_of(self, words: str) -> int:
        """As wide as every sum of a column, or as the words that stand there."""
        return max(self._sum_width, QFontMetrics(self._bold).horizontalAdvance(words) + 1)

    def _heights(self, row: WhyRow, width: int) -> tuple[int, int]:
        """Of the text and of the note."""
        face = self._bold if _LOOKS[row.kind].bold else self._plain
        room = QRect(0, 0, width, 100_000)
        text = QFontMetrics(face).boundingRect(room, _WRAPPED, row.text).height()
        note = QFontMetrics(self._plain).boundingRect(room, _WRAPPED, row.note).height() if row.note else 0
        return text, note
