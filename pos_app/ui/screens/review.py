"""Reports at the till: shifts with differences first, one shift, from every figure to its receipts and their «why»."""

import logging
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QResizeEvent

from pos_app.domain.codes.scan import ScanData
from pos_app.domain.people.operator import Operator
from pos_app.domain.report.report_name import ReportName
from pos_app.services.errors import ServiceError
from pos_app.services.rights import Right
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.review.asked import PeriodAsked, ShiftAsked, ShiftsAsked, periods
from pos_app.ui.review.choice_words import file_rows, period_rows, report_rows
from pos_app.ui.review.prompts import choice_title, prompt, reports_question
from pos_app.ui.review.saving import save_report
from pos_app.ui.review.step import ASKING, CHOOSING, ReviewStep
from pos_app.ui.screens.review_trail import ReviewTrail
from pos_app.ui.screens.screen import AsLeft, Screen
from pos_app.ui.sentences import pin_of
from pos_app.ui.theme.sizes import side_width
from pos_app.ui.ui_context import UiContext

_log = logging.getLogger("kopilka.ui")
_DAYS_AT_FIRST = 3  # of ``periods``: 30 days
_ARROWS = {"Up": -1, "Down": 1}
_ASIDE = {"Left": -1, "Right": 1}
_PAGES = {"PageUp": -1, "PageDown": 1}
_NOTE_LENGTH = 500
_LINE_LENGTH = 64


