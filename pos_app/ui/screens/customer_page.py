"""The customer's page: what he has, what happened, and what may be done for him."""

import logging
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from pos_app.domain.codes.scan import ScanData
from pos_app.services.customer_desk.page import CustomerPage, HistoryEnd, PageRow
from pos_app.services.scan_outcome import BadgeScanned
from pos_app.services.under_way import Step
from pos_app.ui.dialogs.dialog import Dialog, Touch
from pos_app.ui.dialogs.person.cards import CardsDialog
from pos_app.ui.dialogs.person.consents import ConsentsDialog
from pos_app.ui.dialogs.person.form import FormDialog
from pos_app.ui.dialogs.person.merge import MergeDialog
from pos_app.ui.dialogs.person.new_phone import NewPhoneDialog
from pos_app.ui.dialogs.person.phone_code import PhoneCodeDialog
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.models.history_model import END_KEY
from pos_app.ui.page_asked import PageAsked
from pos_app.ui.screens.customer_page_host import CustomerPageHost
from pos_app.ui.screens.screen import AsLeft
from pos_app.ui.screens.why import WhyAsked
from pos_app.ui.theme.sizes import VISIBLE_ROWS
from pos_app.ui.ui_context import UiContext
from sync.protocol.customer_page import CustomerPageAnswer, HistoryKind
from sync.protocol.not_answered import NotAnswered

_log = logging.getLogger("kopilka.ui")
_CUSTOMER = "customer"
_STEPS = {"Up": -1, "Down": 1, "PageUp": -VISIBLE_ROWS, "PageDown": VISIBLE_ROWS}


