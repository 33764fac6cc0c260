"""A short list to choose from by digit, by arrows and Enter, or by touch; it never covers the scan line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pos_app.ui.theme.sizes import GAP, MARGIN, TARGET
from pos_app.ui.theme.theme import set_look
from pos_app.ui.widgets.buttons import button
from pos_app.ui.widgets.elided_label import ElidedLabel
from pos_app.ui.widgets.labels import label, natural, show_text

CHOICES_MAX = 9
_ROW_HEIGHT = TARGET + 6
_SPARE = 4


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """``title`` on the left, ``detail`` in the middle, ``value`` on the right."""

    title: str
    detail: str = ""
    value: str = ""


class ChoiceList(QFrame):
    """Up to nine rows; ``chosen`` carries the index."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("panel", "true")
        self.setAccessibleName(self.tr("Choose one"))
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        self._title = label("", tone="muted", size="small")
        column.addWidget(self._title)
        self._rows = [_Choice(index, self._chooser(index), self) for index in range(CHOICES_MAX)]
        for row in self._rows:
            column.addWidget(row.button)
        column.addStretch(1)
        self._count = 0
        self._marked = -1
        self.hide()

    @property
    def marked(self) -> int:
        """The row that Enter takes, −1 if none."""
        return self._marked

    def show_choices(self, title: str, rows: Sequence[ChoiceRow], *, digits: bool, marked: int = -1) -> None:
        """Show the rows; ``digits``: number them, since a digit chooses."""
        show_text(self._title, title)
        self._count = min(len(rows), CHOICES_MAX)
        # Titles get what the other columns leave: goods that begin alike differ at the end of their names.
        detail_width = self._rows[0].width_of([row.detail for row in rows])
        value_width = self._rows[0].width_of([row.value for row in rows])
        for index, choice in enumerate(self._rows):
            choice.button.setVisible(index < self._count)
            choice.show_columns(detail_width, value_width)
            if index < self._count:
                choice.fill(rows[index], str(index + 1) if digits else "")
        self._mark(marked)
        self.raise_()
        self.show()

    def step(self, rows: int) -> None:
        """↑ and ↓."""
        if self._count:
            start = self._marked if self._marked >= 0 else (-1 if rows > 0 else self._count)
            self._mark(max(0, min(self._count - 1, start + rows)))

    def wanted_height(self) -> int:
        """The height for the rows that are shown."""
        title = 26 if self._title.text() else 0
        return title + self._count * (_ROW_HEIGHT + GAP) + 2 * MARGIN

    def _mark(self, index: int) -> None:
        self._marked = index
        for row, choice in enumerate(self._rows):
            set_look(choice.button, "chosen", "true" if row == index else "false")

    def _chooser(self, index: int) -> Callable[[], None]:
        return lambda: self.chosen.emit(index)


class _Choice:
    """A button with three texts in columns."""

    def __init__(self, index: int, on_click: Callable[[], None], parent: QWidget) -> None:
        self.button: QPushButton = button("", on_click, role="choice", height=_ROW_HEIGHT, parent=parent)
        self.button.setFixedHeight(_ROW_HEIGHT)
        row = QHBoxLayout(self.button)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(12)
        self._digit = natural(label("", bold=True, tone="muted"))
        self._digit.setFixedWidth(20)
        self._title = ElidedLabel()
        self._detail = natural(label("", tone="muted"))  # a fixed width is kept only by what does not ignore it
        self._value = natural(label("", align=Qt.AlignmentFlag.AlignRight))
        row.addWidget(self._digit)
        row.addWidget(self._title, 1)
        row.addWidget(self._detail)
        row.addWidget(self._value)
        for part in (self._digit, self._title, self._detail, self._value):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def width_of(self, texts: Sequence[str]) -> int:
        """Pixels for the longest of them, 0 if all are empty."""
        self._value.ensurePolished()
        metrics = self._value.fontMetrics()
        return max((metrics.horizontalAdvance(text) + _SPARE if text else 0 for text in texts), default=0)

    def show_columns(self, detail_width: int, value_width: int) -> None:
        """Make the columns so wide; one of no width is not shown."""
        for part, width in ((self._detail, detail_width), (self._value, value_width)):
            part.setVisible(width > 0)
            part.setFixedWidth(width)

    def fill(self, row: ChoiceRow, digit: str) -> None:
        show_text(self._digit, digit)
        self._title.setText(row.title)
        self._detail.setText(row.detail)
        self._value.setText(row.value)
        self.button.setAccessibleName(" ".join(text for text in (digit, row.title, row.detail, row.value) if text))
