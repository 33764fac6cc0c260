"""The parts of the review screen and which of them is in sight at each step."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from pos_app.ui.report_view.report_sheet import ReportSheet
from pos_app.ui.review.step import ASKING, CHOOSING, ReviewStep
from pos_app.ui.screens.screen import Screen
from pos_app.ui.theme.sizes import GAP
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.choice_list import ChoiceList
from pos_app.ui.widgets.letter_pad import LetterPad
from pos_app.ui.widgets.number_pad import NumberPad, PadKind
from pos_app.ui.widgets.paper_view import PaperView
from pos_app.ui.widgets.question_page import QuestionPage
from pos_app.ui.widgets.scan_line import ScanLine


class ReviewParts(Screen):
    """A line, below it the sheet, a receipt or a list; the pads beside it only where something is typed."""

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self.line = ScanLine(ui.theme)
        self.entry = self.line
        self.sheet = ReportSheet(ui.theme, self.tr("The report"))
        self.paper = PaperView(self.tr("The receipt as printed"))
        self.choices = ChoiceList(self)
        self.question = QuestionPage(self.tr("What it is about"))
        self.pages = QStackedWidget()
        for page in (self.sheet, self.paper, self.choices, self.question):
            self.pages.addWidget(page)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("The report is being put together"))
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(self.line)
        left.addWidget(self.progress)
        left.addWidget(self.pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addLayout(left, 1)
        self.side = QWidget()
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        self.numbers, self.letters = NumberPad(PadKind.SUM), LetterPad(ui.settings.language)
        for pad in (self.numbers, self.letters):
            pad.pressed.connect(self.type_key)
            column.addWidget(pad)
        row.addWidget(self.side)

    def show_step(self, step: ReviewStep) -> None:
        """Bring the page of a step to the front."""
        if step in CHOOSING:
            self.pages.setCurrentWidget(self.choices)
        elif step in ASKING:
            self.pages.setCurrentWidget(self.question)
        else:
            self.pages.setCurrentWidget(self.paper if step is ReviewStep.PAPER else self.sheet)
        asks = step in ASKING
        self.side.setVisible(asks)
        self.numbers.setVisible(asks and step is not ReviewStep.NOTE)
        self.letters.setVisible(step is ReviewStep.NOTE)
        self.line.setReadOnly(not asks)
        is_working = step is ReviewStep.WORKING
        self.progress.setVisible(is_working)
        self.progress.setRange(0, 0 if is_working else 1)
        if step is ReviewStep.PIN:
            self.sheet.show_nothing()
        (self.line if asks else self.pages).setFocus()
