"""Returns: choose lines and pieces of the receipt that was found, see what comes back, confirm."""

import logging
from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from pos_app.domain.codes.scan import ScanData
from pos_app.domain.money.units import ONE, Quantity, Unit
from pos_app.domain.transaction.return_draft import ReturnDraft
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.services.advance_returns import ReturnableAdvance
from pos_app.services.returnable import ReturnableLine, ReturnableReceipt
from pos_app.services.scan_outcome import ReceiptScanned
from pos_app.services.under_way import Step
from pos_app.ui.formatting import parse_quantity
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.screens.brought_back import return_brought_back
from pos_app.ui.screens.finding_receipt import ReceiptFinding
from pos_app.ui.screens.finishing import show_finished_return
from pos_app.ui.screens.returned_coupons import coupons_told
from pos_app.ui.screens.returning_advances import spent_of_it, take_advances
from pos_app.ui.screens.screen import AsLeft
from pos_app.ui.sounds import Sound
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.labels import show_text

_log = logging.getLogger("kopilka.ui")


class ReturnScreen(ReceiptFinding):
    """Digits are pieces of the chosen line, ``*`` all of everything; only the confirm key moves money."""

    name: ClassVar[str] = "sale_return"

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._chosen: dict[str, Quantity] = {}
        self._refund: SaleReturn | None = None
        self.table.line_chosen.connect(lambda _: self._show())
        self._list.chosen.connect(self._open_recent)
        self._pad.pressed.connect(self.type_key)

    def entered(self, told: object) -> None:
        if isinstance(told, AsLeft):
            self._show()
            self._line.setFocus()
            return
        self._receipt, self._chosen, self._refund = None, {}, None
        self._show_recent()
        self._show()
        if isinstance(told, ReceiptScanned):
            self._look_for(told.number)
        elif isinstance(told, ReturnDraft):
            self._take_up(told)
        elif told is None or isinstance(told, str):
            self.ui.services.returns.give_up()
            self.ui.nudge()
            if isinstance(told, str):  # the id of a sale, from a customer's page
                self._take_or_ask(self.attempt(lambda: self.ui.services.returns.find_by_id(told)))
        self._line.setFocus()

    def keys(self) -> tuple[KeyAction, ...]:
        key = self.ui.key
        helping = KeyAction(key(Action.HELP), self.tr("Help"), lambda: self.go_to.emit("help", ""))
        copy = KeyAction(key(Action.RETURN_REPRINT), self.tr("Copy"), self._print_copy)
        if self._receipt is None:
            leave = KeyAction("Esc", self.tr("To the sale"), self._leave)
            free = KeyAction(
                key(Action.RETURN_FREE), self.tr("No receipt"), lambda: self.go_to.emit("free_return", None)
            )
            return (helping, copy, KeyAction(key(Action.RETURN_WHY), self.tr("Why"), self._ask_why), free, leave)
        return (
            helping,
            copy,
            KeyAction(key(Action.RETURN_LINE), self.tr("Whole line"), self._take_line),
            KeyAction(key(Action.RETURN_ALL), self.tr("All"), self._take_all),
            KeyAction(key(Action.RETURN_WHY), self.tr("Why"), self._ask_why),
            KeyAction(key(Action.RETURN_CONFIRM), self.tr("Return"), self._confirm, enabled=self._refund is not None),
            KeyAction("Esc", self.tr("Another receipt"), self._another),
        )

    def take_key(self, press: KeyPress) -> bool:
        if press.name in ("Up", "Down"):
            step = 1 if press.name == "Down" else -1
            if self._receipt is None:
                self._list.step(step)
            elif self._apply_typed():
                self.table.step(step)
            return True
        if press.name == "*" and self._receipt is not None:
            self._take_all()
            return True
        if press.name == "Enter":
            self._submit()
            return True
        if press.name == self.ui.key(Action.RETURN_CONFIRM) and self._refund is None:
            self._submit()  # what comes back is seen before it is confirmed; says what is missing
            return True
        return super().take_key(press)

    def take_scan(self, scan: ScanData) -> None:
        if self._receipt is None and self._names_customer(scan):
            return
        found = self.attempt(lambda: self.ui.services.returns.scanned(scan, self._receipt))
        goods = isinstance(found, tuple | ReturnableAdvance)
        word = "refused" if found is None else "goods" if goods else "receipt"
        _log.info("scan=%s source=%s", word, scan.source.value)
        if isinstance(found, tuple):
            self._take_one_more(found)
        elif isinstance(found, ReturnableAdvance):
            self._take_advances([found])
        else:
            self._take_or_ask(found)

    # ---- what is under way

    def under_way(self) -> tuple[Step, ...]:
        """The chosen pieces are kept by themselves; here the receipt of which none is chosen yet, and what is typed."""
        if self._receipt is None:
            return super().under_way()
        line, chosen = self.table.current_line_id or "", any(self._chosen.values())
        noted = (("line", line), ("number", self._receipt.sale.number))
        if chosen and not self.typed:
            return ()
        return (Step(self.name, asked=self._line.prompt, typed=self.typed, noted=noted, entered=not chosen),)

    def take_up(self, step: Step) -> None:
        noted = dict(step.noted)
        if self._receipt is None and noted.get("number"):
            self._look_for(noted["number"])
        if self._receipt is not None and noted.get("line"):
            self.table.choose_line(noted["line"])
        super().take_up(step)

    # ---- the receipt that was found

    def _take_up(self, draft: ReturnDraft) -> None:
        """What was chosen before the program ended, as far as it may still come back."""
        self.ui.services.returns.take_up(draft)
        self._look_for(draft.number)
        receipt = self._receipt
        if receipt is None:
            return
        # What the server had set aside went back when the program ended: it is asked again.
        advances = [each for each in receipt.advances if dict(draft.chosen).get(each.line_id)]
        names = {each.line_id for each in advances}
        if self._choose({line_id: quantity for line_id, quantity in draft.chosen if line_id not in names}):
            show_text(self._advice, return_brought_back())
        self._take_advances(advances)

    def _take_anew(self, receipt: ReturnableReceipt) -> None:
        """More of the open receipt came back than this till knew: choose again, with what is left."""
        if self._receipt is None or self._receipt.sale.receipt_id != receipt.sale.receipt_id:
            return
        self._take(receipt)
        if receipt.first_left is not None:
            self.refuse(self.tr("Some of this receipt came back at another till: choose again"))

    def _take(self, receipt: ReturnableReceipt | None) -> None:
        if receipt is None:
            return
        self.ui.services.returns.let_go()
        self._receipt, self._chosen, self._refund = receipt, {}, None
        self._pages.setCurrentWidget(self.table)
        self.model.show_receipt(receipt, self._chosen)
        self.table.choose_line(receipt.first_left)
        self.ui.sounds.play(Sound.GOODS)
        _log.info("return=receipt number=%s", receipt.sale.number)
        self._show()
        if receipt.first_left is None:
            self.refuse(self.tr("All of this receipt came back already"))

    # ---- choosing

    def _submit(self) -> None:
        text = self._line.text().strip()
        if self._receipt is not None:
            advance = self._current_advance()
            if not self._apply_typed():
                return
            if advance is not None and not text:
                self._take_advances([advance])  # what is set aside already is not asked for again
            elif advance is None and self._refund is None:
                self._refuse_nothing_chosen()
        elif text:
            self._look_for(text)
        elif self._list.marked >= 0:
            self._open_recent(self._list.marked)
        else:
            self.refuse(self.tr("Choose a receipt with ↓ or type its number first"))

    def _current(self) -> ReturnableLine | None:
        key = self.table.current_line_id
        lines = self._receipt.lines if self._receipt is not None else ()
        return next((line for line in lines if line.line.line_id == key), None)

    def _current_advance(self) -> ReturnableAdvance | None:
        return self._receipt.advance(self.table.current_line_id) if self._receipt is not None else None

    def _apply_typed(self) -> bool:
        text, current = self._line.text().strip(), self._current()
        advance = self._current_advance()
        if text and advance is not None:
            return self._apply_typed_on(advance, text)
        if not text or current is None:
            return True
        unit = current.line.item.unit
        quantity = 0 if text == "0" else parse_quantity(text, unit)
        if quantity is None:
            self.refuse(
                self.tr("Not a quantity: type whole pieces")
                if unit is Unit.PIECE
                else self.tr("Not a weight: type kilograms, for example 0.254")
            )
            return False
        return self._choose({**self._chosen, current.line.line_id: quantity})

    def _apply_typed_on(self, advance: ReturnableAdvance, text: str) -> bool:
        """A certificate or a top-up comes back as far as it is not spent, or not at all."""
        if text != "0" or self._receipt is None:
            self.refuse(self.tr("All that is left of it comes back, no part: Enter takes it, 0 leaves it"))
            return False
        self._line.clear()
        self.ui.services.returns.drop_advance(advance.line_id)
        self.ui.nudge()
        return self._choose({**self._chosen, advance.line_id: 0})

    def _take_advances(self, advances: Sequence[ReturnableAdvance]) -> None:
        """Ask what is left of them; what is set aside already stays."""
        receipt, returns = self._receipt, self.ui.services.returns
        if receipt is None:
            return
        self._line.clear()

        def taken(back: ReturnableAdvance, kopecks: int) -> None:
            if self._receipt is not None and self._receipt.sale.receipt_id == receipt.sale.receipt_id:
                self.table.choose_line(back.line_id)
                if self._choose({**self._chosen, back.line_id: kopecks}):
                    self.ui.sounds.play(Sound.GOODS)

        take_advances(self, receipt, [each for each in advances if not returns.granted(each.line_id)], taken)

    def _take_line(self) -> None:
        advance = self._current_advance()
        if advance is not None:
            self._take_advances([advance])
        current = self._current()
        if current is not None:
            self._line.clear()
            self._choose({**self._chosen, current.line.line_id: current.left})

    def _take_one_more(self, lines: tuple[ReturnableLine, ...]) -> None:
        """One more piece of scanned goods, or all of a weighed line; of several lines the first with some left."""
        if not self._apply_typed():
            return
        line = next((each for each in lines if self._chosen.get(each.line.line_id, 0) < each.left), lines[-1])
        key = line.line.line_id
        quantity = line.left if line.line.item.unit is Unit.KILOGRAM else self._chosen.get(key, 0) + ONE
        self.table.choose_line(key)
        self._line.clear()
        if self._choose({**self._chosen, key: quantity}):
            self.ui.sounds.play(Sound.GOODS)

    def _take_all(self) -> None:
        if self._receipt is not None:
            self._line.clear()
            goods = {line.line.line_id: line.left for line in self._receipt.lines}
            if not any(goods.values()) or self._choose({**self._chosen, **goods}):
                self._take_advances([each for each in self._receipt.advances if each.left])

    def _choose(self, chosen: dict[str, Quantity]) -> bool:
        """Ask for the sums of this choice; a choice that cannot be is not taken over."""
        receipt = self._receipt
        if receipt is None:
            return False
        wanted = {line_id: quantity for line_id, quantity in chosen.items() if quantity}
        refund = None
        if wanted:
            refund = self.attempt(lambda: self.ui.services.returns.preview(receipt.sale.receipt_id, wanted))
            if refund is None:
                return False
        number = receipt.sale.number

        def keep() -> bool:
            self.ui.services.returns.keep(number, wanted)
            return True

        if self.attempt(keep) is None:
            return False
        self._chosen, self._refund = wanted, refund
        self.model.show_receipt(receipt, wanted)
        self._show()
        return True

    def _refuse_nothing_chosen(self) -> None:
        text = self.tr("Choose what to return first: how many and Enter, or {key} for all")
        self.refuse(text.format(key=self.ui.key(Action.RETURN_ALL)))

    def _confirm(self) -> None:
        receipt, operator = self._receipt, self.ui.session.operator
        if receipt is None or operator is None or not self._apply_typed():
            return
        if self._refund is None:
            self._refuse_nothing_chosen()
            return
        chosen = dict(self._chosen)
        sale_id = receipt.sale.receipt_id
        sale_return = self.attempt(lambda: self.ui.services.returns.confirm(sale_id, chosen, operator))
        if sale_return is None:
            return
        show_finished_return(self, sale_return)

    # ---- showing

    def _show(self) -> None:
        receipt = self._receipt
        if receipt is None:
            self._line.ask(self.tr("Scan the receipt's code or type its number"))
            self._card.show_refund("", None)
            advice = self.tr(
                "Number at the top, as 2-000231. A customer's receipts: scan their card, or Esc, {customer} {page}"
            )
            customer, page = self.ui.key(Action.CUSTOMER), self.ui.key(Action.CUSTOMER_PAGE)
            show_text(self._advice, advice.format(customer=customer, page=page))
        else:
            current = self._current()
            number = self.model.row_of(self.table.current_line_id) + 1
            if current is not None:
                left = self.ui.formatting.quantity(current.left, current.line.item.unit)
                self._line.ask(self.tr("How many of line {n} to return, up to {left}").format(n=number, left=left))
            advance = self._current_advance()
            taken = 0 if advance is None else self._chosen.get(advance.line_id, 0)
            if advance is not None:
                leave, take = (
                    self.tr("0 and Enter: line {n} stays"),
                    self.tr("Enter: what is left of line {n} comes back"),
                )
                self._line.ask((leave if taken else take).format(n=number))
            at = self.ui.formatting.instant(receipt.sale.sold_at)
            self._card.show_refund(self._heading(receipt.sale.number, at), self._refund)
            usual = self.tr("Quantity and Enter; * – everything; ↑ ↓ – another line")
            coupons = coupons_told(receipt, self._refund)
            show_text(self._advice, spent_of_it(self, advance, taken) or coupons or usual)
        self._confirm_button.setEnabled(self._refund is not None)
        self.keys_changed.emit()

    def _another(self) -> None:
        self.entered(None)

    def _leave(self) -> None:
        self.ui.services.returns.give_up()
        self.go_to.emit("sale", None)
