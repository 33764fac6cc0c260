"""Is the phone his? The server sends a code, the customer tells it; or a senior person vouches for him."""

import logging
from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QTimer

from pos_app.domain.people.operator import Operator
from pos_app.services.customer_desk.phones import CodeSent
from pos_app.services.errors import ServiceError
from pos_app.ui.dialogs.dialog import Dialog, SaleHost
from pos_app.ui.dialogs.second_person import with_second_person
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.sentences import sentence
from sync.protocol.not_answered import NotAnswered
from sync.protocol.phone_code import CODE_DIGITS, CodeAskAnswer, CodeCheckAnswer

_TRIES, _PAUSE_MS = 6, 700
_log = logging.getLogger("kopilka.ui")


class PhoneCodeDialog(Dialog):
    """Asks for the code when it opens; ``done`` is called with what was done, in words, and may be left with Esc."""

    name: ClassVar[str] = "phone_code"

    def __init__(self, host: SaleHost, customer_id: str, done: Callable[[str], None]) -> None:
        super().__init__(host)
        self._customer_id = customer_id
        self._done = done
        self._sent: CodeSent | None = None
        self._waits = False
        self._is_open = False
        self._why_not = ""
        self._tries_left = _TRIES
        self._again = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._again.timeout.connect(self._send)

    def opened(self) -> None:
        self._is_open = True
        self._send()

    def closed(self) -> None:
        self._is_open = False
        self._again.stop()

    def keeps_typed(self) -> bool:
        return False

    def prompt(self) -> str:
        if self._waits:
            return self.tr("Asking the server…")
        if self._sent is None:
            return self.tr("No code: {key} – a senior person vouches").format(key=self.ui.key(Action.CODE_VOUCH))
        return self.tr("The {n}-digit code from the message").format(n=CODE_DIGITS)

    def advice(self) -> str:
        later = self.tr(
            "Points are earned already; they are spent once the phone is confirmed. Esc – later, at any till"
        )
        if self._waits or self._sent is not None:
            sent = self.tr("A code was sent to the customer: ask for it")
            return f"{sent}\n{later}"
        return f"{self._why_not}\n{later}" if self._why_not else later

    def keys(self) -> tuple[KeyAction, ...]:
        again = KeyAction(self.ui.key(Action.CODE_AGAIN), self.tr("Send again"), self._send, enabled=not self._waits)
        return (again, KeyAction(self.ui.key(Action.CODE_VOUCH), self.tr("No code"), self._vouch))

    def take_key(self, press: KeyPress) -> bool:
        full = len(self.host.line.text()) >= CODE_DIGITS
        return press.is_character and (not press.is_digit or full)

    def submit(self, text: str) -> None:
        if text.strip():
            self._check(text)
        elif self._sent is None and not self._waits:
            self._send()

    # ---- inside

    def _send(self) -> None:
        if self._waits:
            return
        phones = self.ui.services.customer_desk.phones
        try:
            question = phones.question(self._customer_id)
        except ServiceError as error:
            self._not_sent(error)
            return

        def settle(answer: CodeAskAnswer | NotAnswered) -> None:
            self._waits = False
            if not self._is_open:
                return
            try:
                self._sent = phones.sent(question, answer)
            except ServiceError as error:
                if error.key == "code_not_sent_yet" and self._tries_left:
                    self._tries_left -= 1
                    self._again.start()  # his registration is on its way there
                else:
                    self._not_sent(error)
                return
            _log.info("code=sent")
            self.host.dialog_changed()

        self._waits, self._sent = True, None
        self.host.dialog_changed()
        self.ui.nudge()  # the server knows who just joined here as soon as it has this till's records
        self.ui.background.run(lambda: phones.ask(question), settle, self._failed)

    def _check(self, text: str) -> None:
        phones, operator, sent = self.ui.services.customer_desk.phones, self.ui.session.operator, self._sent
        if operator is None or self._waits:
            return
        if sent is None:
            self.host.refuse(self.tr("No code was sent yet"))
            return
        question = self.host.attempt(lambda: phones.check(sent, text, operator))
        if question is None:
            return

        def settle(answer: CodeCheckAnswer | NotAnswered) -> None:
            self._waits = False
            if not self._is_open:
                return
            self.host.line.clear()
            self.host.dialog_changed()
            try:
                phones.told(question, answer)
            except ServiceError as error:
                if error.key in ("code_expired", "code_used_up"):
                    self._sent = None
                    self._why_not = sentence(error.key, error.params, self.ui.formatting)
                    self.host.dialog_changed()
                self.host.refuse(sentence(error.key, error.params, self.ui.formatting))
                return
            self._finish("told")

        self._waits = True
        self.ui.background.run(lambda: phones.ask_check(question), settle, self._failed)

    def _vouch(self) -> None:
        operator, phones = self.ui.session.operator, self.ui.services.customer_desk.phones
        if operator is None:
            return
        usual = self.tr("No message arrives")

        def act(person: Operator | None, reason: str) -> bool:
            phones.vouch(self._customer_id, reason or usual, operator, person)
            return True

        reasons = (usual, self.tr("Known in the shop"), self.tr("Rang this till from the number"))
        with_second_person(self.host, act, lambda *_: self._finish("vouched"), reasons)

    def _finish(self, word: str) -> None:
        _log.info("code=%s", word)
        self.ui.nudge()
        self.host.close_dialog()
        self._done(self.tr("The phone is confirmed: points may be spent"))

    def _not_sent(self, error: ServiceError) -> None:
        self._waits, self._sent = False, None
        self._why_not = sentence(error.key, error.params, self.ui.formatting)
        _log.info("code=not_sent why=%s", error.key)
        self.host.dialog_changed()

    def _failed(self, error: Exception) -> None:
        _log.error("code=ask_failed", exc_info=error)
        self._waits = False
        if self._is_open:
            self._not_sent(ServiceError("code_not_sent"))
