"""Receipts put aside (F5 on an empty receipt): take one up again, write on it, or give it up."""

from collections.abc import Mapping
from typing import ClassVar

from pos_app.domain.people.operator import Operator
from pos_app.services.sale_state import SaleState
from pos_app.services.selling.holding import HeldShown
from pos_app.ui.dialogs.dialog import Dialog, SaleHost, Touch
from pos_app.ui.dialogs.reason import reasons_of_holding, reasons_of_void
from pos_app.ui.dialogs.second_person import with_second_person
from pos_app.ui.formatting import Formatting
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.language import translate
from pos_app.ui.widgets.choice_list import ChoiceRow
from pos_app.ui.widgets.status_strip import short_name


def held_row(shown: HeldShown, formatting: Formatting) -> ChoiceRow:
    """What tells one from another: the note, whose it is, the first goods; when, by whom, how much."""
    held, customer = shown.held, shown.customer
    parts = [held.note] if held.note else []
    if customer is not None:
        parts.append(f"{customer.name} {customer.masked_phone}")
    if held.basket.lines and not parts:
        first, others = held.basket.lines[0].item.name, len(held.basket.lines) - 1
        parts.append(translate("Held", "{item} and {count} more").format(item=first, count=others) if others else first)
    title = " · ".join(parts) or translate("Held", "Receipt")
    detail = " ".join(text for text in (formatting.time(held.held_at), short_name(shown.operator_name)) if text)
    return ChoiceRow(title, detail, formatting.roubles(held.sum_kopecks))


class HeldDialog(Dialog):
    """A digit takes one up; so do ↓ and Enter, or a touch."""

    name: ClassVar[str] = "held"
    touch: ClassVar[Touch] = Touch.DIGITS

    def __init__(self, host: SaleHost, marked: int = 0) -> None:
        super().__init__(host)
        self._rows: tuple[HeldShown, ...] = ()
        self._marked = marked
        self._voiding = False

    def opened(self) -> None:
        self._rows = self.host.attempt(self.ui.services.sale.held) or ()
        rows = [held_row(row, self.ui.formatting) for row in self._rows]
        self.host.show_choices(
            self.tr("Receipts put aside"), rows, digits=True, marked=min(self._marked, len(rows) - 1)
        )

    @classmethod
    def opened_again(cls, host: SaleHost, noted: Mapping[str, str]) -> Dialog | None:
        return cls(host) if host.attempt(host.ui.services.sale.held) else None

    def closed(self) -> None:
        self.host.show_choices("", (), digits=True)

    def prompt(self) -> str:
        if self._voiding:
            key = self.ui.key(Action.HELD_VOID)
            return self.tr("Void the marked receipt? {key} – yes, Esc – no").format(key=key)
        return self.tr("Which one? Press the digit")

    def advice(self) -> str:
        return self.tr("It comes back at today's prices. ↑ ↓ mark one, Enter resumes it")

    def keys(self) -> tuple[KeyAction, ...]:
        void = self.tr("Void it!") if self._voiding else self.tr("Void")
        return (
            KeyAction("Enter", self.tr("Resume"), lambda: self.choose(self.host.marked_choice)),
            KeyAction(self.ui.key(Action.HELD_NOTE), self.tr("Note"), self._note),
            KeyAction(self.ui.key(Action.HELD_VOID), void, self._void),
        )

    def take_key(self, press: KeyPress) -> bool:
        if press.name in ("Up", "Down"):
            self._voiding = False
            self.host.step_choice(1 if press.name == "Down" else -1)
            self.host.dialog_changed()
            return True
        if press.is_digit:
            self.choose(int(press.name) - 1)
            return True
        return press.is_character

    def submit(self, text: str) -> None:
        del text
        self.choose(self.host.marked_choice)

    def choose(self, index: int) -> None:
        if 0 <= index < len(self._rows):
            self._recall(self._rows[index])

    def _recall(self, row: HeldShown) -> None:
        basket_id = row.held.basket_id

        def done(state: SaleState, _approver: Operator | None) -> None:
            self.host.close_dialog()
            self.host.show_sale(state)
            self.host.say(self._told(row, state))

        sale = self.ui.services.sale
        with_second_person(
            self.host, lambda person, why: sale.recall(basket_id, person, why), done, reasons_of_holding()
        )

    def _told(self, row: HeldShown, state: SaleState) -> str:
        was, now = row.held.sum_kopecks, state.priced.money_kopecks
        if was != now:
            sums = {"was": self.ui.formatting.roubles(was), "now": self.ui.formatting.roubles(now)}
            return "⚠ " + self.tr("Resumed: it was {was}, now it is {now}").format(**sums)
        return self.tr("Resumed. {note}").format(note=row.held.note).strip()

    def _note(self) -> None:
        index = self.host.marked_choice
        if 0 <= index < len(self._rows):
            self.host.open_dialog(HeldNoteDialog(self.host, index, self._rows[index]))

    def _void(self) -> None:
        index = self.host.marked_choice
        if not 0 <= index < len(self._rows):
            return
        if not self._voiding:
            self._voiding = True
            self.host.dialog_changed()
            return
        basket_ids = (self._rows[index].held.basket_id,)

        def drop(person: Operator | None, why: str) -> bool:
            self.ui.services.sale.drop_held(basket_ids, person, why)
            return True

        def done(_done: bool, _approver: Operator | None) -> None:
            self.host.close_dialog()
            self.host.say(self.tr("The receipt that was put aside is void"))

        with_second_person(self.host, drop, done, reasons_of_void())


class HeldNoteDialog(Dialog):
    """A few words on a receipt that is put aside."""

    name: ClassVar[str] = "held_note"
    touch: ClassVar[Touch] = Touch.LETTERS

    def __init__(self, host: SaleHost, index: int, row: HeldShown) -> None:
        super().__init__(host)
        self._index = index
        self._row = row

    def noted(self) -> dict[str, str]:
        return {"basket": self._row.held.basket_id}

    def about(self) -> str:
        return held_row(self._row, self.ui.formatting).title

    @classmethod
    def opened_again(cls, host: SaleHost, noted: Mapping[str, str]) -> Dialog | None:
        rows = host.attempt(host.ui.services.sale.held) or ()
        found = (place for place, row in enumerate(rows) if row.held.basket_id == noted.get("basket"))
        index = next(found, None)
        return None if index is None else cls(host, index, rows[index])

    def prompt(self) -> str:
        return self.tr("Note: what tells this customer from others, then Enter")

    def advice(self) -> str:
        return self._row.held.note

    def submit(self, text: str) -> None:
        basket_id = self._row.held.basket_id

        def write() -> bool:
            self.ui.services.sale.note_on(basket_id, text)
            return True

        if self.host.attempt(write):
            self.host.open_dialog(HeldDialog(self.host, self._index))
