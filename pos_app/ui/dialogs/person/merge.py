"""Two accounts of one person: the other is found, what will happen is shown, a senior person agrees."""

import logging
from collections.abc import Callable, Mapping
from typing import ClassVar

from pos_app.domain.people.customer import Customer
from pos_app.domain.people.operator import Operator
from pos_app.services.customer_answers import CustomerChoice, CustomerFound, CustomerNotFound
from pos_app.services.customer_desk.merging import MergePreview
from pos_app.ui.dialogs.dialog import Dialog, SaleHost
from pos_app.ui.dialogs.second_person import with_second_person
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.sentences import sentence
from pos_app.ui.widgets.choice_list import CHOICES_MAX, ChoiceRow

_log = logging.getLogger("kopilka.ui")


class MergeDialog(Dialog):
    """``done`` is called with who stays and what was done, in words."""

    name: ClassVar[str] = "merge"

    def __init__(self, host: SaleHost, customer_id: str, done: Callable[[str, str], None]) -> None:
        super().__init__(host)
        self._customer_id = customer_id
        self._done = done
        self._people: tuple[Customer, ...] = ()
        self._preview: MergePreview | None = None

    def noted(self) -> dict[str, str]:
        preview = self._preview
        if preview is None:
            return {}
        return {"stays": preview.stays.customer_id, "goes": preview.goes.customer_id}

    def about(self) -> str:
        preview = self._preview
        return "" if preview is None else f"{preview.stays.name} ← {preview.goes.name}"

    def has_entered(self) -> bool:
        return self._preview is not None

    def take_up(self, noted: Mapping[str, str]) -> None:
        if noted.get("stays") and noted.get("goes"):
            self._show(noted["stays"], noted["goes"])

    def closed(self) -> None:
        self.host.show_choices("", (), digits=True)

    def prompt(self) -> str:
        if self._preview is not None:
            return self.tr("Merge them? Enter – yes, {key} – keep the other one").format(key=self._swap_key())
        return self.tr("The other account: phone, its last 4 digits, or card")

    def advice(self) -> str:
        preview = self._preview
        if preview is None:
            return self.tr("The account on this page stays; the other one becomes part of it")
        words = self.tr(
            "Points, receipts, cards and consents move; the history stays. The server does it when it hears"
        )
        if preview.contradicts:
            warning = self.tr("⚠ Names or birthdays differ: make sure that it is one person")
            return f"{warning}\n{words}"
        return words

    def keys(self) -> tuple[KeyAction, ...]:
        if self._preview is None:
            return ()
        return (
            KeyAction("Enter", self.tr("Merge"), self._merge),
            KeyAction(self._swap_key(), self.tr("Swap"), self._swap),
        )

    def take_key(self, press: KeyPress) -> bool:
        if self._preview is not None:
            return press.is_character
        if not self._people:
            return False
        if press.name in ("Up", "Down"):
            self.host.step_choice(1 if press.name == "Down" else -1)
            return True
        if press.is_digit and 0 < int(press.name) <= len(self._people):
            self.choose(int(press.name) - 1)
            return True
        return False

    def submit(self, text: str) -> None:
        if self._preview is not None:
            self._merge()
        elif self._people and self.host.marked_choice >= 0 and not text.strip():
            self.choose(self.host.marked_choice)
        elif text.strip():
            self._find(text.strip())

    def choose(self, index: int) -> None:
        if self._preview is None and index < len(self._people):
            self._show(self._customer_id, self._people[index].customer_id)

    def find(self, text: str) -> None:
        """Somebody's card or phone was scanned."""
        if self._preview is None:
            self._find(text)

    # ---- inside

    def _find(self, text: str) -> None:
        answer = self.host.attempt(lambda: self.ui.services.customers.find(text))
        match answer:
            case CustomerFound(customer):
                self._show(self._customer_id, customer.customer_id)
            case CustomerChoice(customers, _):
                self._people = tuple(each for each in customers if each.customer_id != self._customer_id)[:CHOICES_MAX]
                rows = [ChoiceRow(person.name, person.masked_phone) for person in self._people]
                self.host.show_choices(self.tr("Several customers have these digits"), rows, digits=True)
                self.host.line.clear()
                self.host.dialog_changed()
            case CustomerNotFound(key, params):
                self.host.refuse(sentence(key, params, self.ui.formatting))

    def _show(self, stays_id: str, goes_id: str) -> None:
        preview = self.host.attempt(lambda: self.ui.services.customer_desk.merging.preview(stays_id, goes_id))
        if preview is None:
            return
        self._preview = preview
        self.host.line.clear()
        self.host.show_choices(self.tr("What will happen"), self._rows(preview), digits=False)
        self.host.dialog_changed()

    def _rows(self, preview: MergePreview) -> list[ChoiceRow]:
        points = self.ui.formatting.counted_points
        known = [each for each in (preview.stays_balance, preview.goes_balance) if each is not None]
        unknown = self.tr("not known here")

        def balance(amount: int | None) -> str:
            return unknown if amount is None else points(amount)

        cards = self.tr("and {n} cards").format(n=preview.moving_cards) if preview.moving_cards else ""
        return [
            ChoiceRow(
                self.tr("Stays: {name}").format(name=preview.stays.name),
                preview.stays.masked_phone,
                balance(preview.stays_balance),
            ),
            ChoiceRow(
                self.tr("Merged into it: {name}").format(name=preview.goes.name),
                preview.goes.masked_phone,
                balance(preview.goes_balance),
            ),
            ChoiceRow(self.tr("Afterwards: {name}").format(name=preview.stays.name), cards, points(sum(known))),
        ]

    def _swap_key(self) -> str:
        return self.ui.key(Action.MERGE_SWAP)

    def _swap(self) -> None:
        if self._preview is not None:
            self._show(self._preview.goes.customer_id, self._preview.stays.customer_id)

    def _merge(self) -> None:
        preview, operator = self._preview, self.ui.session.operator
        if preview is None or operator is None:
            return
        stays, goes = preview.stays.customer_id, preview.goes.customer_id
        merging = self.ui.services.customer_desk.merging
        usual = self.tr("One person, two accounts")

        def act(person: Operator | None, reason: str) -> bool:
            merging.merge(stays, goes, reason or usual, operator, person)
            return True

        def finish(_result: bool, _person: Operator | None) -> None:
            _log.info("merge=recorded")
            self.ui.nudge()
            self.host.close_dialog()
            told = self.tr("The server makes the two one as soon as it hears of it; until then both are found")
            self._done(stays, told)

        reasons = (usual, self.tr("Lost phone, new number"), self.tr("Registered twice by mistake"))
        with_second_person(self.host, act, finish, reasons)
