"""Joining at the counter: the phone that was just said, the name, and two consents asked one by one."""

import logging
from dataclasses import replace
from enum import Enum, auto
from typing import ClassVar

from pos_app.services.registration import NewCustomer
from pos_app.ui.dialogs.dialog import Dialog, SaleHost, Touch
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.sounds import Sound

_log = logging.getLogger("kopilka.ui")


class _Step(Enum):
    """What is asked now."""

    NAME = auto()
    PERSONAL_DATA = auto()
    ADVERTISING = auto()


class RegistrationDialog(Dialog):
    """Enter is yes, 0 is no. Works without the server: the points wait for it."""

    name: ClassVar[str] = "registration"
    touch: ClassVar[Touch] = Touch.LETTERS

    def __init__(self, host: SaleHost, phone: str) -> None:
        super().__init__(host)
        self._said = NewCustomer(phone)
        self._step = _Step.NAME

    def opened(self) -> None:
        self.host.line.calm()  # «No customer with the phone» would stand over the question for the name

    def prompt(self) -> str:
        match self._step:
            case _Step.NAME:
                return self.tr("Name of the new customer")
            case _Step.PERSONAL_DATA:
                return self.tr("Agrees that name and phone are kept? Enter – yes, 0 – no")
        return self.tr("Agrees to get offers? Enter – yes, 0 – no")

    def advice(self) -> str:
        match self._step:
            case _Step.NAME:
                return self.tr("As the customer says it, for example Anna P.")
            case _Step.PERSONAL_DATA:
                return self.tr(
                    "Read out: «Do you agree that the shop keeps your name and phone to run your points account?»"
                )
        return self.tr("Read out: «May the shop send you offers? You can refuse and still collect points»")

    def keys(self) -> tuple[KeyAction, ...]:
        if self._step is _Step.NAME:
            return ()
        return (
            KeyAction("Enter", self.tr("Yes"), lambda: self._answer(True)),
            KeyAction("0", self.tr("No"), lambda: self._answer(False)),
        )

    def take_key(self, press: KeyPress) -> bool:
        if self._step is _Step.NAME:
            return False
        if press.name == "0":
            self._answer(False)
            return True
        return press.is_character  # a consent is not typed

    def submit(self, text: str) -> None:
        if self._step is not _Step.NAME:
            self._answer(True)
        elif text.strip():
            self._said = replace(self._said, name=text)
            self._ask(_Step.PERSONAL_DATA)
        else:
            self.host.refuse(self.tr("Type the customer's name"))

    def _ask(self, step: _Step) -> None:
        self._step = step
        self.host.line.clear()
        self.host.dialog_changed()

    def _answer(self, yes: bool) -> None:
        if self._step is _Step.PERSONAL_DATA:
            if not yes:
                self.host.close_dialog()
                self.host.say(self.tr("Without this consent nobody can join. The sale goes on without a customer"))
                return
            self._said = replace(self._said, personal_data=True)
            self._ask(_Step.ADVERTISING)
            return
        self._said = replace(self._said, advertising=yes)
        self._register()

    def _register(self) -> None:
        operator = self.ui.session.operator
        if operator is None:
            self.host.close_dialog()
            return
        customer_id = self.host.attempt(lambda: self.ui.services.registration.register(self._said, operator))
        if customer_id is None:
            return
        _log.info("registered customer_id=%s", customer_id)
        self.ui.nudge()
        state = self.host.attempt(lambda: self.ui.services.sale.attach_customer(customer_id))
        self.host.close_dialog()
        if state is not None:
            self.host.show_sale(state)
            self.host.say(
                self.tr("Registered: {name}. Points are collected from this receipt on").format(name=self._said.name)
            )
            self.ui.sounds.play(Sound.CUSTOMER)
