"""Payment: cash, card, certificates, the money account, or parts of all of them, until nothing remains."""

import logging
from collections.abc import Callable
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from pos_app.domain.codes.scan import ScanData, ScanSource
from pos_app.domain.codes.shop_numbers import CERTIFICATE_SERIES
from pos_app.domain.money.units import Kopecks
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.draft import DraftStage
from pos_app.domain.transaction.sale import EVERYDAY_TENDERS, TenderKind
from pos_app.services.sale_state import SaleState
from pos_app.services.under_way import Step
from pos_app.services.value_desk import ValueSettled
from pos_app.ui.formatting import parse_money
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.screens.ahead import Ahead
from pos_app.ui.screens.asking_for_value import pay_with_value
from pos_app.ui.screens.finishing import finish_sale
from pos_app.ui.screens.payment_parts import PaymentParts
from pos_app.ui.screens.too_many_positions import split_keys, too_many_positions
from pos_app.ui.sentences import sentence
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.labels import show_text

_log = logging.getLogger("kopilka.ui")


class PaymentScreen(PaymentParts):
    """Enter alone is exact cash; a sum and a pay key is a part. Esc goes back to the goods and loses nothing unseen.

    A certificate is scanned at any moment, or its number typed; a sum that stands in the line is the part it pays.
    """

    name: ClassVar[str] = "payment"

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._state: SaleState | None = None
        self._warned = False
        self._part: Kopecks | None = None
        self._asks_number = False
        self._notes: list[str] = []
        self._ahead = Ahead(ui, self)

    def entered(self, told: object) -> None:
        self._warned = False
        self._notes = []
        self._leave_number()
        state = self.attempt(lambda: self.ui.services.sale.state)
        self._tell(told if isinstance(told, str) and told else too_many_positions(self, state))
        if state is not None:
            self._show(state)
        self._line.setFocus()

    def keys(self) -> tuple[KeyAction, ...]:
        taken = self._state is not None and bool(self._state.tenders)
        return (
            KeyAction(self.ui.key(Action.HELP), self.tr("Help"), lambda: self.go_to.emit("help", "")),
            KeyAction("Enter", self.tr("Certificate") if self._asks_number else self.tr("Cash"), self._enter),
            KeyAction(self.ui.key(Action.VOID), self.tr("Remove payment"), lambda: self._drop(-1), enabled=taken),
            *split_keys(self, self._state),
            KeyAction("Esc", self.tr("To the goods"), self._back),
        )

    def hidden_keys(self) -> tuple[KeyAction, ...]:
        return (
            KeyAction(self.ui.key(Action.CASH), "", self._cash),
            KeyAction(self.ui.key(Action.CARD), "", self._card),
            KeyAction(self.ui.key(Action.PAY_ACCOUNT), self.tr("From the money account"), self._pay_from_account),
            KeyAction(self.ui.key(Action.PAY_CERTIFICATE), self.tr("By a gift certificate"), self._ask_certificate),
            KeyAction(
                self.ui.key(Action.PAY_KEEP_CHANGE), self.tr("Keep the change on the account"), self._keep_change
            ),
        )

    def take_key(self, press: KeyPress) -> bool:
        if press.name != "Esc":
            self._warned = False
        return super().take_key(press)

    def take_scan(self, scan: ScanData) -> None:
        number = self.ui.services.scans.certificate_number(scan)
        if number is not None:
            self._pay_with_certificate(number)
            return
        if self._asks_number:
            self.refuse(self.tr("Not the number of a certificate. Scan it, or type it whole"))
        else:
            self.refuse(self.tr("Payment has begun: Esc goes back to the goods"))
        _log.info("scan=refused:in_payment source=%s", scan.source.value)

    def under_way(self) -> tuple[Step, ...]:
        if not self._asks_number:
            return super().under_way()
        part = "" if self._part is None else f"{self._part // 100},{self._part % 100:02d}"
        noted = (("certificate", "yes"), ("part", part))
        return (Step(self.name, asked=self._line.prompt, typed=self.typed, noted=noted, entered=bool(part)),)

    def take_up(self, step: Step) -> None:
        """A sum stands in the line again; nothing is taken before it is said once more."""
        noted = dict(step.noted)
        if noted.get("certificate"):
            self._line.setText(noted.get("part", ""))
            self._ask_certificate()
        super().take_up(step)

    def refuse(self, text: str) -> None:
        super().refuse(text)
        self._show_change()  # the line was emptied, and its change with it

    def refresh(self) -> None:
        """The link came or went: points that were agreed to and may not be spent now lead back to the goods."""
        state = self.attempt(self.ui.services.sale.refresh)
        if state is None or state.checking:
            return
        if state.stage is DraftStage.BASKET:
            self._back_without_points()
        else:
            self._show_prices(state)

    def _enter(self) -> None:
        number = self._typed_number()
        if number is not None:
            self._pay_with_certificate(number)
        elif self._asks_number and self._line.text().strip():
            self.refuse(self.tr("Not the number of a certificate. Scan it, or type it whole"))
        elif not self._asks_number:
            self._cash()

    def _cash(self) -> None:
        self._take(self._take_cash)

    def _typed_number(self) -> str | None:
        """The number of a certificate in the line; on digits to touch there are no letters."""
        text = self._line.text().strip()
        tried = (text, CERTIFICATE_SERIES.prefix + text) if self._asks_number else (text,)
        scans = self.ui.services.scans
        found = (scans.certificate_number(ScanData(each, ScanSource.TYPED)) for each in tried if each)
        return next((number for number in found if number is not None), None)

    def _ask_certificate(self) -> None:
        number = self._typed_number()
        if number is not None:
            self._pay_with_certificate(number)
        elif self._read_part():
            self._asks_number = True
            self._line.ask(self.tr("Scan the certificate, or type its number"))
            self.keys_changed.emit()

    def _pay_with_certificate(self, number: str) -> None:
        if not self._asks_number:
            # The number itself may stand in the line; anything else there is the part that it is to pay.
            self._part = parse_money(self._line.text()) if self._typed_number() is None else None
        part = self._part
        self._leave_number()
        self._line.clear()
        if self._state is not None:
            self._show(self._state)  # refused or not, the next sum that is typed is money again
        pay_with_value(self, ValueKind.CERTIFICATE, number, part, self._took_value)

    def _pay_from_account(self) -> None:
        if self._read_part():
            part, self._part = self._part, None
            self._line.clear()
            pay_with_value(self, ValueKind.ACCOUNT, "", part, self._took_value)

    def _took_value(self, state: SaleState, settled: ValueSettled) -> None:
        left = self.ui.formatting.roubles(settled.left)
        kind = state.tenders[-1].kind
        if kind is TenderKind.CERTIFICATE:
            note = self.tr("Left on the certificate: {sum}").format(sum=left)
        else:
            note = self.tr("Left on the money account: {sum}").format(sum=left)
        if settled.notice:
            note += ". " + self.tr("Tell the customer: the account is running low")
        self._notes.append(note)
        self._taken(state)
        if state.remaining_kopecks:
            self._tell(note)

    def _keep_change(self) -> None:
        if self._read_part():
            given, self._part = self._part, None
            if given is None:
                self.refuse(self.tr("Type the cash received first, then {key}").format(key=self._keep_key))
            else:
                self._taken(self.attempt(lambda: self.ui.services.sale.take_cash_keeping_change(given)))

    @property
    def _keep_key(self) -> str:
        return self.ui.key(Action.PAY_KEEP_CHANGE)

    def _read_part(self) -> bool:
        """Take over the sum in the line, if there is one; False if what stands there is none."""
        text = self._line.text().strip()
        self._part = parse_money(text) if text else None
        if text and not self._part:
            self.refuse(self.tr("Not a sum. Type roubles, for example 500 or 12.50"))
            return False
        return True

    def _leave_number(self) -> None:
        self._asks_number, self._part = False, None

    def _card(self) -> None:
        self._take(self._take_card)

    def _take(self, take: Callable[[Kopecks], None]) -> None:
        state = self._state
        if state is None:
            return
        if state.remaining_kopecks == 0:
            finish_sale(self, self._notes)
            return
        text = self._line.text().strip()
        kopecks = parse_money(text) if text else state.remaining_kopecks
        if not kopecks:
            self.refuse(self.tr("Not a sum. Type roubles, for example 500 or 12.50"))
            return
        take(kopecks)

    def _take_cash_exact(self) -> None:
        self._line.clear()
        self._cash()

    def _take_cash(self, kopecks: Kopecks) -> None:
        self._taken(self.attempt(lambda: self.ui.services.sale.take_cash(kopecks)))

    def _take_card(self, kopecks: Kopecks) -> None:
        self._taken(self.attempt(lambda: self.ui.services.sale.take_card(kopecks)))

    def _back_without_points(self) -> None:
        _log.info("payment=left points=gone")
        self.go_to.emit("sale", "⚠ " + sentence("points_gone", {}, self.ui.formatting))

    def _taken(self, state: SaleState | None) -> None:
        if state is None:
            if self.ui.services.sale.state.stage is DraftStage.BASKET:
                self._back_without_points()
            return
        _log.info("tender=%s remaining_kopecks=%d", state.tenders[-1].kind.value, state.remaining_kopecks)
        self._tell("")
        self._show(state)
        if state.remaining_kopecks == 0:
            finish_sale(self, self._notes)

    def _drop(self, index: int) -> None:
        state = self._state
        if state is None or not state.tenders:
            return
        place = index if index >= 0 else len(state.tenders) - 1
        dropped = state.tenders[place].kind
        changed = self.attempt(lambda: self.ui.services.sale.drop_tender(place))
        if changed is not None:
            self.ui.nudge()
            in_hand = dropped in EVERYDAY_TENDERS
            back = self.tr("The payment was removed: give the money back")
            self._tell(back if in_hand else self.tr("The payment was removed: the money stays where it was"))
            self._show(changed)

    def _back(self) -> None:
        if self._asks_number:
            self._leave_number()
            if self._state is not None:
                self._show(self._state)
            return
        if self._state is not None and self._state.tenders and not self._warned:
            self._warned = True
            in_hand = [tender for tender in self._state.tenders if tender.kind in EVERYDAY_TENDERS]
            taken = sum(tender.given_kopecks for tender in in_hand)
            text = self.tr("Taken already: {sum}. Esc once more gives it back and returns to the goods")
            only_owed = self.tr("Esc once more returns to the goods; certificates and the account keep their money")
            self._tell(text.format(sum=self.ui.formatting.roubles(taken)) if in_hand else only_owed)
            return
        state = self.attempt(self.ui.services.sale.cancel_payment)
        if state is not None:
            self.ui.nudge()
            _log.info("payment=cancelled")
            self.go_to.emit("sale", None)

    def _show(self, state: SaleState) -> None:
        formatting = self.ui.formatting
        self._show_prices(state)
        self._line.ask(
            self.tr("Cash received; Enter – exact {sum}").format(sum=formatting.roubles(state.remaining_kopecks))
            if state.remaining_kopecks
            else self.tr("All is paid: Enter finishes the receipt")
        )
        self._show_change()
        self.keys_changed.emit()
        self._ahead.start()

    def _show_prices(self, state: SaleState) -> None:
        formatting = self.ui.formatting
        self._state = state
        show_text(self._customer, state.panel.customer.name if state.panel else "")
        self._to_pay.setText(self.tr("Receipt: {sum}").format(sum=formatting.roubles(state.to_pay_kopecks)))
        self._remaining.show_sum(formatting.roubles(state.remaining_kopecks))
        self._tenders.show_tenders(state.tenders)
        self._model.show_sale(state.basket, state.priced, choosing_points=False)
        due = state.remaining_kopecks > 0
        self._account.setEnabled(due and self.ui.services.sale.may_pay_from_account)
        self._certificate.setEnabled(due)
        self._keep.setEnabled(due and self.ui.services.sale.may_keep_change)
        self.ui.customer_side.follow(state)

    def _show_change(self) -> None:
        kopecks = parse_money(self._line.text()) if self._state is not None else None
        remaining = self._state.remaining_kopecks if self._state is not None else 0
        change = kopecks - remaining if kopecks else 0
        show_text(self._change_title, self.tr("CHANGE") if change > 0 else "")
        self._change.setVisible(change > 0)
        if change > 0:
            self._change.show_sum(self.ui.formatting.roubles(change))

    def _tell(self, text: str) -> None:
        keys = {"cash": self.ui.key(Action.CASH), "card": self.ui.key(Action.CARD)}
        usual = self.tr(
            "A part of the sum: type it, then {cash} cash or {card} card. {card} alone – all the rest by card"
        )
        show_text(self._hint, text or usual.format(**keys))
