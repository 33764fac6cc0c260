"""Finding the receipt whose goods come back: typed, scanned, from the list, by the customer, or asked of the server."""

import logging
from abc import abstractmethod

from PySide6.QtWidgets import QWidget

from pos_app.domain.codes.scan import ScanData
from pos_app.domain.transaction.stored_receipt import ReceiptKind, StoredReceipt
from pos_app.services.receipts_elsewhere import ReceiptQuestion
from pos_app.services.returnable import ReturnableReceipt
from pos_app.ui.keymap import Action
from pos_app.ui.page_asked import PageAsked
from pos_app.ui.screens.receipt_elsewhere import check_elsewhere, fetch_receipt
from pos_app.ui.screens.sale_return_host import ReturnHost
from pos_app.ui.screens.why import WhyAsked
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.choice_list import CHOICES_MAX, ChoiceRow
from pos_app.ui.widgets.labels import show_text

_log = logging.getLogger("kopilka.ui")


class ReceiptFinding(ReturnHost):
    """The part of the screen of returns before a receipt is open; what is done with receipts as a whole."""

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._receipt: ReturnableReceipt | None = None
        self._recent: tuple[StoredReceipt, ...] = ()

    @abstractmethod
    def _take(self, receipt: ReturnableReceipt | None) -> None:
        """It is open now; None: a refusal was shown."""

    @abstractmethod
    def _take_anew(self, receipt: ReturnableReceipt) -> None:
        """More of the open receipt came back than this till knew."""

    def _names_customer(self, scan: ScanData) -> bool:
        """A customer without his paper: his receipts are on his page, and come back from there."""
        found = self.attempt(lambda: (self.ui.services.returns.customer_of(scan),))
        customer = None if found is None else found[0]
        if customer is not None:
            self.go_to.emit("customer_page", PageAsked(customer.customer_id))
        if found is None or customer is not None:
            _log.info("scan=%s source=%s", "customer" if found else "refused", scan.source.value)
            return True
        return False

    def _show_recent(self) -> None:
        self._recent = self.attempt(lambda: self.ui.services.returns.recent(CHOICES_MAX)) or ()
        due = self.attempt(self.ui.services.receipts.unprinted) or ()
        ids = {paper.record_id for paper in due}
        rows = [self._row(receipt, due=receipt.receipt_id in ids) for receipt in self._recent]
        title = (
            self.tr("Latest receipts of this till: ↓ and Enter returns, ↓ and {key} prints a copy").format(
                key=self.ui.key(Action.RETURN_REPRINT)
            )
            if rows
            else self.tr("No receipts on this till yet")
        )
        self._list.show_choices(title, rows, digits=False)
        self._pages.setCurrentWidget(self._list)

    def _row(self, receipt: StoredReceipt, *, due: bool) -> ChoiceRow:
        formatting = self.ui.formatting
        is_return = receipt.kind is ReceiptKind.RETURN
        number = self.tr("{number} return").format(number=receipt.number) if is_return else receipt.number
        title = self.tr("{number} · not printed").format(number=number) if due else number
        return ChoiceRow(title, formatting.instant(receipt.at), formatting.roubles(receipt.money_kopecks))

    def _print_copy(self) -> None:
        """Of the receipt that is open, else of the number that is typed, else of the marked one."""
        text = self._line.text().strip()
        number: str | None = None
        if self._receipt is not None:
            number, receipt_id = self._receipt.sale.number, self._receipt.sale.receipt_id
        elif text:
            found = self.attempt(lambda: self.ui.services.returns.find_receipt(self._number(text)))
            if found is None:
                return
            number, receipt_id = found.number, found.receipt_id
        elif self._list.marked >= 0:
            marked = self._recent[self._list.marked]
            number, receipt_id = marked.number, marked.receipt_id
        if number is None:
            self.refuse(self.tr("Choose a receipt with ↓ or type its number first"))
            return
        receipts, opened = self.ui.services.receipts, self._receipt
        if self.attempt(lambda: receipts.reprint(receipt_id) if opened is None else receipts.print_copy(opened.sale)):
            self._line.clear()
            show_text(self._advice, self.tr("A copy of {number} was sent to the printer").format(number=number))
            _log.info("reprint=%s", number)

    def _open_recent(self, index: int) -> None:
        receipt = self._recent[index]
        if receipt.kind is ReceiptKind.RETURN:
            self.refuse(self.tr("This is a return already: nothing comes back from it"))
            return
        self._take_or_ask(self.attempt(lambda: self.ui.services.returns.find_by_id(receipt.receipt_id)))
        self._line.setFocus()

    def _look_for(self, text: str) -> None:
        self._take_or_ask(self.attempt(lambda: self.ui.services.returns.look_for(self._number(text))))

    def _take_or_ask(self, found: ReturnableReceipt | ReceiptQuestion | None) -> None:
        if isinstance(found, ReceiptQuestion):
            fetch_receipt(self, found, self._take)
        elif found is not None:
            self._take(found)
            check_elsewhere(self, found, self._take_anew)

    def _number(self, text: str) -> str:
        return f"{self.ui.settings.till_code}-{text}" if text.isdecimal() else text

    def _ask_why(self) -> None:
        """Of the receipt that is open, else of the marked one in the list."""
        instant = self.ui.formatting.instant
        if self._receipt is not None:
            sale = self._receipt.sale
            heading = self._heading(sale.number, instant(sale.sold_at))
            self.go_to.emit("why", WhyAsked(self.name, sale.receipt_id, heading))
        elif self._list.marked >= 0:
            stored = self._recent[self._list.marked]
            heading = self._heading(stored.number, instant(stored.at))
            self.go_to.emit("why", WhyAsked(self.name, stored.receipt_id, heading))
        else:
            self.refuse(self.tr("Choose a receipt first: ↓, its number or its code"))
