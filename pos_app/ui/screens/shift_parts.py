"""The parts of the shift's screen: line, pages, figures beside them, pads."""

from abc import abstractmethod

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pos_app.ui.screens.screen import Screen
from pos_app.ui.theme.sizes import side_width
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.buttons import button
from pos_app.ui.widgets.choice_list import ChoiceList
from pos_app.ui.widgets.columns import main_column, side_column
from pos_app.ui.widgets.labels import label, panel
from pos_app.ui.widgets.letter_pad import LetterPad
from pos_app.ui.widgets.number_pad import NumberPad, PadKind
from pos_app.ui.widgets.paper_view import PaperView
from pos_app.ui.widgets.question_page import QuestionPage
from pos_app.ui.widgets.scan_line import ScanLine
from pos_app.ui.widgets.shift_summary import ShiftSummary
from pos_app.ui.widgets.total_label import TotalLabel


class ShiftParts(Screen):
    """What is seen; what happens is said by :class:`~pos_app.ui.screens.shift.ShiftScreen`."""

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._line = ScanLine(ui.theme)
        self.entry = self._line
        self._summary = ShiftSummary(ui.formatting)
        self._paper = PaperView(self.tr("The report as printed"))
        self._reasons = ChoiceList(self)
        self._reasons.chosen.connect(self._choose)
        self._question = QuestionPage(self.tr("Sum"))
        self._pages = QStackedWidget()
        for page in (self._summary, self._paper, self._reasons, self._question):
            self._pages.addWidget(page)
        row = main_column(self, self._line, self._pages, grows=self._pages)
        self._side = self._build_side()
        row.addWidget(self._side)

    def _build_side(self) -> QWidget:
        side, column = side_column()
        self._frame = panel()
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(12, 10, 12, 10)
        self._heading = label("", bold=True, wrap=True)
        self._figure = TotalLabel(40, self.tr("Sum"))
        self._advice = label("", wrap=True, align=Qt.AlignmentFlag.AlignTop)
        for part in (self._heading, self._figure, self._advice):
            inner.addWidget(part)
        column.addWidget(self._frame)
        column.addStretch(1)
        self._pad = NumberPad(PadKind.SUM)
        self._pad.pressed.connect(self.type_key)
        column.addWidget(self._pad)
        self._letters = LetterPad(self.ui.settings.language)
        self._letters.pressed.connect(self.type_key)
        column.addWidget(self._letters)
        self._reports = button("", self._show_reports, height=60)
        column.addWidget(self._reports)
        self._main = button("", self._submit, role="primary", height=60)
        column.addWidget(self._main)
        return side

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._side.setFixedWidth(side_width(self.window().width()))
        super().resizeEvent(event)

    @abstractmethod
    def _submit(self) -> None:
        """Enter, or the main button."""

    @abstractmethod
    def _choose(self, index: int) -> None:
        """A row of the list."""

    @abstractmethod
    def _show_reports(self) -> None:
        """The button of the reports."""
