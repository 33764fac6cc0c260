"""A receipt or report as paper on the screen, from the same document that is printed."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from pos_app.domain.receipt.document import Align, BarcodeBlock, Block, Feed, PrintDocument, QrBlock, Row, Rule, Text
from pos_app.ui.theme.fonts import font

_WIDTH = 400
_MARGIN = 20
_PAPER = QColor("#FFFFFF")
_INK = QColor("#14171C")
_FAINT = QColor("#5A6475")
_QR_MODULE = 4
_ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
}


class PaperView(QScrollArea):
    """Scrolls when the paper is longer than the screen; ``scroll_by`` for the keys."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = _Paper()
        self.setWidget(self._paper)
        self.setWidgetResizable(False)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(_WIDTH + 20)
        self.setAccessibleName(name)

    def show_document(self, document: PrintDocument, readable: str) -> None:
        """Show the document; ``readable`` is what a screen reader gets."""
        self._paper.show_blocks(document.blocks)
        self._paper.setAccessibleName(document.title)
        self._paper.setAccessibleDescription(readable)
        self.verticalScrollBar().setValue(0)

    def scroll_by(self, pages: int) -> None:
        """Scroll by so many half pages."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pages * self.viewport().height() // 2)


class _Paper(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._blocks: tuple[Block, ...] = ()
        self.setFixedSize(QSize(_WIDTH, 10))

    def show_blocks(self, blocks: tuple[Block, ...]) -> None:
        self._blocks = blocks
        self.setFixedSize(QSize(_WIDTH, self._draw(None)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), _PAPER)
            painter.setPen(_INK)
            self._draw(painter)

    def _draw(self, painter: QPainter | None) -> int:
        """Draw, or only measure: the height of the paper."""
        y = _MARGIN
        for block in self._blocks:
            y += self._block(painter, block, y)
        return y + _MARGIN

    def _block(self, painter: QPainter | None, block: Block, y: int) -> int:
        match block:
            case Text():
                return self._text(painter, block, y)
            case Row():
                return self._row(painter, block, y)
            case Rule():
                if painter is not None:
                    painter.setPen(_FAINT)
                    painter.drawLine(_MARGIN, y + 6, _WIDTH - _MARGIN, y + 6)
                    painter.setPen(_INK)
                return 13
            case QrBlock():
                return self._qr(painter, block, y)
            case BarcodeBlock():
                return self._text(painter, Text(block.data, Align.CENTER), y)
            case Feed():
                return 12 * block.lines

    def _text(self, painter: QPainter | None, block: Text, y: int) -> int:
        face = _face(block.bold, block.large)
        flags = int(_ALIGNMENTS[block.align]) | int(Qt.TextFlag.TextWordWrap)
        room = QRect(_MARGIN, y, _WIDTH - 2 * _MARGIN, 10_000)
        height = QFontMetrics(face).boundingRect(room, flags, block.text or " ").height()
        if painter is not None:
            painter.setFont(face)
            painter.drawText(QRect(room.x(), y, room.width(), height), flags, block.text)
        return height + 2

    def _row(self, painter: QPainter | None, block: Row, y: int) -> int:
        face = _face(block.bold, block.large)
        metrics = QFontMetrics(face)
        right_width = metrics.horizontalAdvance(block.right) + (12 if block.right else 0)
        left_width = max(60, _WIDTH - 2 * _MARGIN - right_width)
        flags = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
        height = metrics.boundingRect(QRect(0, 0, left_width, 10_000), flags, block.left or " ").height()
        if painter is not None:
            painter.setFont(face)
            painter.drawText(QRect(_MARGIN, y, left_width, height), flags, block.left)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
            painter.drawText(QRect(_MARGIN, y, _WIDTH - 2 * _MARGIN, height), side, block.right)
        return height + 2

    def _qr(self, painter: QPainter | None, block: QrBlock, y: int) -> int:
        # Only a receipt with a QR code needs the encoder: the first window does not wait for it.
        import segno

        matrix = segno.make(block.data, micro=False).matrix
        side = len(matrix) * _QR_MODULE
        if painter is not None:
            left = (_WIDTH - side) // 2
            for row, modules in enumerate(matrix):
                for column, dark in enumerate(modules):
                    if dark:
                        painter.fillRect(
                            left + column * _QR_MODULE, y + 8 + row * _QR_MODULE, _QR_MODULE, _QR_MODULE, _INK
                        )
        caption = self._text(painter, Text(block.caption, Align.CENTER), y + side + 14) if block.caption else 0
        return side + 16 + caption


def _face(bold: bool, large: bool) -> QFont:
    return font(22 if large else 15, QFont.Weight.DemiBold if bold or large else QFont.Weight.Normal)
