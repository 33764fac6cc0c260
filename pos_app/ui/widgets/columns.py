"""How most screens are divided: what one works on to the left, what belongs to it in a column to the right."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.ui.theme.sizes import GAP


def main_column(screen: QWidget, *parts: QWidget, grows: QWidget) -> QHBoxLayout:
    """Lay ``parts`` out below each other in ``screen``; ``grows``, one of them, takes the room that is left.

    Answers the row to whose end the side column is added.
    """
    column = QVBoxLayout()
    column.setSpacing(GAP)
    for part in parts:
        column.addWidget(part, 1 if part is grows else 0)
    row = QHBoxLayout(screen)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GAP)
    row.addLayout(column, 1)
    return row


def side_column() -> tuple[QWidget, QVBoxLayout]:
    """An empty side column and the layout that its parts go into."""
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    return side, column
