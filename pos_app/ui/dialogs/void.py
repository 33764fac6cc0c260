"""Taking a line out, or giving up the whole basket (F8)."""

from collections.abc import Mapping
from typing import ClassVar

from pos_app.domain.people.operator import Operator
from pos_app.domain.stored_value.advance import Advance
from pos_app.services.sale_state import SaleState
from pos_app.ui.dialogs.cancel_order import ask_to_cancel_order
from pos_app.ui.dialogs.coupons_out import CouponsOutDialog
from pos_app.ui.dialogs.dialog import Dialog, SaleHost, Touch
from pos_app.ui.dialogs.line_again import LINE, line_again
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

    def noted(self) -> dict[str, str]:
        current = self.host.current_line()
        return {} if current is None else {LINE: current[1].line_id}

    @classmethod
    def opened_again(cls, host: SaleHost, noted: Mapping[str, str]) -> Dialog | None:
        if not host.ui.services.sale.has_anything:
            return None
        line_again(host, noted)
        return cls(host)

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
        order = KeyAction(self.ui.key(Action.VOID_ORDER), self.tr("Cancel the order"), self._cancel_order)
        basket = self.host.state.basket
        others = tuple(each for each, is_there in ((coupons, basket.coupons), (order, basket.order)) if is_there)
        if self._whole:
            return (*others, everything)
        line = KeyAction("Enter", self.tr("Remove line"), self._remove, enabled=self._is_chosen())
        return (line, *others, everything)

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

    def _cancel_order(self) -> None:
        order = self.host.state.basket.order
        if order is not None:
            ask_to_cancel_order(self.host, order)

    def _remove_coupons(self) -> None:
        if len(self.host.state.basket.coupons) > 1:
            self.host.open_dialog(CouponsOutDialog(self.host))
            return
        state = self.host.attempt(self.ui.services.sale.remove_coupons)
        if state is not None:
            self.host.close_dialog()
            self.host.show_sale(state)
            self.host.say(self.tr("The coupon was taken out"))

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