class CustomerPageScreen(CustomerPageHost):
    """History, and the keys of what may be done for the customer; dialogs ask the rest."""

    name: ClassVar[str] = "customer_page"

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._customer_id = ""
        self._page: CustomerPage | None = None
        self._phone = ""
        self._asked = 0
        self.is_reading_older = False
        """Whether the server is asked for older rows now."""
        self._told = ""
        self.table.line_chosen.connect(self._on_line)

    # ---- the screen

    def entered(self, told: object) -> None:
        if isinstance(told, AsLeft):
            self._show()
            self.line_entry.setFocus()
            return
        self._dialog = None
        self._show_touch(Touch.PAY_KEYS)
        if isinstance(told, PageAsked):
            self._customer_id = told.customer_id
        elif isinstance(told, Step):
            self._customer_id = dict(told.noted).get(_CUSTOMER, "")
        self._page, self._phone, self._told, self.is_reading_older = None, "", "", False
        self.model.show_history(())
        self._pages.setCurrentWidget(self.table)
        self._read()
        self.line_entry.setFocus()

    def left(self) -> None:
        if self._dialog is not None:
            self.close_dialog()
        self._phone = ""

    def refresh(self) -> None:
        # Who has gone back in the history reads on; the newest rows come again when the page is opened again.
        if self._dialog is None and self._page is not None and not self._page.is_extended:
            self._read()

    def keys(self) -> tuple[KeyAction, ...]:
        key = self.ui.key
        helping = KeyAction(key(Action.HELP), self.tr("Help"), lambda: self.go_to.emit("help", ""))
        if self._dialog is not None:
            return (helping, *self._dialog.keys(), KeyAction("Esc", self.tr("Back"), self.close_dialog))
        if self._pages.currentWidget() is self.paper:
            return (helping, *self._receipt_keys(), KeyAction("Esc", self.tr("History"), self._close_paper))
        known = self._page is not None
        unconfirmed = self._page is not None and not self._page.panel.confirmed
        phone = self.tr("Hide phone") if self._phone else self.tr("Phone")

        def asks(action: Action, text: str, name: str, *, may: bool = known) -> KeyAction:
            return KeyAction(key(action), text, lambda: self._ask(name), enabled=may)

        return (
            helping,
            KeyAction(key(Action.PERSON_PHONE), phone, self._reveal, enabled=known),
            asks(Action.PERSON_CARDS, self.tr("Cards"), CardsDialog.name),
            asks(Action.PERSON_FORM, self.tr("Form"), FormDialog.name),
            asks(Action.PERSON_CONSENTS, self.tr("Consents"), ConsentsDialog.name),
            asks(Action.PERSON_CONFIRM, self.tr("Code"), PhoneCodeDialog.name, may=unconfirmed),
            asks(Action.PERSON_MERGE, self.tr("Merge"), MergeDialog.name),
            asks(Action.PERSON_NEW_PHONE, self.tr("New phone"), NewPhoneDialog.name),
            *self._receipt_keys(),
            KeyAction("Esc", self.tr("To the sale"), self._leave),
        )

    def take_key(self, press: KeyPress) -> bool:
        dialog = self._dialog
        if dialog is not None:
            if dialog.take_key(press):
                return True
            if press.name == "Enter":
                dialog.submit(self.line_entry.text())
                return True
            return super().take_key(press)
        if press.name == "Enter":
            self._open()
            return True
        if press.name in _STEPS:
            if self._pages.currentWidget() is self.paper:
                self.paper.scroll_by(_STEPS[press.name])
            else:
                self.table.step(_STEPS[press.name])
            return True
        if press.is_character:
            return True  # nothing is typed into a history
        return super().take_key(press)

    def take_scan(self, scan: ScanData) -> None:
        dialog = self._dialog
        if isinstance(dialog, CardsDialog):
            dialog.take_scan(scan)
        elif isinstance(dialog, MergeDialog):
            dialog.find(scan.data)
        elif dialog is not None:
            outcome = self.attempt(lambda: self.ui.services.scans.handle(scan))
            if not isinstance(outcome, BadgeScanned) or not dialog.take_outcome(outcome):
                self.refuse(self.tr("Finish this first, or leave with Esc"))
        else:
            # The next customer's goods: the sale goes on.
            self.go_to.emit("sale", None)
            self.go_to.emit("scan", scan)

    @property
    def is_told(self) -> bool:
        """Whether the server's answer is shown."""
        return self._page is not None and self._page.from_server

    # ---- what is under way

    def _own_step(self) -> Step:
        return Step(self.name, noted=((_CUSTOMER, self._customer_id),))

    def _opened_again(self, step: Step) -> Dialog | None:
        return self._made(step.name)

    # ---- the page

    def _read(self) -> None:
        """What this till knows at once, then what the server tells."""
        pages, operator = self.ui.services.customer_desk.pages, self.ui.session.operator
        page = self.attempt(lambda: pages.known(self._customer_id))
        if page is None or operator is None:
            self.go_to.emit("sale", None)
            return
        if self._page is None or not self._page.from_server:
            self._take(page)
        question = pages.question(self._customer_id, operator)
        if question is None:
            self._take(page)
            return
        self._asked += 1
        asked = self._asked
        if self._page is None or not self._page.from_server:
            self.line_entry.show_waiting(self.tr("Asking the server…"))

        def settle(answer: CustomerPageAnswer | NotAnswered) -> None:
            if asked != self._asked or question.customer_id != self._customer_id:
                return
            came = self.attempt(lambda: pages.told(question, answer))
            if came is not None:
                self._take(came)
            _log.info("customer_page=%s", "server" if came is not None and came.from_server else "here")

        def failed(error: Exception) -> None:
            _log.error("customer_page=failed", exc_info=error)
            self._show()

        self.ui.background.run(lambda: pages.ask(question), settle, failed)

    def _take(self, page: CustomerPage) -> None:
        self._page = page
        chosen = self.table.current_line_id
        self.model.show_history(page.history, page.end)
        stays = chosen != END_KEY and self.model.row_of(chosen) >= 0
        self.table.choose_line(chosen if stays else self.model.key_of(0))
        self.summary.show_page(page, self._phone)
        if self._dialog is None:
            self._show()

    def _on_line(self, key: str) -> None:
        self._told = ""
        if key == END_KEY:
            self._read_older()
        self._show_chosen()

    def _read_older(self) -> None:
        """The row at the end was chosen: what lies behind it, from the books of this till or from the server."""
        pages, page, operator = self.ui.services.customer_desk.pages, self._page, self.ui.session.operator
        if page is None or operator is None or page.end is not HistoryEnd.OLDER or self.is_reading_older:
            return
        if not page.from_server:
            self._take_older(page, self.attempt(lambda: pages.older_here(page)))
            return
        question = self.attempt(lambda: pages.older_question(page, operator))
        if question is None:
            return
        self.is_reading_older = True
        self._asked += 1
        asked = self._asked
        self.line_entry.show_waiting(self.tr("Asking the server for older rows…"))

        def settle(answer: CustomerPageAnswer | NotAnswered) -> None:
            self.is_reading_older = False
            if asked != self._asked or self._page is not page:
                return
            self.line_entry.calm()
            self._take_older(page, self.attempt(lambda: pages.told_older(page, answer)))

        def failed(error: Exception) -> None:
            _log.error("customer_page=failed", exc_info=error)
            settle(NotAnswered(""))

        self.ui.background.run(lambda: pages.ask(question), settle, failed)

    def _take_older(self, before: CustomerPage, page: CustomerPage | None) -> None:
        if page is None:
            return
        self._take(page)
        self.table.choose_line(self.model.key_of(min(len(before.history), len(page.history) - 1)))
        _log.info("history=older rows=%d", len(page.history))
        self._show_chosen()

    def _show(self) -> None:
        if self._dialog is not None:
            return
        page = self._page
        if page is not None:
            self.summary.show_page(page, self._phone)
        if not self.line_entry.error:
            self.line_entry.calm()
            self.line_entry.ask(self._heading(page))
        self._show_chosen()

    def _heading(self, page: CustomerPage | None) -> str:
        if page is None:
            return ""
        if not page.from_server:
            return self.tr("History of this till only: the server was not reached")
        if page.more:
            return self.tr("History: the latest {n}").format(n=len(page.history))
        return self.tr("History: {n}").format(n=len(page.history))

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        told = self._told
        if not told and chosen is not None and chosen.row.receipt_id:
            told = (
                self.tr("Enter opens the receipt, {why} says why, {back} takes goods back").format(
                    why=self.ui.key(Action.PERSON_WHY), back=self.ui.key(Action.PERSON_RETURN)
                )
                if chosen.here
                else self.tr("This receipt was made at another till")
            )
        self.say(told)
        self.keys_changed.emit()

    def _chosen(self) -> PageRow | None:
        return self.model.at(self.table.current_line_id)

    def _receipt_keys(self) -> tuple[KeyAction, ...]:
        chosen = self._chosen()
        here = chosen is not None and chosen.here
        is_sale = chosen is not None and chosen.row.kind is HistoryKind.SALE
        return (
            KeyAction(self.ui.key(Action.PERSON_WHY), self.tr("Why"), self._why, enabled=here),
            KeyAction(self.ui.key(Action.PERSON_RETURN), self.tr("Return"), self._return, enabled=here and is_sale),
        )

    # ---- a receipt of the history

    def _open(self) -> None:
        chosen = self._chosen()
        if self._pages.currentWidget() is self.paper:
            self._close_paper()
            return
        if chosen is None or not chosen.here:
            self._show_chosen()
            return
        receipts, receipt_id = self.ui.services.receipts, chosen.row.receipt_id
        if chosen.row.kind is HistoryKind.SALE:
            sale = self.attempt(lambda: receipts.sale(receipt_id))
            document = None if sale is None else receipts.sale_document(sale, copy=True)
        else:
            back = self.attempt(lambda: receipts.sale_return(receipt_id))
            sold = None if back is None else self.attempt(lambda: receipts.sold(back))
            document = None if back is None or sold is None else receipts.return_document(back, sold, copy=True)
        if document is not None:
            self.paper.show_document(document, receipts.readable(document))
            self._pages.setCurrentWidget(self.paper)
            _log.info("receipt=opened number=%s", chosen.row.number)
            self.keys_changed.emit()

    def _close_paper(self) -> None:
        self._pages.setCurrentWidget(self.table)
        self.keys_changed.emit()

    def _why(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.here:
            asked = WhyAsked(self.name, chosen.row.receipt_id, chosen.row.number)
            self.go_to.emit("why", asked)

    def _return(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.here and chosen.row.kind is HistoryKind.SALE:
            self.go_to.emit("sale_return", chosen.row.receipt_id)

    # ---- what may be done for him

    def _reveal(self) -> None:
        operator = self.ui.session.operator
        if self._phone:
            self._phone = ""
        elif operator is not None:
            shown = self.attempt(lambda: self.ui.services.customer_desk.form.reveal_phone(self._customer_id, operator))
            if shown is None:
                return
            self._phone = shown
            self.ui.nudge()
            self._told = self.tr("This look is in the journal: {name}").format(name=operator.name)
            _log.info("phone=shown")
        self._show()

    def _ask(self, name: str) -> None:
        dialog = self._made(name)
        if dialog is not None:
            self.open_dialog(dialog)

    def _made(self, name: str) -> Dialog | None:
        """One of the page's dialogs; None for another name, or before the page is there."""
        customer_id, page = self._customer_id, self._page
        if page is None:
            return None
        match name:
            case CardsDialog.name:
                return CardsDialog(self, customer_id, self._done)
            case FormDialog.name:
                form = self.attempt(lambda: self.ui.services.customer_desk.form.form(customer_id))
                return None if form is None else FormDialog(self, customer_id, form, self._done)
            case ConsentsDialog.name:
                return ConsentsDialog(self, page.panel.customer, page.consents, self._done)
            case PhoneCodeDialog.name:
                return PhoneCodeDialog(self, customer_id, self._done)
            case MergeDialog.name:
                return MergeDialog(self, customer_id, self._merged)
            case NewPhoneDialog.name:
                return NewPhoneDialog(self, customer_id, self._done, self._same_person)
        return None

    def _same_person(self, typed: str) -> None:
        dialog = MergeDialog(self, self._customer_id, self._merged)
        self.open_dialog(dialog)
        dialog.find(typed)

    def _merged(self, stays_id: str, told: str) -> None:
        self._customer_id = stays_id
        self._done(told)

    def _done(self, told: str) -> None:
        """Something changed: read the page again and say what was done."""
        self._told, self._phone = told, ""
        self._page = None
        state = self.attempt(self.ui.services.sale.refresh)
        del state
        self._read()
        self.say(told)  # it stays when the server's answer comes, until another row is looked at

    def _leave(self) -> None:
        self.go_to.emit("sale", None)
