"""The sale: scan line, lines, customer, total, keys. Everything else of a sale happens on this screen as a dialog."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from PySide6.QtWidgets import QAbstractButton, QApplication

from pos_app.domain.codes.scan import ScanData
from pos_app.domain.money.units import ONE
from pos_app.domain.transaction.draft import DraftStage
from pos_app.services.scan_outcome import (
    CertificateScanned,
    ClaimAsked,
    CustomerAttached,
    ItemChoice,
    ReceiptScanned,
    ScanOutcome,
    ScanRefused,
)
from pos_app.services.under_way import Step
from pos_app.ui.dialogs.certificate import CertificateDialog
from pos_app.ui.dialogs.customer import CustomerDialog
from pos_app.ui.dialogs.dialog import Dialog
from pos_app.ui.dialogs.opening_again import opened_again
from pos_app.ui.dialogs.search import GoodsChoiceDialog, SearchDialog
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.screens.asking_for_number import ask_for_number
from pos_app.ui.screens.sale_steps import SaleSteps
from pos_app.ui.screens.scan_answer import scan_answer
from pos_app.ui.theme.sizes import VISIBLE_ROWS

_log = logging.getLogger("kopilka.ui")
_MULTIPLIER = "multiplier"
_STEPS = {"Up": -1, "Down": 1, "PageUp": -VISIBLE_ROWS, "PageDown": VISIBLE_ROWS}


class SaleScreen(SaleSteps):
    """Keys and scans of the sale."""

    name: ClassVar[str] = "sale"

    def entered(self, told: object) -> None:
        self.close_dialog()
        self._count_held()
        state = self.attempt(lambda: self.ui.services.sale.state)
        if state is not None:
            self.show_sale(state)
            self.refresh()  # accounts changed, maybe, while another screen was in front
        self._ask_for_scan()
        self.say(told if isinstance(told, str) else "")
        self.line_entry.setFocus()

    def left(self) -> None:
        self.close_dialog()

    def refresh(self) -> None:
        sale = self.ui.services.sale
        if self._state is not None and self._state.stage is DraftStage.BASKET and not self._state.checking:
            state = self.attempt(sale.refresh)
            if state is not None:
                self.show_sale(state)

    def keys(self) -> tuple[KeyAction, ...]:
        key = self.ui.key
        helping = KeyAction(key(Action.HELP), self.tr("Help"), lambda: self.go_to.emit("help", self.dialog_name))
        if self._dialog is not None:
            leave = KeyAction("Esc", self.tr("Back"), self.close_dialog)
            return (helping, *self._dialog.keys(), leave)
        lines = self._state is not None and bool(self._state.basket.lines)
        return (
            helping,
            KeyAction(key(Action.CUSTOMER), self.tr("Customer"), lambda: self.open_dialog(CustomerDialog(self))),
            KeyAction(key(Action.SEARCH), self.tr("Search"), lambda: self.open_dialog(SearchDialog(self))),
            KeyAction(key(Action.QUANTITY), self.tr("Quantity"), self._ask_quantity, enabled=lines),
            KeyAction(key(Action.HOLD), self._hold_label(), self._hold),
            KeyAction(key(Action.POINTS), self.tr("Points"), self._ask_points),
            KeyAction(key(Action.DISCOUNT), self.tr("Discount"), self._ask_discount, enabled=lines),
            KeyAction(key(Action.VOID), self.tr("Void"), self._ask_void, enabled=self._may_void()),
            KeyAction(key(Action.RETURN), self.tr("Return"), lambda: self.go_to.emit("sale_return", None)),
            KeyAction(key(Action.SHIFT), self.tr("Shift"), lambda: self.go_to.emit("shift", None)),
        )

    def hidden_keys(self) -> tuple[KeyAction, ...]:
        key = self.ui.key
        return (
            KeyAction(key(Action.CASH), "", self._pay_cash),
            KeyAction(key(Action.CARD), "", self._pay_card),
            KeyAction(key(Action.EXTRAS), "", self._ask_extras, enabled=self._dialog is None),
            KeyAction(key(Action.WHY), "", self._ask_why, enabled=self._dialog is None),
            KeyAction(key(Action.QUICK), "", self._show_quick, enabled=self._dialog is None),
        )

    def take_key(self, press: KeyPress) -> bool:
        dialog = self._dialog
        if dialog is not None and dialog.take_key(press):
            return True
        if press.name == "Enter" and (self.line_entry.hasFocus() or not self._focus_on_button()):
            self._submit()
            return True
        if press.name == "Esc" and dialog is None:
            self._ask_for_scan()
            self.say("")
            return True
        if dialog is None and press.name == "*" and not self.line_entry.text():
            self._ask_quantity()
            return True
        if dialog is None and press.name == "Delete" and not self.line_entry.text():
            self._ask_void()
            return True
        if press.name in _STEPS:
            self.table.step(_STEPS[press.name])
            return True
        return super().take_key(press)

    def under_way(self) -> tuple[Step, ...]:
        steps, multiplier = super().under_way(), self._multiplier()
        if self._dialog is not None or not multiplier:
            return steps
        return tuple(replace(step, noted=((_MULTIPLIER, multiplier),)) for step in steps) or (self._own_step(),)

    def take_up(self, step: Step) -> None:
        multiplier = dict(step.noted).get(_MULTIPLIER, "")
        if multiplier:
            self._try(lambda: self.ui.services.scans.typed(multiplier), typed=True)
        super().take_up(replace(step, typed="") if step.typed == multiplier else step)

    def _own_step(self) -> Step:
        """«5*» that waits for its goods belongs to it."""
        multiplier = self._multiplier()
        noted = ((_MULTIPLIER, multiplier),) if multiplier else ()
        return Step(self.name, asked=self.line_entry.prompt if noted else "", typed=multiplier, noted=noted)

    def _multiplier(self) -> str:
        quantity = self.ui.services.scans.multiplier
        if quantity is None:
            return ""
        return f"{quantity // ONE},{quantity % ONE:03d}*" if quantity % ONE else f"{quantity // ONE}*"

    def _opened_again(self, step: Step) -> Dialog | None:
        return opened_again(self, step.name, dict(step.noted))

    def take_scan(self, scan: ScanData) -> None:
        _log.debug("scan=received source=%s", scan.source.value)
        typed = self.line_entry.text().strip()
        if self._dialog is not None:
            self._dialog.before_scan()
        elif typed.endswith("*"):  # «5*» and a scan: five of it
            self._try(lambda: self.ui.services.scans.typed(typed), typed=True)
        self._try(lambda: self.ui.services.scans.handle(scan), typed=False)

    def _submit(self) -> None:
        text = self.line_entry.text()
        if self._dialog is not None:
            self._dialog.submit(text)
        elif text.strip():
            self._try(lambda: self.ui.services.scans.typed(text.strip()), typed=True)

    def _try(self, take: Callable[[], ScanOutcome], *, typed: bool) -> None:
        outcome = self.attempt(take)
        if outcome is not None:
            self._show_outcome(outcome, typed=typed)

    def _show_outcome(self, outcome: ScanOutcome, *, typed: bool) -> None:
        if isinstance(outcome, ClaimAsked):
            ask_for_number(self, outcome.question, lambda settled: self._show_outcome(settled, typed=typed))
            return
        dialog = self._dialog
        used = dialog is not None and dialog.take_outcome(outcome)
        answer = scan_answer(outcome, self.ui.formatting)
        if not used:
            self._show_answer(outcome, answer.advice, answer.error, typed)
            if answer.sound is not None:
                self.ui.sounds.play(answer.sound)
        _log.info("scan=%s", answer.log)

    def _show_answer(self, outcome: ScanOutcome, advice: str, error: str, typed: bool) -> None:
        if isinstance(outcome, ScanRefused) or error:
            self.line_entry.show_error(error)
            self.say(self._dialog.advice() if self._dialog is not None else "")
            if isinstance(outcome, ScanRefused) and outcome.key == "checking_last_receipt":
                self.go_to.emit("checking", None)
            return
        if self._dialog is not None and (not self._dialog.stays_on_scan or isinstance(outcome, CustomerAttached)):
            self.close_dialog()
        if self._dialog is None:
            self._ask_for_scan()
        elif typed or self.line_entry.error:
            self.line_entry.calm()
        if isinstance(outcome, ItemChoice):
            self.open_dialog(GoodsChoiceDialog(self, outcome.items, outcome.quantity, outcome.mark))
        elif isinstance(outcome, CertificateScanned):
            self._open_certificate(outcome.number)
        elif isinstance(outcome, ReceiptScanned):
            self.go_to.emit("sale_return", outcome)
        else:
            self.show_sale(self.ui.services.sale.state)
            self.say(advice)

    def _open_certificate(self, number: str) -> None:
        offer = self.attempt(lambda: self.ui.services.sale.certificate_offer(number))
        if offer is not None:
            self.open_dialog(CertificateDialog(self, offer))

    def _show_quick(self) -> None:
        typed = self.line_entry.text().strip()
        if typed.endswith("*"):  # «5*» and a key: five of it
            self._try(lambda: self.ui.services.scans.typed(typed), typed=True)
        super()._show_quick()

    def _focus_on_button(self) -> bool:
        return isinstance(QApplication.focusWidget(), QAbstractButton)
