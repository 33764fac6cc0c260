"""Joining at the counter: the phone that was just said, the name, and two consents asked one by one."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from enum import Enum, auto
from typing import ClassVar

from pos_app.domain.codes.code_error import CodeError
from pos_app.domain.codes.phone import masked, parse
from pos_app.domain.people.consent import ConsentPurpose
from pos_app.domain.people.customer_came import CameBy
from pos_app.services.registration import NewCustomer
from pos_app.ui.consent_words import words_to_read_out
from pos_app.ui.customer_side.consent_question import consent_question, joining_question
from pos_app.ui.customer_side.question import CustomerQuestion
from pos_app.ui.dialogs.dialog import Dialog, SaleHost, Touch
from pos_app.ui.dialogs.person.phone_code import PhoneCodeDialog
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.sounds import Sound

_log = logging.getLogger("kopilka.ui")
KEY_AGAIN_MS = 1000
"""For so long after it opened late the key that was pressed for it, pressed once more, means nothing else."""


class _Step(Enum):
    """What is asked now."""

    NAME = auto()
    PERSONAL_DATA = auto()
    ADVERTISING = auto()
    FRIEND = auto()
    """Only when asked for by its key: whose code he tells."""


class RegistrationDialog(Dialog):
    """Enter is yes, 0 is no. Works without the server: the points wait for it."""

    name: ClassVar[str] = "registration"
    touch: ClassVar[Touch] = Touch.LETTERS

    def __init__(self, host: SaleHost, phone: str, *, opens_late: bool = False) -> None:
        """``opens_late``: its key was pressed some time ago and may be pressed again out of impatience."""
        super().__init__(host)
        self._settled_from_ms = self.ui.clock.monotonic_ms() + KEY_AGAIN_MS if opens_late else None
        self._said = NewCustomer(phone)
        self._step = _Step.NAME

    def opened(self) -> None:
        self.host.line.calm()  # «No customer with the phone» would stand over the question for the name

    def noted(self) -> dict[str, str]:
        said = self._said
        name = self.host.line.text() if self._step is _Step.NAME else said.name
        return {"phone": said.phone, "name": name, "friend": said.friend, "step": self._step.name}

    def about(self) -> str:
        name = "" if self._step is _Step.NAME else self._said.name
        return " ".join(text for text in (name, self._masked_phone()) if text)

    def has_entered(self) -> bool:
        return True

    @classmethod
    def opened_again(cls, host: SaleHost, noted: Mapping[str, str]) -> Dialog | None:
        return cls(host, noted["phone"]) if noted.get("phone") else None

    def take_up(self, noted: Mapping[str, str]) -> None:
        """Phone, name and friend's code stand there again; both consents are asked anew: they count as given once."""
        self._said = NewCustomer(noted["phone"], friend=noted.get("friend", ""))
        if noted.get("step") == _Step.FRIEND.name:
            self._said = replace(self._said, name=noted.get("name", ""))
            self._ask(_Step.FRIEND)
            return
        self._ask(_Step.NAME)
        self.host.line.setText(noted.get("name", ""))

    def prompt(self) -> str:
        match self._step:
            case _Step.NAME:
                return self.tr("Name of the new customer")
            case _Step.PERSONAL_DATA:
                return self.tr("Consent to keep name and phone? Enter – yes, 0 – no")
            case _Step.FRIEND:
                return self.tr("Friend's card number or phone, empty for none")
        return self.tr("Consent to get offers? Enter – yes, 0 – no")

    def advice(self) -> str:
        match self._step:
            case _Step.NAME:
                return self.tr("As the customer says it, for example Anna P. A friend's code: {key}").format(
                    key=self.ui.key(Action.REGISTER_FRIEND)
                )
            case _Step.PERSONAL_DATA:
                return words_to_read_out(ConsentPurpose.PERSONAL_DATA)
            case _Step.FRIEND:
                return self.tr(
                    "Whose code it is; both may get points for it. What the customer buys from today on counts"
                )
        return words_to_read_out(ConsentPurpose.MARKETING)

    def keys(self) -> tuple[KeyAction, ...]:
        if self._step is _Step.NAME:
            return (KeyAction(self.ui.key(Action.REGISTER_FRIEND), self.tr("Friend's code"), self._ask_friend),)
        if self._step is _Step.FRIEND:
            return ()
        return (
            KeyAction("Enter", self.tr("Yes"), lambda: self._answer(True)),
            KeyAction("0", self.tr("No"), lambda: self._answer(False)),
        )

    def touch_now(self) -> Touch:
        """A consent is answered with Enter or 0: letters would only be in the way."""
        return self.touch if self._step in (_Step.NAME, _Step.FRIEND) else Touch.DIGITS

    def for_customer(self) -> CustomerQuestion | None:
        match self._step:
            case _Step.PERSONAL_DATA:
                return consent_question(ConsentPurpose.PERSONAL_DATA, self._said.name, self._masked_phone())
            case _Step.ADVERTISING:
                agreed = (ConsentPurpose.PERSONAL_DATA,)
                return consent_question(ConsentPurpose.MARKETING, self._said.name, self._masked_phone(), agreed)
        return joining_question(self._said.name, self._masked_phone())

    def _masked_phone(self) -> str:
        try:
            return masked(parse(self._said.phone))
        except CodeError:
            return ""

    def take_key(self, press: KeyPress) -> bool:
        if press.name == self.ui.key(Action.CUSTOMER_REGISTER) and self._is_just_open():
            return True
        if self._step in (_Step.NAME, _Step.FRIEND):
            return False
        if press.name == "0":
            self._answer(False)
            return True
        return press.is_character  # a consent is not typed

    def _is_just_open(self) -> bool:
        return self._settled_from_ms is not None and self.ui.clock.monotonic_ms() < self._settled_from_ms

    def submit(self, text: str) -> None:
        if self._step is _Step.FRIEND:
            self._take_friend(text)
        elif self._step is not _Step.NAME:
            self._answer(True)
        elif text.strip():
            self._said = replace(self._said, name=text)
            self._ask(_Step.PERSONAL_DATA)
        else:
            self.host.refuse(self.tr("Type the customer's name"))

    def _ask_friend(self) -> None:
        if self.host.line.text().strip():
            self._said = replace(self._said, name=self.host.line.text())
        self._ask(_Step.FRIEND)

    def _take_friend(self, text: str) -> None:
        typed = text.strip()

        def look() -> bool:
            self.ui.services.registration.friend(typed)
            return True

        if self.host.attempt(look) is None:
            return
        self._said = replace(self._said, friend=typed)
        # The name may have been typed before the key was pressed.
        self._ask(_Step.PERSONAL_DATA if self._said.name else _Step.NAME)

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
        state = self.host.attempt(lambda: self.ui.services.sale.attach_customer(customer_id, way=CameBy.REGISTERED))
        self.host.close_dialog()
        if state is None:
            return
        self.host.show_sale(state)
        self.ui.sounds.play(Sound.CUSTOMER)
        phones = self.ui.services.customer_desk.phones
        if phones.can_send():
            self.host.open_dialog(PhoneCodeDialog(self.host, customer_id, self._confirmed))
            return
        told = self.tr("Registered: {name}. Points are collected from this receipt on").format(name=self._said.name)
        if phones.sends_codes():
            key, confirm = self.ui.key(Action.CUSTOMER), self.ui.key(Action.CUSTOMER_CONFIRM)
            later = self.tr("They can be spent after a code to the phone, once online: {key} {confirm}")
            told = f"{told}. {later.format(key=key, confirm=confirm)}"
        self.host.say(told)

    def _confirmed(self, told: str) -> None:
        state = self.host.attempt(self.ui.services.sale.refresh)
        if state is not None:
            self.host.show_sale(state)
        self.host.say(told)
