"""The way through reports: each that is opened lies on the one before, and Esc takes it off again."""

import logging
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from pos_app.domain.people.operator import Operator
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import (
    CustomerLink,
    DeedsLink,
    PointsLink,
    ReceiptLink,
    ReceiptsLink,
    ShiftLink,
    ShiftsLink,
    WhyLink,
)
from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from pos_app.report_files.report_words import ReportWords
from pos_app.services.errors import ServiceError
from pos_app.ui.review.asked import Asked, DeedsAsked, ReceiptsAsked, ShiftAsked, ShiftsAsked, Shown
from pos_app.ui.review.reading import ReviewReader, pictured_with
from pos_app.ui.review.receipt_paper import ReceiptPaper, paper_of
from pos_app.ui.review.step import ReviewStep
from pos_app.ui.screens.review_parts import ReviewParts
from pos_app.ui.screens.why import WhyAsked
from pos_app.ui.ui_context import UiContext

_log = logging.getLogger("kopilka.ui")


class ReviewTrail(ReviewParts):
    """Opens reports and receipts; what is asked at each step says the screen itself."""

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._step = ReviewStep.PIN
        self._reader: Operator | None = None
        self._why_during = -1
        self._trail: list[Shown] = []
        self._paper: ReceiptPaper | None = None
        self._reading = ReviewReader(ui.services.review, ui.background)
        self._words = ReportWords(ui.settings.language, ui.settings.zone)
        self.sheet.followed.connect(self._follow)

    @property
    def is_working(self) -> bool:
        """Whether a report is being read."""
        return self._step is ReviewStep.WORKING

    def _go(self, step: ReviewStep) -> None:
        self._step = step
        self.show_step(step)
        _log.info("review_step=%s", step.name.lower())
        self._ask_step(step)

    def _ask_step(self, step: ReviewStep) -> None:
        """Say what the step asks for: for the screen; the step's page is in front already."""

    # ---- reading

    @property
    def _shown(self) -> Shown | None:
        return self._trail[-1] if self._trail else None

    def _open(self, asked: Asked, *, instead: bool = False, then: Callable[[], None] = lambda: None) -> None:
        """Read it and show it after what is shown now, or ``instead`` of that; ``then`` after it is there."""
        reader = self._reader
        if reader is None:
            return
        self._keep_place()

        def done(shown: Shown) -> None:
            if instead and self._trail:
                self._trail.pop()
            self._trail.append(shown)
            _log.info("review=shown report=%s", shown.report.key)
            self._show_last()
            then()

        def failed(error: Exception) -> None:
            self._go(ReviewStep.SHEET)
            if isinstance(error, ServiceError | StoreError | CommitUnknownError):
                self.refuse(self.explain(error))
            else:
                _log.error("review=failed", exc_info=error)
                self.refuse(self.tr("The report could not be made. Try again; if it stays so, call the office"))

        self._go(ReviewStep.WORKING)
        self._reading.read(reader, asked, self._tell_progress, done, failed)

    def _tell_progress(self, count: int) -> None:
        if self._step is ReviewStep.WORKING:
            told = self._words.figures.number(Kind.COUNT, count)
            self.line.ask(self.tr("Reading what is new: {count} records so far… Esc gives it up").format(count=told))

    def _keep_place(self) -> None:
        if self._trail and self._step is ReviewStep.SHEET:
            self._trail[-1] = self._trail[-1].left_at(self.sheet.place, self.sheet.scrolled)

    def _show_last(self) -> None:
        shown = self._shown
        if shown is None:
            self.sheet.show_nothing()
        else:
            pictured = pictured_with(self._words)
            self.sheet.show_report(shown.report, self._words, pictured, shown.place, shown.scrolled)
        self._go(ReviewStep.SHEET)

    def _follow(self, link: object) -> None:
        match link:
            case ShiftLink():
                self._open(ShiftAsked(link.shift_id))
            case ReceiptsLink():
                self._open(ReceiptsAsked(link))
            case DeedsLink():
                self._open(DeedsAsked(link))
            case ShiftsLink():
                self._open(ShiftsAsked(link.first_day, link.last_day, 0, link.closed_by))
            case PointsLink() | CustomerLink():
                self.line.ask(self.tr("Whose points these are is shown at the office, on the page of points"))
            case ReceiptLink():
                self._show_receipt(link.receipt_id)
            case WhyLink():
                paper = self.attempt(lambda: paper_of(self.ui, link.receipt_id))
                if paper is not None:
                    self._keep_place()
                    self._to_why(paper)

    def _next_page(self) -> None:
        shown = self._shown
        if shown is not None and shown.next_page is not None:
            self._open(shown.next_page)

    # ---- one receipt

    def _show_receipt(self, receipt_id: str) -> None:
        paper = self.attempt(lambda: paper_of(self.ui, receipt_id))
        if paper is None:
            return
        self._keep_place()
        self._paper = paper
        self.paper.show_document(paper.document, self.ui.services.receipts.readable(paper.document))
        self._go(ReviewStep.PAPER)
        _log.info("receipt=opened number=%s", paper.number)

    def _ask_why(self) -> None:
        if self._paper is not None:
            self._to_why(self._paper)

    def _to_why(self, paper: ReceiptPaper) -> None:
        self._why_during = self.ui.session.sign_ons
        self.go_to.emit("why", WhyAsked(self.name, paper.receipt_id, paper.heading))
