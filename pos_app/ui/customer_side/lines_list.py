"""The lines of the sale for the customer: large, the newest in sight, the one that was touched last marked."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.domain.money.units import ONE, Unit
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.services.customer_view import ShownLine
from pos_app.ui.formatting import MINUS, Formatting
from pos_app.ui.theme.fonts import font
from pos_app.ui.theme.theme import Theme

_PADDING = 10


class CustomerLinesList(QWidget):
    """Painted: it shows what fits and never scrolls under anybody's hand. It takes no keys and no touches."""

    def __init__(self, theme: Theme, formatting: Formatting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._formatting = formatting
        self._lines: tuple[ShownLine, ...] = ()
        self._last = -1
        self._letters = theme.sizes.large
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(500, 400)

    def show_lines(self, lines: tuple[ShownLine, ...], last: int) -> None:
        """Show these; ``last`` is marked and in sight."""
        if (lines, last) != (self._lines, self._last):
            self._lines, self._last = lines, last
            self.setAccessibleName("; ".join(f"{self._name(line)} {self._sum(line)}" for line in lines))
            self.update()

    def set_letters(self, pixels: int) -> None:
        """The size of the letters."""
        self._letters = pixels
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.colour("surface"))
            row_height = self._row_height()
            rows = max(1, self.height() // row_height)
            # The touched line and what came before it; what does not fit is at the top, as on a paper that grows.
            end = min(len(self._lines), max(self._last + 1, rows))
            first = max(0, end - rows)
            for place, number in enumerate(range(first, end)):
                self._paint_row(painter, number, QRect(0, place * row_height, self.width(), row_height))

    def _row_height(self) -> int:
        name, detail = self._faces()
        return QFontMetrics(name).height() + QFontMetrics(detail).height() + _PADDING

    def _faces(self) -> tuple[QFont, QFont]:
        return font(self._letters, QFont.Weight.DemiBold), font(self._letters * 3 // 4)

    def _paint_row(self, painter: QPainter, number: int, room: QRect) -> None:
        line, (name_face, detail_face) = self._lines[number], self._faces()
        is_last = number == self._last
        if is_last:
            painter.fillRect(room, self._theme.colour("selection"))
        elif number % 2:
            painter.fillRect(room, self._theme.colour("stripe"))
        inner = room.adjusted(_PADDING, _PADDING // 2, -_PADDING, -_PADDING // 2)
        name_height = QFontMetrics(name_face).height()
        upper = QRect(inner.x(), inner.y(), inner.width(), name_height)
        lower = QRect(inner.x(), inner.y() + name_height, inner.width(), inner.height() - name_height)
        text = self._theme.colour("on_selection" if is_last else "text")
        muted = text if is_last else self._theme.colour("muted")
        total = self._sum(line)
        metrics = QFontMetrics(name_face)
        name_room = inner.width() - metrics.horizontalAdvance(total) - 2 * _PADDING
        painter.setFont(name_face)
        painter.setPen(text)
        shown = metrics.elidedText(self._name(line), Qt.TextElideMode.ElideRight, name_room)
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), total)
        painter.setFont(detail_face)
        painter.setPen(muted)
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self._detail(line))
        painter.setPen(muted if is_last else self._theme.colour("points" if line.points_kopecks else "discount"))
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._taken(line))

    def _name(self, line: ShownLine) -> str:
        if line.advance is ValueKind.CERTIFICATE:
            return self.tr("Gift certificate")
        return self.tr("Top-up of the money account") if line.advance is not None else line.name

    def _sum(self, line: ShownLine) -> str:
        return self._formatting.roubles(line.net_kopecks - line.points_kopecks)

    def _detail(self, line: ShownLine) -> str:
        quantity = self._formatting.quantity(line.quantity, line.unit)
        if line.unit is Unit.KILOGRAM:
            words = self.tr("{quantity} kg")
        else:
            words = self.tr("{quantity} pc") if line.quantity == ONE else self.tr("{quantity} pcs")
        return words.format(quantity=quantity)

    def _taken(self, line: ShownLine) -> str:
        parts = []
        if line.list_kopecks > line.net_kopecks:
            discount = MINUS + self._formatting.roubles(line.list_kopecks - line.net_kopecks)
            parts.append(self.tr("discount {sum}").format(sum=discount))
        if line.points_kopecks:
            points = MINUS + self._formatting.roubles(line.points_kopecks)
            parts.append(self.tr("with points {sum}").format(sum=points))
        return " · ".join(parts)
