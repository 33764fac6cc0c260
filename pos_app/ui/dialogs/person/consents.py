"""Consents given later and taken back: the text is read out, then Enter."""

import logging
from collections.abc import Callable, Mapping
from typing import ClassVar

from pos_app.domain.people.consent import ConsentPurpose
from pos_app.domain.people.customer import Customer
from pos_app.services.customer_desk.form import ConsentHeld
from pos_app.ui.consent_words import consent_state, purpose_words, words_to_read_out
from pos_app.ui.customer_side.consent_question import consent_question
from pos_app.ui.customer_side.question import CustomerQuestion
from pos_app.ui.dialogs.dialog import Dialog, SaleHost
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.widgets.choice_list import ChoiceRow

_log = logging.getLogger("kopilka.ui")


class ConsentsDialog(Dialog):
    """``done`` is called with what was done, in words."""

    name: ClassVar[str] = "consents"

    def __init__(
        self, host: SaleHost, customer: Customer, held: tuple[ConsentHeld, ...], done: Callable[[str], None]
    ) -> None:
        super().__init__(host)
        self._customer = customer
        self._held = held
        self._done = done
        self._chosen: ConsentHeld | None = None

    def opened(self) -> None:
        rows = [ChoiceRow(purpose_words(each.purpose), consent_state(each, self.ui.formatting)) for each in self._held]
        self.host.show_choices(self.tr("Which consent changes?"), rows, digits=True)

    def noted(self) -> dict[str, str]:
        return {} if self._chosen is None else {"purpose": self._chosen.purpose.value}

    def has_entered(self) -> bool:
        return self._chosen is not None

    def take_up(self, noted: Mapping[str, str]) -> None:
        for index, each in enumerate(self._held):
            if each.purpose.value == noted.get("purpose"):
                self.choose(index)

    def closed(self) -> None:
        self.host.show_choices("", (), digits=True)

    def prompt(self) -> str:
        if self._chosen is None:
            return self.tr("Press the digit of the consent")
        if self._chosen.given:
            return self.tr("Withdraw this consent? Enter – yes, Esc – no")
        return self.tr("Does the customer agree? Enter – yes, Esc – no")

    def advice(self) -> str:
        if self._chosen is None:
            return self.tr("Each with the text that was read out and its time")
        if not self._chosen.given:
            return words_to_read_out(self._chosen.purpose)
        if self._chosen.purpose is ConsentPurpose.PERSONAL_DATA:
            return self.tr("Without this consent the office must erase name and phone; tell the customer")
        return self.tr("No more offers; points are collected as before")

    def for_customer(self) -> CustomerQuestion | None:
        if self._chosen is None or self._chosen.given:
            return None
        return consent_question(self._chosen.purpose, self._customer.name, self._customer.masked_phone)

    def keys(self) -> tuple[KeyAction, ...]:
        return () if self._chosen is None else (KeyAction("Enter", self.tr("Yes"), self._store),)

    def take_key(self, press: KeyPress) -> bool:
        if self._chosen is None:
            if press.name in ("Up", "Down"):
                self.host.step_choice(1 if press.name == "Down" else -1)
                return True
            if press.is_digit and 0 < int(press.name) <= len(self._held):
                self.choose(int(press.name) - 1)
        return press.is_character  # a consent is not typed

    def submit(self, text: str) -> None:
        del text
        if self._chosen is not None:
            self._store()
        elif self.host.marked_choice >= 0:
            self.choose(self.host.marked_choice)

    def choose(self, index: int) -> None:
        self._chosen = self._held[index]
        self.host.dialog_changed()

    def _store(self) -> None:
        held, operator = self._chosen, self.ui.session.operator
        if held is None or operator is None:
            return
        form = self.ui.services.customer_desk.form

        def change() -> bool:
            act = form.withdraw_consent if held.given else form.give_consent
            act(self._customer.customer_id, held.purpose, operator)
            return True

        if self.host.attempt(change) is not None:
            _log.info("consent=%s purpose=%s", "withdrawn" if held.given else "given", held.purpose.value)
            self.ui.nudge()
            self.host.close_dialog()
            self._done(self.tr("The consent is taken back") if held.given else self.tr("The consent is kept"))
