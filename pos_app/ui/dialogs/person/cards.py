"""Cards of a customer: one digit says what is to be done, then the new card is scanned or typed."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from pos_app.domain.codes.scan import ScanData
from pos_app.domain.people.held_card import BlockReason, HeldCard
from pos_app.domain.people.operator import Operator
from pos_app.ui.card_words import blocked_words, card_words
from pos_app.ui.dialogs.dialog import Dialog, SaleHost, Touch
from pos_app.ui.dialogs.second_person import with_second_person
from pos_app.ui.key_press import KeyPress
from pos_app.ui.widgets.choice_list import CHOICES_MAX, ChoiceRow

_log = logging.getLogger("kopilka.ui")


@dataclass(frozen=True, slots=True)
class _Choice:
    row: ChoiceRow
    act: Callable[[], None]


class CardsDialog(Dialog):
    """``done`` is called with what was done, in words."""

    name: ClassVar[str] = "cards"
    touch: ClassVar[Touch] = Touch.DIGITS

    def __init__(self, host: SaleHost, customer_id: str, done: Callable[[str], None]) -> None:
        super().__init__(host)
        self._customer_id = customer_id
        self._done = done
        self._choices: tuple[_Choice, ...] = ()
        self._replaces: tuple[str, BlockReason] | None = None
        self._asks_number = False

    def opened(self) -> None:
        self._choices = tuple(self._offered())[:CHOICES_MAX]
        self.host.show_choices(self.tr("Cards: what to do?"), [each.row for each in self._choices], digits=True)

    def noted(self) -> dict[str, str]:
        if not self._asks_number:
            return {}
        lost, why = ("", "") if self._replaces is None else (self._replaces[0], self._replaces[1].value)
        return {"asks": "number", "replaces": lost, "why": why}

    def has_entered(self) -> bool:
        return self._asks_number

    def take_up(self, noted: Mapping[str, str]) -> None:
        if noted.get("asks") != "number":
            return
        why = next((each for each in BlockReason if each.value == noted.get("why")), None)
        self._replaces = None if why is None else (noted.get("replaces", ""), why)
        self._ask_number()

    def closed(self) -> None:
        self.host.show_choices("", (), digits=True)

    def prompt(self) -> str:
        if self._asks_number:
            return self.tr("Scan the new card or type its number")
        return self.tr("Press the digit of the action")

    def advice(self) -> str:
        if self._asks_number:
            return self.tr("The card works here at once, at other tills as soon as the server knows it")
        return self.tr("Works without the server too. Points stay with the customer")

    def take_key(self, press: KeyPress) -> bool:
        if self._asks_number:
            return False
        if press.name in ("Up", "Down"):
            self.host.step_choice(1 if press.name == "Down" else -1)
            return True
        if press.is_digit and 0 < int(press.name) <= len(self._choices):
            self.choose(int(press.name) - 1)
        return press.is_character

    def submit(self, text: str) -> None:
        if self._asks_number:
            if text.strip():
                number = self.host.attempt(lambda: self.ui.services.customer_desk.cards.number_of(text))
                self._take_number(number)
        elif self.host.marked_choice >= 0:
            self.choose(self.host.marked_choice)

    def choose(self, index: int) -> None:
        self._choices[index].act()

    def take_scan(self, scan: ScanData) -> None:
        """A whole code while the new card is asked for."""
        if self._asks_number:
            self._take_number(self.host.attempt(lambda: self.ui.services.customer_desk.cards.number_in(scan)))

    # ---- inside

    def _offered(self) -> list[_Choice]:
        cards = self.host.attempt(lambda: self.ui.services.customer_desk.cards.cards_of(self._customer_id)) or ()
        offered = [_Choice(ChoiceRow(self.tr("Issue a card")), self._ask_new)]
        for card in cards:
            name = card_words(card)
            if card.in_force:
                offered += [
                    _Choice(
                        ChoiceRow(self.tr("Lost: issue another card"), name), self._replace(card, BlockReason.LOST)
                    ),
                    _Choice(
                        ChoiceRow(self.tr("Damaged: issue another card"), name),
                        self._replace(card, BlockReason.DAMAGED),
                    ),
                    _Choice(ChoiceRow(self.tr("Lost: block it"), name), self._block(card)),
                ]
            else:
                words = blocked_words(card)
                offered.append(_Choice(ChoiceRow(self.tr("Found: unblock it"), name, words), self._activate(card)))
        return offered

    def _ask_new(self) -> None:
        self._replaces = None
        self._ask_number()

    def _replace(self, card: HeldCard, reason: BlockReason) -> Callable[[], None]:
        def ask() -> None:
            self._replaces = (card.card_number, reason)
            self._ask_number()

        return ask

    def _block(self, card: HeldCard) -> Callable[[], None]:
        def block() -> None:
            operator = self.ui.session.operator
            cards = self.ui.services.customer_desk.cards
            if operator is None:
                return
            if self._did(lambda: cards.block(self._customer_id, card.card_number, BlockReason.LOST, operator)):
                self._finish("blocked", self.tr("The card {card} is blocked").format(card=card_words(card)))

        return block

    def _activate(self, card: HeldCard) -> Callable[[], None]:
        def activate() -> None:
            operator = self.ui.session.operator
            cards = self.ui.services.customer_desk.cards
            if operator is None:
                return

            def act(person: Operator | None, _reason: str) -> bool:
                cards.activate(self._customer_id, card.card_number, operator, person)
                return True

            told = self.tr("The card {card} works again").format(card=card_words(card))
            why = self.tr("the card was found")
            with_second_person(self.host, act, lambda *_: self._finish("activated", told), (), why)

        return activate

    def _ask_number(self) -> None:
        self._asks_number = True
        self.host.show_choices("", (), digits=True)
        self.host.line.clear()
        self.host.dialog_changed()

    def _take_number(self, number: str | None) -> None:
        operator, cards = self.ui.session.operator, self.ui.services.customer_desk.cards
        if number is None or operator is None:
            return
        replaces = self._replaces

        def act() -> HeldCard:
            if replaces is None:
                return cards.issue(self._customer_id, number, operator)
            return cards.replace(self._customer_id, replaces[0], number, operator, replaces[1])

        held = self.host.attempt(act)
        if held is not None:
            self._finish("issued", self.tr("The card {card} is issued").format(card=card_words(held)))

    def _did(self, act: Callable[[], None]) -> bool:
        def done() -> bool:
            act()
            return True

        return self.host.attempt(done) is not None

    def _finish(self, word: str, told: str) -> None:
        _log.info("card=%s", word)
        self.ui.nudge()
        self.host.close_dialog()
        self._done(told)
