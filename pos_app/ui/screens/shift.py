"""The shift: X report, cash in and out, blind count, Z report."""

import logging
from collections.abc import Callable
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from pos_app.domain.codes.scan import ScanData
from pos_app.domain.money.units import Kopecks
from pos_app.domain.people.operator import Operator
from pos_app.domain.receipt.document import PrintDocument
from pos_app.domain.shift.shift import ZReport
from pos_app.services.errors import ServiceError
from pos_app.services.under_way import Step
from pos_app.ui.formatting import parse_money
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.screens.held_at_close import HeldAtClose
from pos_app.ui.screens.shift_parts import ShiftParts
from pos_app.ui.screens.shift_reasons import cash_reasons, over_short_reasons
from pos_app.ui.screens.shift_step import ShiftStep
from pos_app.ui.screens.shift_texts import shift_texts
from pos_app.ui.theme.theme import set_look
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.choice_list import ChoiceRow
from pos_app.ui.widgets.labels import show_text

_log = logging.getLogger("kopilka.ui")
_MOVING = (ShiftStep.CASH_IN, ShiftStep.CASH_OUT)
_LISTED = (ShiftStep.REASON, ShiftStep.HELD, ShiftStep.OVER_SHORT)


class ShiftScreen(ShiftParts):
    """No figure of the drawer is shown before the count, unless somebody asks for the X report."""

    name: ClassVar[str] = "shift"

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._step = ShiftStep.MENU
        self._moving = ShiftStep.CASH_IN
        self._kopecks: Kopecks = 0
        self._held = HeldAtClose(ui)
        self._document: PrintDocument | None = None
        self._awaited: dict[ShiftStep, str] = {}
        """What was typed in an earlier run, by the step that asks for it."""

    def entered(self, told: object) -> None:
        self._document = None
        reports = self.tr("Reports  {key}").format(key=self.ui.key(Action.SHIFT_REVIEW))
        self._reports.setText(reports)
        self._reports.setAccessibleName(reports)
        if isinstance(told, ZReport):
            self._show_closed(told)
            return
        self._go(ShiftStep.MENU)
        if isinstance(told, str) and told:
            self.refuse(told)

    def keys(self) -> tuple[KeyAction, ...]:
        key = self.ui.key
        helping = KeyAction(key(Action.HELP), self.tr("Help"), lambda: self.go_to.emit("help", ""))
        if self._step is ShiftStep.CLOSED:
            return (helping, KeyAction("Enter", self.tr("Sign off"), self._submit))
        if self._step is ShiftStep.HELD:
            return (
                helping,
                KeyAction(key(Action.SHIFT_KEEP_HELD), self.tr("Keep for the next shift"), self._keep_held),
                KeyAction(key(Action.SHIFT_DROP_HELD), self.tr("Void all of them"), self._drop_held),
                KeyAction("Esc", self.tr("Back"), lambda: self._go(ShiftStep.MENU)),
            )
        if self._step is not ShiftStep.MENU:
            return (helping, KeyAction("Esc", self.tr("Back"), lambda: self._go(ShiftStep.MENU)))
        report = KeyAction(key(Action.SHIFT_REPORT), self.tr("X report"), self._show_x)
        if self._document is not None:  # it is shown already: the bar has room for one of both
            report = KeyAction(key(Action.SHIFT_PRINT), self.tr("Print X"), self._print_x)
        return (
            helping,
            KeyAction(key(Action.SHIFT_CASH_IN), self.tr("Cash in"), lambda: self._go(ShiftStep.CASH_IN)),
            KeyAction(key(Action.SHIFT_CASH_OUT), self.tr("Cash out"), lambda: self._go(ShiftStep.CASH_OUT)),
            report,
            KeyAction(key(Action.SHIFT_SIGN_OFF), self.tr("Sign off"), lambda: self.go_to.emit("sign_on", None)),
            KeyAction(key(Action.SHIFT_QUEUE), self.tr("Sync"), lambda: self.go_to.emit("queue", None)),
            KeyAction(key(Action.SHIFT_CLOSE), self.tr("Close shift"), self._begin_count),
            KeyAction(key(Action.SHIFT_DEVICES), self.tr("Devices"), lambda: self.go_to.emit("devices", None)),
            KeyAction(key(Action.SHIFT_LOCK), self.tr("Lock"), lambda: self.go_to.emit("lock", None)),
            KeyAction(key(Action.SHIFT_JOURNAL), self.tr("Journal"), lambda: self.go_to.emit("journal", None)),
            KeyAction("Esc", self.tr("To the sale"), lambda: self.go_to.emit("sale", None)),
        )

    def hidden_keys(self) -> tuple[KeyAction, ...]:
        if self._step is ShiftStep.MENU:  # the button beside the figures shows it
            return (KeyAction(self.ui.key(Action.SHIFT_REVIEW), self.tr("Reports"), self._show_reports),)
        if self._step in (ShiftStep.CASH_IN, ShiftStep.CASH_OUT, ShiftStep.COUNT, ShiftStep.PIN):
            return (KeyAction("Enter", self.tr("Next"), self._submit),)
        if self._step is ShiftStep.CONFIRM:
            return (KeyAction("Enter", self.tr("Close the shift"), self._submit),)
        return ()

    def take_key(self, press: KeyPress) -> bool:
        if press.name == "Enter":
            self._submit()
            return True
        if press.name in ("Up", "Down", "PageUp", "PageDown"):
            step = 1 if press.name.endswith("Down") else -1
            if self._step in _LISTED:
                self._reasons.step(step)
            else:
                self._paper.scroll_by(step)
            return True
        if self._step is ShiftStep.HELD and press.is_character:
            return True
        if self._step in (ShiftStep.REASON, ShiftStep.OVER_SHORT) and press.is_digit and not self._line.text():
            self._choose(int(press.name) - 1)
            return True
        if self._step is ShiftStep.CONFIRM and press.is_character:
            self._go(ShiftStep.COUNT)  # the count is typed again from its first digit
        return super().take_key(press)

    def take_scan(self, scan: ScanData) -> None:
        self.refuse(self.tr("Nothing to scan here: Esc goes back to the sale"))
        _log.info("scan=ignored screen=%s source=%s", self.name, scan.source.value)

    # ---- what is under way

    def under_way(self) -> tuple[Step, ...]:
        if self._step in (ShiftStep.MENU, ShiftStep.CLOSED):
            return ()
        total = self.typed if self._step in (*_MOVING, ShiftStep.COUNT) else self._sum_in_hand()
        reason = self.typed if self._step is ShiftStep.OVER_SHORT else ""
        noted = (("moving", self._moving.name), ("reason", reason), ("step", self._step.name), ("sum", total))
        asked = self._line.prompt or shift_texts(self._step, self._moving, self._held, "")[0]
        return (Step(self.name, asked=asked, typed=reason or total, noted=noted, entered=bool(total)),)

    def take_up(self, step: Step) -> None:
        """The sum stands in the line again; the reason and the confirmation are asked anew."""
        noted = dict(step.noted)
        total = noted.get("sum", "")
        if noted.get("step") in (*(each.name for each in _MOVING), ShiftStep.REASON.name):
            self._go(ShiftStep.CASH_OUT if noted.get("moving") == ShiftStep.CASH_OUT.name else ShiftStep.CASH_IN)
            self._line.replace_text(total)
        else:
            self._awaited = {ShiftStep.COUNT: total, ShiftStep.OVER_SHORT: noted.get("reason", "")}
            self._begin_count()

    def _sum_in_hand(self) -> str:
        if self._step in (ShiftStep.HELD, ShiftStep.PIN):
            return ""
        roubles, kopecks = divmod(self._kopecks, 100)
        return f"{roubles},{kopecks:02d}" if kopecks else f"{roubles}"

    # ---- steps

    def _go(self, step: ShiftStep) -> None:
        self._step = step
        if step in _MOVING:
            self._moving = step
        if step is ShiftStep.MENU:
            self._awaited = {}
            self._show_menu()
        else:
            self._pages.setCurrentWidget(self._reasons if step in _LISTED else self._question)
        heading, prompt, advice, main = shift_texts(step, self._moving, self._held, self.ui.key(Action.SHIFT_CLOSE))
        figure = self.ui.formatting.roubles(self._kopecks) if step is ShiftStep.CONFIRM else ""
        self._question.show_question(heading, figure, advice)
        self._frame.setVisible(step in (ShiftStep.MENU, ShiftStep.CLOSED, *_LISTED))
        set_look(self._frame, "panel", "true")
        show_text(self._heading, heading)
        show_text(self._advice, advice)
        asks_sum = step in (*_MOVING, ShiftStep.COUNT, ShiftStep.PIN)
        asks_words = step is ShiftStep.OVER_SHORT
        self._line.setVisible(asks_sum or asks_words)
        self._pad.setVisible(asks_sum)
        self._letters.setVisible(asks_words)
        self._reports.setVisible(step is ShiftStep.MENU)
        self._line.ask(prompt, secret=step is ShiftStep.PIN)
        self._line.setText(self._awaited.pop(step, ""))
        self._figure.setVisible(step is ShiftStep.REASON)
        self._figure.show_sum(self.ui.formatting.roubles(self._kopecks))
        self._main.setText(main)
        self._main.setAccessibleName(main)
        self._main.setVisible(bool(main))
        (self._line if asks_sum or asks_words else self).setFocus()
        self.keys_changed.emit()
        _log.info("shift_step=%s", step.name.lower())

    def _show_menu(self) -> None:
        report = self.attempt(self.ui.services.shifts.x_report)
        operator = self.ui.session.operator
        if report is None:
            self._pages.setCurrentWidget(self._question)
            return
        self._summary.show_report(report, operator.name if operator else "", self.ui.session.status.queue_depth)
        self._pages.setCurrentWidget(self._summary)

    def _submit(self) -> None:
        match self._step:
            case ShiftStep.CASH_IN | ShiftStep.CASH_OUT:
                self._take_sum(ShiftStep.REASON)
            case ShiftStep.REASON:
                self._choose(self._reasons.marked)
            case ShiftStep.OVER_SHORT:
                if self._line.text().strip():
                    self._close(self._line.text().strip())
                else:
                    self._choose(self._reasons.marked)
            case ShiftStep.COUNT:
                self._take_sum(ShiftStep.CONFIRM)
            case ShiftStep.CONFIRM:
                self._close()
            case ShiftStep.PIN if self._line.text():
                self.check_pin(self._line.text(), self._held.needed, self._approve_held)
            case ShiftStep.CLOSED:
                self.go_to.emit("sign_on", self.tr("The shift is closed. Sign on to open the next one"))

    def _take_sum(self, following: ShiftStep) -> None:
        text = self._line.text().strip()
        kopecks = parse_money(text)
        if kopecks is None or (kopecks == 0 and following is ShiftStep.REASON):
            if text:
                self.refuse(self.tr("Not a sum. Type roubles, for example 3000"))
            return
        self._kopecks = kopecks
        self._go(following)
        if following is ShiftStep.REASON:
            rows = [ChoiceRow(reason) for reason in self._reason_texts()]
            self._reasons.show_choices(self.tr("Why?"), rows, digits=True)

    def _reason_texts(self) -> tuple[str, ...]:
        if self._step is ShiftStep.OVER_SHORT:
            return over_short_reasons()
        return cash_reasons(cash_in=self._moving is ShiftStep.CASH_IN)

    def _choose(self, index: int) -> None:
        reasons = self._reason_texts()
        if self._step not in (ShiftStep.REASON, ShiftStep.OVER_SHORT) or not 0 <= index < len(reasons):
            return
        if self._step is ShiftStep.REASON:
            self._move_cash(reasons[index])
        else:
            self._close(reasons[index])

    def _move_cash(self, reason: str) -> None:
        operator = self.ui.session.operator
        if operator is None:
            return
        shifts, kopecks = self.ui.services.shifts, self._kopecks
        move = shifts.cash_in if self._moving is ShiftStep.CASH_IN else shifts.cash_out
        movement = self.attempt(lambda: move(operator, kopecks, reason))
        if movement is None:
            error = self._line.error
            self._go(self._moving)
            self._line.show_error(error)
            return
        self.ui.nudge()
        self.ui.services.print_queue.open_drawer()
        _log.info("cash_moved=%s kopecks=%d", movement.kind.value, kopecks)
        self._go(ShiftStep.MENU)
        done = self.tr("Put in: {sum}") if self._moving is ShiftStep.CASH_IN else self.tr("Taken out: {sum}")
        show_text(self._advice, done.format(sum=self.ui.formatting.roubles(kopecks)))

    def _show_x(self) -> None:
        report = self.attempt(self.ui.services.shifts.x_report)
        if report is not None:
            self._document = self.ui.services.receipts.x_document(report)
            self._paper.show_document(self._document, self.ui.services.receipts.readable(self._document))
            self._pages.setCurrentWidget(self._paper)
            self.keys_changed.emit()
            _log.info("x_report=shown")

    def _print_x(self) -> None:
        if self._document is not None:
            self.ui.services.receipts.print_later(self._document, kick_drawer=False)
            show_text(self._advice, self.tr("The X report was sent to the printer"))

    def _begin_count(self) -> None:
        if self.ui.services.sale.is_open:
            show_text(self._advice, self.tr("A sale is open: finish it or void it, then close the shift"))
            set_look(self._frame, "panel", "error")
            return
        self._document = None
        rows = self.attempt(self._held.begin)
        if rows is None:
            return
        if rows:
            self._go(ShiftStep.HELD)
            self._reasons.show_choices(self.tr("Receipts put aside"), rows, digits=False)
            return
        self._go(ShiftStep.COUNT)

    def _keep_held(self) -> None:
        self._settle_held(self._held.keep)

    def _drop_held(self) -> None:
        self._settle_held(self._held.drop)

    def _settle_held(self, settle: Callable[[], bool]) -> None:
        done = self.attempt(settle)
        if done is not None:
            self._go(ShiftStep.COUNT if done else ShiftStep.PIN)

    def _approve_held(self, person: Operator | None) -> None:
        if person is None:
            self._line.clear()
            return
        self._settle_held(lambda: self._held.approved(person))

    def _close(self, reason: str = "") -> None:
        operator, kopecks = self.ui.session.operator, self._kopecks
        if operator is None:
            return
        is_asked = False

        def close() -> ZReport | None:
            nonlocal is_asked
            try:
                return self.ui.services.shifts.close(operator, kopecks, reason, keep_held=self._held.kept)
            except ServiceError as error:
                if error.key != "over_short_reason_needed":
                    raise
                is_asked = True
                return None

        z_report = self.attempt(close)
        if z_report is not None:
            self._show_closed(z_report)
        elif is_asked:
            self._go(ShiftStep.OVER_SHORT)
            rows = [ChoiceRow(each) for each in over_short_reasons()]
            self._reasons.show_choices(self.tr("Why is there a difference?"), rows, digits=True)
        elif self._line.error:
            error = self._line.error
            self._go(ShiftStep.COUNT)
            self._line.show_error(error)

    def _show_reports(self) -> None:
        self.go_to.emit("review", self.name)

    def _show_closed(self, z_report: ZReport) -> None:
        self.ui.nudge()
        receipts = self.ui.services.receipts
        document = receipts.z_document(z_report)
        receipts.print_later(document, kick_drawer=False, record_id=z_report.z_id)
        _log.info("shift=closed z_number=%d over_short_kopecks=%d", z_report.z_number, z_report.over_short_kopecks)
        self._go(ShiftStep.CLOSED)
        self._paper.show_document(document, receipts.readable(document))
        self._pages.setCurrentWidget(self._paper)
        difference = z_report.over_short_kopecks
        words = self.tr("Cash is right") if difference == 0 else self.tr("Over") if difference > 0 else self.tr("Short")
        number = self.tr("Z report {number}").format(number=z_report.z_number)
        show_text(self._heading, f"{number}. {words}")
        self._figure.setVisible(difference != 0)
        self._figure.show_sum(self.ui.formatting.roubles(abs(difference)))
        unsent = self.tr("Not sent yet: {count}; it is sent as soon as there is a connection")
        show_text(self._advice, unsent.format(count=z_report.unsent_operations) if z_report.unsent_operations else "")
        done = self.tr("Sign off  Enter")
        self._main.setText(done)
        self._main.setAccessibleName(done)
        self._main.setVisible(True)
