"""A question in large letters: what is asked, the sum it is about, what the keys do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.ui.widgets.labels import centre, label, panel, show_text
from pos_app.ui.widgets.total_label import TotalLabel

_WIDTH = 560


class QuestionPage(QWidget):
    """In the middle of the room it is given."""

    def __init__(self, figure_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        frame = panel()
        frame.setFixedWidth(_WIDTH)
        centre(self, frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(12)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._title = label("", size="title", align=middle)
        self._figure = TotalLabel(52, figure_name)
        self._figure.setAlignment(middle | Qt.AlignmentFlag.AlignVCenter)
        self._advice = label("", size="large", wrap=True, align=middle)
        for part in (self._title, self._figure, self._advice):
            column.addWidget(part)

    def show_question(self, title: str, figure: str, advice: str) -> None:
        """Empty texts take no room."""
        show_text(self._title, title)
        self._figure.setVisible(bool(figure))
        self._figure.show_sum(figure)
        show_text(self._advice, advice)
