"""After a sale or a return: the receipt, the change, the printer. The next scan begins a new receipt by itself.

After a start also what an earlier run stored and did not print: it is printed on a key, and Enter goes on to work.
"""

import logging
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.codes.scan import ScanData
from pos_app.domain.transaction.unprinted import UnprintedPaper
from pos_app.services.print_queue import PrintState
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.screens.finishing import ReceiptShown
from pos_app.ui.screens.screen import Screen
from pos_app.ui.screens.start_of_work import start_of_work
from pos_app.ui.screens.unprinted import papers_due, shown_unprinted
from pos_app.ui.screens.why import WhyAsked
from pos_app.ui.sentences import sentence
from pos_app.ui.theme.sizes import GAP, side_width
from pos_app.ui.theme.theme import set_look
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.buttons import button
from pos_app.ui.widgets.labels import label, panel, show_text
from pos_app.ui.widgets.paper_view import PaperView
from pos_app.ui.widgets.total_label import TotalLabel

_log = logging.getLogger("kopilka.ui")


class ReceiptScreen(Screen):
    """Not modal: a scan or a typed character goes to the next sale."""

    name: ClassVar[str] = "receipt"

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._shown: ReceiptShown | None = None
        self._is_asked_for = True
        self._paper = PaperView(self.tr("The receipt as printed"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self._paper, 1)
        self._side = QWidget()
        row.addWidget(self._side)
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        frame = panel()
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(12, 10, 12, 10)
        self._heading = label("", bold=True, wrap=True)
        self._hand_over_title = label("", size="small", tone="muted", bold=True)
        self._hand_over = TotalLabel(ui.theme.sizes.total, self.tr("To hand over"))
        self._notes = label("", tone="points", wrap=True)
        for part in (self._heading, self._hand_over_title, self._hand_over, self._notes):
            inner.addWidget(part)
        column.addWidget(frame)
        self._printer_frame = panel("none")
        printer = QVBoxLayout(self._printer_frame)
        printer.setContentsMargins(12, 8, 12, 8)
        self._printer = label("", wrap=True)
        self._again = button("", self._print_again, height=52)
        printer.addWidget(self._printer)
        printer.addWidget(self._again)
        column.addWidget(self._printer_frame)
        column.addStretch(1)
        self._advice = label("", wrap=True, tone="muted")
        column.addWidget(self._advice)
        self._main = button("", self._go_on, role="primary", height=68)
        column.addWidget(self._main)

    def entered(self, told: object) -> None:
        if isinstance(told, ReceiptShown):
            self._shown = told
            self._is_asked_for = not told.due
            self._fill(told)
        self.show_printer(self.ui.services.print_queue.state)
        self._side.setFocus()

    def keys(self) -> tuple[KeyAction, ...]:
        faulty = self.ui.services.print_queue.state.fault_key is not None
        if self._due:
            return (
                KeyAction(self.ui.key(Action.HELP), self.tr("Help"), lambda: self.go_to.emit("help", "")),
                KeyAction(
                    self.ui.key(Action.PRINT_AGAIN),
                    self.tr("Print"),
                    self._print_again,
                    enabled=faulty or not self._is_asked_for,
                ),
                KeyAction(
                    self.ui.key(Action.NEXT_UNPRINTED), self.tr("Next one"), self._next_due, enabled=len(self._due) > 1
                ),
                KeyAction("Enter", self.tr("To work"), self._go_on),
            )
        return (
            KeyAction(self.ui.key(Action.HELP), self.tr("Help"), lambda: self.go_to.emit("help", "")),
            KeyAction(self.ui.key(Action.REPRINT), self.tr("Copy"), self._reprint),
            KeyAction(self.ui.key(Action.RECEIPT_WHY), self.tr("Why"), self._ask_why),
            KeyAction(self.ui.key(Action.PRINT_AGAIN), self.tr("Print again"), self._print_again, enabled=faulty),
            KeyAction(self.ui.key(Action.RETURN), self.tr("Return"), lambda: self.go_to.emit("sale_return", None)),
            KeyAction(self.ui.key(Action.SHIFT), self.tr("Shift"), lambda: self.go_to.emit("shift", None)),
            KeyAction("Enter", self.tr("To the sale") if self._sale_is_open() else self.tr("New receipt"), self._go_on),
        )

    def take_key(self, press: KeyPress) -> bool:
        if press.name == "Esc":
            self._go_on()
            return True
        if press.name in ("Up", "Down", "PageUp", "PageDown"):
            self._paper.scroll_by(1 if press.name.endswith("Down") else -1)
            return True
        if press.name != "Enter" and super().take_key(press):
            return True
        if press.name == "Enter":
            self._go_on()
            return True
        if press.is_character or press.name == self.ui.key(Action.CUSTOMER):
            self._new_sale()
            self.go_to.emit("key", press)  # the character is the first one of the next sale
            return True
        return False

    def take_scan(self, scan: ScanData) -> None:
        self._new_sale()
        self.go_to.emit("scan", scan)

    def show_printer(self, state: PrintState) -> None:
        """The state of the printer: all well, at work, or what to do about it."""
        faulty = state.fault_key is not None
        set_look(self._printer_frame, "panel", "error" if faulty else "none" if self._is_asked_for else "warning")
        self._again.setVisible(faulty or not self._is_asked_for)
        if state.fault_key is not None:
            trouble = sentence(state.fault_key, {}, self.ui.formatting)
            text = self.tr("{trouble}. The sale is stored. Put it right and print once more").format(trouble=trouble)
        elif not self._is_asked_for:
            text = "⚠ " + self.tr("Stored before the till was started anew; its paper did not come out. Print it?")
        elif state.waiting:
            text = self.tr("Printing…")
        else:
            text = "✓ " + self.tr("Printed")
        if state.drawer_fault_key is not None:
            text += "\n" + sentence("drawer_failed", {}, self.ui.formatting)
        show_text(self._printer, text)
        self.keys_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._side.setFixedWidth(side_width(self.window().width()))
        super().resizeEvent(event)

    def _fill(self, shown: ReceiptShown) -> None:
        self._paper.show_document(shown.document, self.ui.services.receipts.readable(shown.document))
        show_text(self._heading, shown.heading)
        hands = shown.hand_over_kopecks > 0
        show_text(self._hand_over_title, shown.hand_over_title if hands else "")
        self._hand_over.setVisible(hands)
        self._hand_over.show_sum(self.ui.formatting.roubles(shown.hand_over_kopecks))
        show_text(self._notes, "\n".join(shown.notes))
        self._notes.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        again = self.tr("Print  {key}") if shown.due else self.tr("Print once more  {key}")
        if shown.due:
            main = self.tr("To work  Enter")
            advice = self.tr("What is left out here is printed from the list of receipts, {key}")
        elif self._sale_is_open():
            main, advice = self.tr("Back to the sale  Enter"), self.tr("The next scan goes on with the open sale")
        else:
            main, advice = self.tr("New receipt  Enter"), self.tr("The next scan begins a new receipt")
        for made, text in ((self._again, again.format(key=self.ui.key(Action.PRINT_AGAIN))), (self._main, main)):
            made.setText(text)
            made.setAccessibleName(text)
        show_text(self._advice, advice.format(key=self.ui.key(Action.RETURN)))

    def _sale_is_open(self) -> bool:
        """A return may come in between."""
        return not self.ui.services.sale.state.basket.is_empty

    @property
    def _due(self) -> tuple[UnprintedPaper, ...]:
        return self._shown.due if self._shown is not None else ()

    def refuse(self, text: str) -> None:
        set_look(self._printer_frame, "panel", "error")
        show_text(self._printer, text)
        super().refuse(text)

    def _go_on(self) -> None:
        """A person says that he has seen it: papers that he leaves out are not asked for at the next start."""
        due = self._due
        if due:
            self.attempt(lambda: self.ui.services.receipts.go_on_without(due))
        self._new_sale()

    def _new_sale(self) -> None:
        if self._due:
            start_of_work(self)
        else:
            self.go_to.emit("sale", None)

    def _next_due(self) -> None:
        """The next older one; after the oldest, the newest again. What came out meanwhile is left out."""
        due = self._due
        left = self.attempt(lambda: papers_due(self))
        if left is None:
            return
        ids = {paper.record_id for paper in left}
        following = tuple(paper for paper in (*due[1:], due[0]) if paper.record_id in ids)
        if not following:
            self._new_sale()
            return
        shown = self.attempt(lambda: shown_unprinted(self, following))
        if shown is not None:
            self.entered(shown)

    def _ask_why(self) -> None:
        shown = self._shown
        if shown is not None:
            self.go_to.emit("why", WhyAsked(self.name, shown.receipt_id, shown.heading))

    def _reprint(self) -> None:
        shown = self._shown
        if shown is not None and self.attempt(lambda: self.ui.services.receipts.reprint(shown.receipt_id)) is not None:
            _log.info("reprint=%s", shown.receipt_id)

    def _print_again(self) -> None:
        shown = self._shown
        if shown is not None and not self._is_asked_for:
            self._is_asked_for = True
            self.ui.services.receipts.print_later(shown.document, kick_drawer=False, record_id=shown.receipt_id)
            self.show_printer(self.ui.services.print_queue.state)
            _log.info("print=unprinted")
            return
        self.ui.services.print_queue.retry()
        _log.info("print=retry")
