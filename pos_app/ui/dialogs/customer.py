"""Naming the customer (F2): a phone as people say it, its last four digits, or a card number.

Whom this till does not know the server may: it is asked beside the sale, and nothing waits for its answer.
"""

import logging
from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import QTimer
from shiboken6 import isValid

from pos_app.domain.people.customer import Customer
from pos_app.domain.people.customer_came import CameBy
from pos_app.services.came_by import came_by_typed
from pos_app.services.customer_answers import CustomerAnswer, CustomerChoice, CustomerFound, CustomerNotFound
from pos_app.services.person_lookup import PersonQuestion, PersonReply
from pos_app.ui.customer_greeting import customer_greeting
from pos_app.ui.dialogs.dialog import Dialog, SaleHost, Touch
from pos_app.ui.dialogs.person.phone_code import PhoneCodeDialog
from pos_app.ui.dialogs.registration import RegistrationDialog
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.page_asked import PageAsked
from pos_app.ui.sentences import sentence
from pos_app.ui.sounds import Sound
from pos_app.ui.widgets.choice_list import CHOICES_MAX, ChoiceRow

_log = logging.getLogger("kopilka.ui")
PAUSE_MS = 700
_LAST_DIGITS = 4


class CustomerDialog(Dialog):
    """Four digits, or a whole mobile number, and a short pause search by themselves; other numbers wait for Enter.

    In the list only a digit chooses, or Enter after an arrow: an Enter typed too late must not name the wrong person.
    """

    name: ClassVar[str] = "customer"

    def __init__(self, host: SaleHost) -> None:
        super().__init__(host)
        self._choices: tuple[Customer, ...] = ()
        self._way = CameBy.WHOLE_PHONE
        self._unknown_phone = ""
        self._asked_for = ""
        self._registers_if_unknown = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._search_last_digits)

    def noted(self) -> dict[str, str]:
        return {"asked": self._asked_for or self._unknown_phone}

    def has_entered(self) -> bool:
        return bool(self._asked_for or self._unknown_phone)

    @classmethod
    def opened_again(cls, host: SaleHost, noted: Mapping[str, str]) -> Dialog | None:
        return cls(host)

    def take_up(self, noted: Mapping[str, str]) -> None:
        if noted.get("asked"):
            self.host.line.replace_text(noted["asked"])  # Enter, or a short pause, looks for it once more

    def closed(self) -> None:
        self._pause.stop()
        self._stop_asking()
        self.host.show_choices("", (), digits=True)

    def prompt(self) -> str:
        if self._registers_if_unknown:
            return self.tr("Asking the server; if nobody has the number, the registration opens")
        if self._asked_for:
            return self.tr("Not on this till: asking the server…")
        if self._choices:
            return self.tr("Who is it? Press the digit, or type the whole phone")
        return self.tr("Phone, its last 4 digits, or card number")

    def advice(self) -> str:
        if self._choices:
            return self.tr("Ask for the name. Not in the list? Type the whole phone")
        return self.tr("8…, +7… or 9… – as the customer says it. Last 4 digits are enough")

    def touch_now(self) -> Touch:
        """Letters, once nobody has the number: a new customer's name. Rubbing the number out brings the digits back."""
        return Touch.LETTERS if self._unknown_phone else Touch.DIGITS

    def keys(self) -> tuple[KeyAction, ...]:
        keys = []
        if self._choices:
            keys.append(KeyAction(self.ui.key(Action.CUSTOMER), self.tr("Another number"), self._start_again))
        if self._unknown_phone or self._asked_for:
            keys.append(KeyAction(self.ui.key(Action.CUSTOMER_REGISTER), self.tr("Register"), self._register))
        if self.host.state.basket.customer_id is not None:
            keys.append(KeyAction(self.ui.key(Action.CUSTOMER_PAGE), self.tr("Profile"), self._open_page))
            panel = self.host.state.panel
            if panel is not None and not panel.confirmed:
                keys.append(KeyAction(self.ui.key(Action.CUSTOMER_CONFIRM), self.tr("Confirm phone"), self._confirm))
            keys.append(KeyAction(self.ui.key(Action.CUSTOMER_REMOVE), self.tr("Remove"), self._remove))
        return tuple(keys)

    def take_key(self, press: KeyPress) -> bool:
        if self._registers_if_unknown and press.name != self.ui.key(Action.CUSTOMER_REGISTER):
            self._wait_for_answer_alone()
        if self._unknown_phone and press.is_character and press.name.isalpha():
            self._register()  # a name after a number that nobody has: he joins, the letter is its first one
            return False
        if not self._choices:
            return False
        if press.name in ("Up", "Down"):
            self.host.step_choice(1 if press.name == "Down" else -1)
            return True
        if press.is_digit and 0 < int(press.name) <= len(self._choices):
            self.choose(int(press.name) - 1)
            return True
        return False  # another digit begins a whole number

    def before_scan(self) -> None:
        self._wait_for_answer_alone()

    def text_changed(self, text: str) -> None:
        if self._asked_for and text != self._asked_for:
            self._stop_asking()  # another number is being typed: the answer about the last one says nothing now
            self.host.dialog_changed()
        if self._choices and text:
            self._forget_choices()
        if self._unknown_phone:
            self._unknown_phone = ""
            self.host.dialog_changed()
        if _asks_by_itself(text):
            self._pause.start()
        else:
            self._pause.stop()

    def submit(self, text: str) -> None:
        self._pause.stop()
        if self._choices and self.host.marked_choice >= 0:
            self.choose(self.host.marked_choice)
        elif text.strip():
            self._find(text.strip())
        elif self._choices:
            self.host.say(self.tr("Press the digit of the customer, or ↓ and Enter"))

    def choose(self, index: int) -> None:
        customer = self._choices[index]
        state = self.host.attempt(lambda: self.ui.services.sale.attach_customer(customer.customer_id, way=self._way))
        if state is not None:
            self.host.close_dialog()
            self.host.show_sale(state)
            self.host.say(self._greeting(customer))
            self.ui.sounds.play(Sound.CUSTOMER)

    def _greeting(self, customer: Customer) -> str:
        return customer_greeting(self.ui, customer.name, self.host.state.panel)

    def _search_last_digits(self) -> None:
        if not isValid(self.host.line):
            return  # the window is gone, and with it what was typed
        text = self.host.line.text()
        if _asks_by_itself(text):
            self._find(text)

    def _find(self, text: str) -> None:
        if text == self._asked_for:
            return
        answer = self.host.attempt(lambda: self.ui.services.customers.find(text))
        if isinstance(answer, CustomerNotFound):
            question = self.host.attempt(lambda: self.ui.services.people.question(text))
            if question is not None:
                self._ask_server(text, question)
                return
        self._take(text, answer)

    def _ask_server(self, text: str, question: PersonQuestion) -> None:
        self._asked_for, self.stays_on_scan = text, True  # goods may be scanned meanwhile
        self.host.line.clear()
        self.host.dialog_changed()

        def told(reply: PersonReply) -> None:
            if self._asked_for != text:
                return
            registers = self._registers_if_unknown
            self._stop_asking()
            self.host.dialog_changed()
            self._take(text, self.host.attempt(lambda: self.ui.services.customers.find(text)), reply)
            # Without an answer he may be somebody whom the server knows: that is read first, the key pressed again.
            if registers and self._unknown_phone and reply is not PersonReply.NO_ANSWER:
                self.host.open_dialog(RegistrationDialog(self.host, self._unknown_phone, opens_late=True))

        def failed(error: Exception) -> None:
            _log.error("person=ask_failed", exc_info=error)
            told(PersonReply.NO_ANSWER)

        self.ui.background.run(lambda: self.ui.services.people.ask(question), told, failed)

    def _stop_asking(self) -> None:
        self._asked_for, self.stays_on_scan, self._registers_if_unknown = "", False, False

    def _wait_for_answer_alone(self) -> None:
        """The cashier went on with something else: a registration must not open under their fingers."""
        if self._registers_if_unknown:
            self._registers_if_unknown = False
            self.host.dialog_changed()

    def _take(self, text: str, answer: CustomerAnswer | None, reply: PersonReply | None = None) -> None:
        self._way = came_by_typed(text)
        match answer:
            case CustomerFound(customer):
                self._choices = (customer,)
                self.choose(0)
            case CustomerChoice(customers, more):
                self._show_choices(customers, more)
            case CustomerNotFound(key, params):
                _log.info("person=not_found why=%s", key)
                self._forget_choices()
                self._unknown_phone = text if key == "phone_unknown" else ""
                self.host.refuse(sentence(key, params, self.ui.formatting))
                self.host.dialog_changed()
                if self._unknown_phone:
                    new = self.tr(
                        "New customer? Type the name, or press {key}. Mistyped? Type the number again"
                    ).format(key=self.ui.key(Action.CUSTOMER_REGISTER))
                    if reply is PersonReply.NO_ANSWER:
                        new = self.tr("The server does not answer; it may know this customer") + "\n" + new
                    self.host.say(new)

    def _show_choices(self, customers: tuple[Customer, ...], more: bool) -> None:
        self._choices = customers[:CHOICES_MAX]
        title = self.tr("Several customers have these digits")
        if more or len(customers) > CHOICES_MAX:
            title = self.tr("Many customers have these digits: not in the list? Type the whole phone")
        rows = [ChoiceRow(person.name, person.masked_phone, _card(person)) for person in self._choices]
        self.host.show_choices(title, rows, digits=True)
        self.host.line.clear()
        self.host.dialog_changed()

    def _forget_choices(self) -> None:
        if self._choices:
            self._choices = ()
            self.host.show_choices("", (), digits=True)

    def _register(self) -> None:
        """While the server is asked the key is remembered: a quick cashier does not wait for the answer to press it."""
        if self._asked_for:
            self._registers_if_unknown = True
            self.host.dialog_changed()
            return
        self.host.open_dialog(RegistrationDialog(self.host, self._unknown_phone))

    def _start_again(self) -> None:
        self._forget_choices()
        self.host.line.clear()
        self.host.dialog_changed()

    def _open_page(self) -> None:
        customer_id = self.host.state.basket.customer_id
        if customer_id is not None:
            self.host.close_dialog()
            self.host.leave_for("customer_page", PageAsked(customer_id))

    def _confirm(self) -> None:
        customer_id = self.host.state.basket.customer_id
        if customer_id is not None:
            self.host.open_dialog(PhoneCodeDialog(self.host, customer_id, self._confirmed))

    def _confirmed(self, told: str) -> None:
        state = self.host.attempt(self.ui.services.sale.refresh)
        if state is not None:
            self.host.show_sale(state)
        self.host.say(told)

    def _remove(self) -> None:
        state = self.host.attempt(self.ui.services.sale.detach_customer)
        if state is not None:
            self.host.close_dialog()
            self.host.show_sale(state)
            self.host.say(self.tr("The sale goes on without a customer"))


def _card(person: Customer) -> str:
    return f"···{person.card_number[-4:]}" if person.card_number else ""


def _asks_by_itself(text: str) -> bool:
    """Four last digits, or a whole Russian mobile number: 9…, 8 9… or +7 9…; others wait for Enter."""
    if not text.isascii():
        return False
    bare = text.removeprefix("+")
    if not bare.isdecimal():
        return False
    short = len(bare) == _LAST_DIGITS and bare == text
    return short or (len(bare) == 10 and bare[0] == "9") or (len(bare) == 11 and bare[:2] in ("79", "89"))
