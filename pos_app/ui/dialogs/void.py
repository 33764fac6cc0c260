"""Taking a line out, or giving up the whole basket (F8)."""

from typing import ClassVar

from pos_app.domain.people.operator import Operator
from pos_app.domain.stored_value.advance import Advance
from pos_app.services.sale_state import SaleState
from pos_app.ui.dialogs.dialog import Dialog, SaleHost, Touch
from pos_app.ui.dialogs.reason import reasons_of_void
from pos_app.ui.dialogs.second_person import with_second_person
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.models.lines_model import advance_name


class VoidDialog(Dialog):
    """Enter (or Delete) removes the line; the key again asks for the whole basket, and once more does it."""

    name: ClassVar[str] = "void"
    touch: ClassVar[Touch] = Touch.PAY_KEYS

    def __init__(self, host: SaleHost) -> None:
        super().__init__(host)
        self._whole = host.state.basket.is_empty

    def prompt(self) -> str:
        if self._whole and self.host.state.basket.is_empty:
            key = self.ui.key(Action.VOID_ALL)
            return self.tr("No goods yet. Start this receipt again? {key} – yes, Esc – no").format(key=key)
        if self._whole:
            return self.tr("Void the WHOLE receipt? {key} – yes, Esc – no").format(key=self.ui.key(Action.VOID_ALL))
        if (advance := self.host.current_advance()) is not None:
            sum_shown = self.ui.formatting.roubles(advance.kopecks)
            return self.tr("Take {sum} out again? Enter – yes, Esc – no").format(sum=sum_shown)
        current = self.host.current_line()
        number = current[0] if current else 0
        text = self.tr("Remove line {number}? Enter – yes, Esc – no")
        return text.format(number=number)

    def advice(self) -> str:
        if self._whole:
            return self.tr("The customer, discounts and points are removed too")
        current, advance = self.host.current_line(), self.host.current_advance()
        if current is None:
            name = "" if advance is None else advance_name(advance)
        else:
            name = current[1].item.name
        text = self.tr("{item}. ↑ ↓ another line, {key} the whole receipt")
        return text.format(item=name, key=self.ui.key(Action.VOID_ALL))

    def keys(self) -> tuple[KeyAction, ...]:
        yes = self.tr("Void all!") if self._whole else self.tr("Whole receipt")
        everything = KeyAction(self.ui.key(Action.VOID_ALL), yes, self._void_all)
        coupons = KeyAction(self.ui.key(Action.VOID_COUPONS), self.tr("Remove coupons"), self._remove_coupons)
        if self._whole:
            return (coupons, everything) if self.host.state.basket.coupons else (everything,)
        line = KeyAction("Enter", self.tr("Remove line"), self._remove, enabled=self._is_chosen())
        return (line, coupons, everything) if self.host.state.basket.coupons else (line, everything)

    def take_key(self, press: KeyPress) -> bool:
        if press.name in ("Up", "Down"):
            if not self._whole:
                self.host.step_line(1 if press.name == "Down" else -1)
                self.host.dialog_changed()
            return True
        if press.name == "Delete":
            self._remove()
            return True
        return press.is_character  # nothing is typed here

    def submit(self, text: str) -> None:
        del text
        if not self._whole:
            self._remove()

    def _is_chosen(self) -> bool:
        return self.host.current_line() is not None or self.host.current_advance() is not None

    def _remove(self) -> None:
        advance = self.host.current_advance()
        if advance is not None and not self._whole:
            self._remove_advance(advance)
            return
        current = self.host.current_line()
        if current is None or self._whole:
            return
        line, sale = current[1], self.ui.services.sale

        def done(state: SaleState, _approver: Operator | None) -> None:
            self.host.close_dialog()
            self.host.show_sale(state)
            self.host.say(self.tr("Removed: {item}").format(item=line.item.name))

        with_second_person(
            self.host, lambda person, why: sale.remove_line(line.line_id, person, why), done, reasons_of_void()
        )

    def _remove_advance(self, advance: Advance) -> None:
        sale = self.ui.services.sale

        def done(state: SaleState, _approver: Operator | None) -> None:
            self.host.close_dialog()
            self.host.show_sale(state)

        with_second_person(
            self.host,
            lambda person, why: sale.remove_advance(advance.line_id, person, why),
            done,
            reasons_of_void(),
        )

    def _remove_coupons(self) -> None:
        state = self.host.attempt(self.ui.services.sale.remove_coupons)
        if state is not None:
            self.host.close_dialog()
            self.host.show_sale(state)
            self.host.say(self.tr("The coupons were taken out"))

    def _void_all(self) -> None:
        if not self._whole:
            self._whole = True
            self.host.dialog_changed()
            return

        def done(state: SaleState, _approver: Operator | None) -> None:
            self.host.close_dialog()
            self.host.show_sale(state)
            self.host.say(self.tr("The receipt was voided"))

        with_second_person(self.host, self.ui.services.sale.void, done, reasons_of_void())
