"""A customer has another number: it is typed, a code goes to it and is told back; or a senior person approves."""

import logging
from collections.abc import Callable, Mapping
from typing import ClassVar, TypeVar

from pos_app.domain.people.operator import Operator
from pos_app.services.customer_desk.phone_change import NewPhone, PhoneTakenByError
from pos_app.services.customer_desk.phones import CodeSent
from pos_app.services.errors import ServiceError
from pos_app.ui.dialogs.dialog import Dialog, SaleHost
from pos_app.ui.dialogs.second_person import with_second_person
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.sentences import sentence
from pos_app.ui.widgets.choice_list import ChoiceRow
from sync.protocol.not_answered import NotAnswered
from sync.protocol.phone_code import CodeAskAnswer, CodeCheckAnswer

_log = logging.getLogger("kopilka.ui")
Answer = TypeVar("Answer")


class NewPhoneDialog(Dialog):
    """``done`` gets what was done, in words; ``same_person`` the number as typed: two accounts may be one person's."""

    name: ClassVar[str] = "new_phone"

    def __init__(
        self, host: SaleHost, customer_id: str, done: Callable[[str], None], same_person: Callable[[str], None]
    ) -> None:
        super().__init__(host)
        self._customer_id = customer_id
        self._done = done
        self._same_person = same_person
        self._typed = ""
        self._taken = False
        self._new: NewPhone | None = None
        self._sent: CodeSent | None = None
        self._why_not = ""
        self._waits = False
        self._is_open = False

    def opened(self) -> None:
        self._is_open = True

    def closed(self) -> None:
        self._is_open = False
        self.host.show_choices("", (), digits=True)

    def keeps_typed(self) -> bool:
        return self._new is None  # then it is a number; later it is the code

    def noted(self) -> dict[str, str]:
        return {"phone": self._typed if self._new is not None or self._taken else ""}

    def has_entered(self) -> bool:
        return self._new is not None or self._taken

    def about(self) -> str:
        return "" if self._new is None else self._new.shown

    def take_up(self, noted: Mapping[str, str]) -> None:
        """The number stands in the line again: Enter looks whose it is, and a new code is sent."""
        self.host.line.replace_text(noted.get("phone", ""))

    def prompt(self) -> str:
        if self._waits:
            return self.tr("Asking the server…")
        if self._taken:
            return self.tr("Enter – make the two accounts one, or type another number")
        if self._new is None:
            return self.tr("The new phone number")
        if self._sent is not None:
            return self.tr("Code from the message to {phone}").format(phone=self._new.shown)
        return self.tr("{phone}: {key} – a senior person approves").format(
            phone=self._new.shown, key=self.ui.key(Action.CODE_VOUCH)
        )

    def advice(self) -> str:
        changes = self.ui.services.customer_desk.phone_changes
        if self._taken:
            return self.prompt()  # the line shows whose number it is
        if self._new is None:
            ends = self.tr("Points, cards and history stay; the old number no longer finds this customer")
            offline = self.tr("▲ No link: a senior person approves; if the number is another's, the old one stays")
            return ends if changes.is_online else f"{offline}\n{ends}"
        if self._waits or self._sent is not None:
            return self.tr("A code goes to the new number: the customer tells it")
        return self._why_not

    def keys(self) -> tuple[KeyAction, ...]:
        if self._new is None:
            return ()
        again = KeyAction(self.ui.key(Action.CODE_AGAIN), self.tr("Send again"), self._send, enabled=not self._waits)
        return (again, KeyAction(self.ui.key(Action.CODE_VOUCH), self.tr("Senior person"), self._approve))

    def take_key(self, press: KeyPress) -> bool:
        if self._waits:
            return press.is_character or press.name == "Enter"
        return self._new is not None and press.is_character and not press.is_digit

    def text_changed(self, text: str) -> None:
        if text and self._taken:
            self._taken = False
            self.host.show_choices("", (), digits=True)
            self.host.dialog_changed()

    def choose(self, index: int) -> None:
        if self._taken and index == 0:
            self._same_person(self._typed)

    def submit(self, text: str) -> None:
        bare = text.strip()
        if self._waits:
            return
        if self._taken and not bare:
            self._same_person(self._typed)
        elif self._new is None and bare:
            self._look_up(bare)
        elif self._new is not None and bare:
            self._check(bare)
        elif self._new is not None and self._sent is None:
            self._send()

    # ---- whose number is it

    def _look_up(self, typed: str) -> None:
        """Who has it may be on no list here: the server is asked before anything else."""
        self._typed = typed
        question = self.ui.services.people.question(typed)
        if question is None:
            self._take(typed)
            return
        self._in_background(
            lambda: self.ui.services.people.ask(question), lambda _reply: self._take(typed), lambda: self._take(typed)
        )

    def _take(self, typed: str) -> None:
        try:
            new = self.ui.services.customer_desk.phone_changes.new_phone(self._customer_id, typed)
        except PhoneTakenByError as taken:
            self._taken = True
            title = sentence(taken.key, taken.params, self.ui.formatting)
            merge = self.tr("The same person: make the two accounts one")
            self.host.line.clear()
            self.host.show_choices(title, [ChoiceRow(merge, taken.owner.masked_phone)], digits=False)
            self.host.refuse(title)
            self.host.dialog_changed()
            return
        except ServiceError as error:
            self.host.refuse(sentence(error.key, error.params, self.ui.formatting))
            return
        self._new = new
        self.host.line.clear()
        self._send()

    # ---- the code

    def _send(self) -> None:
        new, changes = self._new, self.ui.services.customer_desk.phone_changes
        if new is None or self._waits:
            return
        try:
            question = changes.question(new)
        except ServiceError as error:
            self._not_sent(error)
            return

        def settle(answer: CodeAskAnswer | NotAnswered) -> None:
            try:
                self._sent = changes.sent(question, answer)
            except ServiceError as error:
                if error.key == "phone_of_somebody":
                    self._new = None
                    self.host.refuse(sentence(error.key, error.params, self.ui.formatting))
                self._not_sent(error)
                return
            _log.info("code=sent")
            self.host.dialog_changed()

        self._sent = None
        self._in_background(
            lambda: self.ui.services.customer_desk.phones.ask(question), settle, lambda: settle(NotAnswered(""))
        )

    def _not_sent(self, error: ServiceError) -> None:
        _log.info("code=not_sent cause=%s", error.key)
        self._why_not = sentence(error.key, error.params, self.ui.formatting)
        self.host.dialog_changed()

    def _check(self, text: str) -> None:
        new, sent, operator = self._new, self._sent, self.ui.session.operator
        changes, phones = self.ui.services.customer_desk.phone_changes, self.ui.services.customer_desk.phones
        if new is None or operator is None:
            return
        if sent is None:
            self.host.refuse(self.tr("No code was sent yet"))
            return
        question = self.host.attempt(lambda: changes.check(new, sent, text, operator))
        if question is None:
            return

        def settle(answer: CodeCheckAnswer | NotAnswered) -> None:
            self.host.line.clear()
            self.host.dialog_changed()
            try:
                changes.told(new, question, answer, operator)
            except ServiceError as error:
                if error.key in ("code_expired", "code_used_up"):
                    self._sent = None
                    self._not_sent(error)
                self.host.refuse(sentence(error.key, error.params, self.ui.formatting))
                return
            self._finish("code")

        self._in_background(lambda: phones.ask_check(question), settle, lambda: settle(NotAnswered("")))

    # ---- a senior person's word

    def _approve(self) -> None:
        new, operator = self._new, self.ui.session.operator
        if new is None or operator is None or self._waits:
            return
        changes = self.ui.services.customer_desk.phone_changes
        reasons = (
            self.tr("the old number is lost"),
            self.tr("the number was written down wrong"),
            self.tr("known to me in person"),
        )

        def act(person: Operator | None, reason: str) -> bool:
            changes.approve(new, reason or reasons[0], operator, person)
            return True

        with_second_person(self.host, act, lambda _done, _person: self._finish("approved"), reasons)

    def _finish(self, how: str) -> None:
        _log.info("phone=changed how=%s", how)
        self.ui.nudge()
        self.host.close_dialog()
        self._done(self.tr("The phone is changed: the old number no longer finds this customer"))

    def _in_background(
        self, ask: Callable[[], Answer], settle: Callable[[Answer], None], without: Callable[[], None]
    ) -> None:
        """Ask the server; a dialog that was left meanwhile hears nothing. ``without``: after a fault of our own."""

        def done(then: Callable[[], None]) -> None:
            self._waits = False
            if self._is_open:
                self.host.dialog_changed()
                then()

        def failed(error: Exception) -> None:
            _log.error("phone_change=ask_failed", exc_info=error)
            done(without)

        self._waits = True
        self.host.dialog_changed()
        self.ui.background.run(ask, lambda answer: done(lambda: settle(answer)), failed)