class ReviewScreen(ReviewTrail):
    """Reads only, but for the acceptance. Whoever may not alone asks a second person for his PIN or badge."""

    name: ClassVar[str] = "review"

    def __init__(self, ui: UiContext, parent: "Screen | None" = None) -> None:
        super().__init__(ui, parent)
        self._came_from = "shift"
        self._note = ""
        self._days = periods(ui.formatting.today(ui.clock.now()))[_DAYS_AT_FIRST]
        self.sheet.moved.connect(self._tell_target)
        self.choices.chosen.connect(self._choose)

    # ---- the screen

    def entered(self, told: object) -> None:
        operator = self.ui.session.operator
        came_back = isinstance(told, AsLeft) or told is None
        keeps = came_back and self._why_during == self.ui.session.sign_ons and self._reader is not None
        self._why_during = -1
        if keeps:
            self._go(ReviewStep.PAPER if self._paper is not None else ReviewStep.SHEET)
            return
        if isinstance(told, str):
            self._came_from = told if told in ("shift", "shift_open") else "shift"
        self._trail, self._paper = [], None
        may = operator is not None and self.ui.services.operators.may(operator, Right.REVIEW_SHIFTS)
        self._reader = operator if may else None
        if self._reader is None:
            self._go(ReviewStep.PIN)
        else:
            self._begin()

    def left(self) -> None:
        self._reading.cancel()

    def keys(self) -> tuple[KeyAction, ...]:
        key = self.ui.key
        helping = KeyAction(key(Action.HELP), self.tr("Help"), lambda: self.go_to.emit("help", ""))
        leave = KeyAction("Esc", self.tr("Cancel") if self._step is ReviewStep.WORKING else self.tr("Back"), self._back)
        if self._step is ReviewStep.PAPER:
            return (
                helping,
                KeyAction(key(Action.REVIEW_WHY), self.tr("Why"), self._ask_why),
                KeyAction(key(Action.REVIEW_PRINT), self.tr("Copy"), self._print_copy),
                leave,
            )
        if self._step is not ReviewStep.SHEET:
            return (helping, leave)
        shown = self._shown
        return (
            helping,
            KeyAction(key(Action.REVIEW_SHIFTS), self.tr("Shifts"), self._begin),
            KeyAction(key(Action.REVIEW_MORE), self.tr("Reports"), lambda: self._go(ReviewStep.MORE)),
            KeyAction(key(Action.REVIEW_PERIOD), self.tr("Period"), lambda: self._go(ReviewStep.PERIOD)),
            KeyAction(key(Action.REVIEW_PRINT), self.tr("Print"), self._print),
            KeyAction(key(Action.REVIEW_SAVE), self.tr("Save"), lambda: self._go(ReviewStep.SAVE)),
            KeyAction(
                key(Action.REVIEW_OLDER),
                self.tr("More rows"),
                self._next_page,
                enabled=shown is not None and shown.next_page is not None,
            ),
            KeyAction(
                key(Action.REVIEW_ACCEPT),
                self.tr("Accept"),
                lambda: self._go(ReviewStep.NOTE),
                enabled=shown is not None and shown.can_accept,
            ),
            KeyAction("Enter", self.tr("Open"), self.sheet.follow, enabled=self.sheet.target is not None),
            leave,
        )

    def take_key(self, press: KeyPress) -> bool:
        if press.name == "Enter":
            self._submit()
            return True
        if self._step is ReviewStep.PAPER and press.name in (*_ARROWS, *_PAGES):
            self.paper.scroll_by(_ARROWS.get(press.name, 0) + _PAGES.get(press.name, 0))
            return True
        if self._step in CHOOSING:
            if press.name in _ARROWS:
                self.choices.step(_ARROWS[press.name])
                return True
            if press.is_digit:
                self._choose(int(press.name) - 1)
                return True
        if self._step is ReviewStep.SHEET and self._walk(press.name):
            return True
        if self._step not in ASKING and press.is_character:
            return True  # nothing is typed into a report
        return super().take_key(press)

    def take_scan(self, scan: ScanData) -> None:
        badge = self.ui.services.free_returns.badge_in(scan)
        rights = {ReviewStep.PIN: Right.REVIEW_SHIFTS, ReviewStep.SIGN: Right.ACCEPT_Z}
        if badge is None or self._step not in rights:
            self.refuse(self.tr("Nothing to scan here: Esc goes back to the shift"))
            _log.info("scan=ignored screen=%s source=%s", self.name, scan.source.value)
            return
        needed = self.ui.services.operators.role_for(rights[self._step])
        person = self.attempt(lambda: self.ui.services.operators.approve_badge(badge, needed))
        (self._admit if self._step is ReviewStep.PIN else self._accept)(person)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.side.setFixedWidth(side_width(self.window().width()))
        super().resizeEvent(event)

    # ---- who reads

    def _admit(self, person: Operator | None) -> None:
        if person is None:
            self.line.clear()
            return
        self._reader = person
        _log.info("review=admitted by=%s", person.operator_id)
        self._begin()

    def _begin(self) -> None:
        self._trail = []
        self._open(ShiftsAsked(*self._days))

    # ---- what is done with a report

    def _print_copy(self) -> None:
        paper = self._paper
        if paper is not None and self.attempt(lambda: self.ui.services.receipts.reprint(paper.receipt_id)) is not None:
            self.line.ask(self.tr("A copy was sent to the printer"))
            _log.info("reprint=%s", paper.receipt_id)

    def _print(self) -> None:
        from pos_app.report_files.paper import report_paper

        shown = self._shown
        if shown is not None:
            document = report_paper(shown.report, self.ui.settings.language)
            self.ui.services.receipts.print_later(document, kick_drawer=False)
            self.line.ask(self.tr("The report was sent to the printer"))
            _log.info("review=printed report=%s", shown.report.key)

    def _save(self, index: int) -> None:
        shown, settings = self._shown, self.ui.settings
        if shown is None:
            return
        kind = file_rows()[index][0]
        self._go(ReviewStep.SHEET)
        self.line.show_waiting(self.tr("Saving…"))

        def done(path: Path) -> None:
            self.line.ask(self.tr("✓ Saved: {path}").format(path=path))
            _log.info("review=saved kind=%s", kind.value)

        def failed(error: Exception) -> None:
            known = isinstance(error, ServiceError)
            _log.log(logging.INFO if known else logging.ERROR, "review=not_saved", exc_info=None if known else error)
            self.refuse(self.explain(error) if isinstance(error, ServiceError) else str(error))

        folder, language, zone = settings.reports_folder, settings.language, settings.zone
        self.ui.background.run(lambda: save_report(shown.report, kind, folder, language, zone), done, failed)

    def _accept(self, person: Operator | None) -> None:
        shown = self._shown
        if person is None or shown is None or not isinstance(shown.asked, ShiftAsked):
            self.line.clear()
            return
        shift_id, note = shown.asked.shift_id, self._note
        if self.attempt(lambda: (self.ui.services.review.accept(shift_id, person, note),)) is None:
            error = self.line.error
            if error:  # the note is what may be put right
                self._go(ReviewStep.NOTE)
                self.line.show_error(error)
            return
        self.ui.nudge()
        _log.info("z=accepted by=%s", person.operator_id)
        told = self.tr("✓ Accepted by {name}").format(name=person.name)
        self._open(shown.asked, instead=True, then=lambda: self.line.ask(told))

    # ---- keys

    def _walk(self, name: str) -> bool:
        """Arrows and pages on the sheet."""
        if name in _ARROWS:
            self.sheet.step(_ARROWS[name])
        elif name in _ASIDE:
            self.sheet.step_aside(_ASIDE[name])
        elif name in _PAGES:
            self.sheet.scroll_pages(_PAGES[name])
        else:
            return False
        return True

    def _submit(self) -> None:
        text = self.line.text().strip()
        operators = self.ui.services.operators
        match self._step:
            case ReviewStep.PIN if text:
                self.check_pin(text, operators.role_for(Right.REVIEW_SHIFTS), self._admit)
            case ReviewStep.SHEET:
                self.sheet.follow()
            case ReviewStep.PERIOD | ReviewStep.MORE | ReviewStep.SAVE:
                self._choose(self.choices.marked)
            case ReviewStep.NOTE:
                self._note = text
                self._go(ReviewStep.SIGN)
            case ReviewStep.SIGN if text:
                self.check_pin(text, operators.role_for(Right.ACCEPT_Z), self._accept)
            case _:
                pass

    def _choose(self, index: int) -> None:
        today = self.ui.formatting.today(self.ui.clock.now())
        if self._step is ReviewStep.PERIOD and 0 <= index < len(periods(today)):
            self._days = periods(today)[index]
            shown = self._shown
            if shown is not None and isinstance(shown.asked, PeriodAsked):
                self._open(PeriodAsked(shown.asked.report, *self._days), instead=True)
            else:
                self._begin()
        elif self._step is ReviewStep.MORE and 0 <= index < len(report_rows()):
            self._open_report(report_rows()[index][0])
        elif self._step is ReviewStep.SAVE and 0 <= index < len(file_rows()):
            self._save(index)

    def _open_report(self, report: ReportName) -> None:
        self._open(PeriodAsked(report, *self._days))

    def _back(self) -> None:
        if self._step is ReviewStep.WORKING:
            self._reading.cancel()
        if self._step is ReviewStep.PAPER:
            self._paper = None
        if self._step is ReviewStep.SHEET and self._trail:
            self._trail.pop()
        if self._step is ReviewStep.PIN or not self._trail:
            self.go_to.emit(self._came_from, None)
            return
        self._show_last()

    # ---- showing

    def _ask_step(self, step: ReviewStep) -> None:
        pin = ""
        if step in (ReviewStep.PIN, ReviewStep.SIGN):
            right = Right.REVIEW_SHIFTS if step is ReviewStep.PIN else Right.ACCEPT_Z
            pin = pin_of(self.ui.services.operators.role_for(right).value)
        self.line.setMaxLength(_NOTE_LENGTH if step is ReviewStep.NOTE else _LINE_LENGTH)
        heading = self._paper.heading if self._paper is not None else ""
        told = prompt(step, pin, heading, self.ui.settings.reports_folder)
        self.line.ask(told, secret=bool(pin))
        match step:
            case ReviewStep.PIN:
                self.question.show_question(*reports_question())
            case ReviewStep.PERIOD:
                today = self.ui.formatting.today(self.ui.clock.now())
                rows = period_rows(today, self.ui.formatting)
                self.choices.show_choices(choice_title(step), rows, digits=True)
            case ReviewStep.MORE:
                self.choices.show_choices(choice_title(step), [row for _, row in report_rows()], digits=True)
            case ReviewStep.SAVE:
                self.choices.show_choices(choice_title(step), [row for _, row in file_rows()], digits=True)
            case ReviewStep.NOTE:
                self._ask_to_accept(
                    self.tr("An accepted Z report stays accepted for ever, with your name and the note")
                )
            case ReviewStep.SIGN:
                self._ask_to_accept(self._note or self.tr("Without a note"))
            case ReviewStep.SHEET:
                self._tell_target()
        self.keys_changed.emit()

    def _ask_to_accept(self, advice: str) -> None:
        shown = self._shown
        about = "" if shown is None else self._words.sentence(shown.report.title)
        self.question.show_question(self.tr("Accept: {what}").format(what=about), "", advice)

    def _tell_target(self) -> None:
        """Where Enter leads from the figure that is chosen."""
        if self._step is not ReviewStep.SHEET:
            return
        target = self.sheet.target
        if target is None:
            self.line.ask(self.tr("PageUp and PageDown turn the pages"))
        else:
            self.line.ask(self.tr("Enter opens: {what}").format(what=target.told))
        self.keys_changed.emit()
