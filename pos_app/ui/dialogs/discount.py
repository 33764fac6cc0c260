"""A discount by hand (F7) on the chosen line or the whole receipt, with a second person's approval in place."""

from collections.abc import Mapping
from typing import ClassVar

from pos_app.domain.basket.basket import BasketLine, ManualDiscount, ManualDiscountKind
from pos_app.domain.people.operator import Operator
from pos_app.services.sale_state import SaleState
from pos_app.ui.dialogs.dialog import Dialog, SaleHost
from pos_app.ui.dialogs.line_again import LINE, line_again
from pos_app.ui.dialogs.price import PriceDialog
from pos_app.ui.dialogs.reason import reasons_of_discount
from pos_app.ui.dialogs.second_person import with_second_person
from pos_app.ui.formatting import parse_money, parse_percent
from pos_app.ui.key_action import KeyAction
from pos_app.ui.keymap import Action
from pos_app.ui.sentences import pin_of

_ROUBLE_SIGNS = "рРrR₽"


class DiscountDialog(Dialog):
    """Per cent at first; the key again, or ``р`` behind the number, makes it roubles. One key: the whole receipt."""

    name: ClassVar[str] = "discount"

    def __init__(self, host: SaleHost, number: int, line: BasketLine) -> None:
        super().__init__(host)
        self._number = number
        self._line = line
        self._kind = ManualDiscountKind.PERCENT
        self._whole = not line.item.rules.discountable

    def noted(self) -> dict[str, str]:
        return {LINE: self._line.line_id, "kind": self._kind.value, "whole": "yes" if self._whole else ""}

    def about(self) -> str:
        return "" if self._whole else self._line.item.name

    @classmethod
    def opened_again(cls, host: SaleHost, noted: Mapping[str, str]) -> Dialog | None:
        found = line_again(host, noted)
        return None if found is None else cls(host, *found)

    def take_up(self, noted: Mapping[str, str]) -> None:
        in_roubles = noted.get("kind") == ManualDiscountKind.SUM.value
        self._kind = ManualDiscountKind.SUM if in_roubles else ManualDiscountKind.PERCENT
        self._whole = self._whole or bool(noted.get("whole"))
        self._changed()

    def prompt(self) -> str:
        per_cent = self._kind is ManualDiscountKind.PERCENT
        if self._whole:
            whole = self.tr("Discount on the WHOLE receipt in %, then Enter")
            return whole if per_cent else self.tr("Discount on the WHOLE receipt in roubles, then Enter")
        if per_cent:
            return self.tr("Discount on line {number} in %, then Enter").format(number=self._number)
        return self.tr("Discount on line {number} in roubles, then Enter").format(number=self._number)

    def advice(self) -> str:
        operator = self.ui.session.operator
        if operator is None:
            return ""
        operators = self.ui.services.operators
        limit_bp = operators.discount_limit_bp(operator.role)
        limit = self.ui.formatting.percent(limit_bp)
        item = self.tr("The whole receipt") if self._whole else self._line.item.name
        above = operators.role_for_discount(limit_bp + 1)
        if above is None:
            return self.tr("{item}. Up to {limit}; nobody here may give more").format(item=item, limit=limit)
        text = self.tr("{item}. Your limit is {limit}; above it, {pin} is needed")
        return text.format(item=item, limit=limit, pin=pin_of(above.value))

    def keys(self) -> tuple[KeyAction, ...]:
        other = self.tr("In roubles") if self._kind is ManualDiscountKind.PERCENT else self.tr("In %")
        scope = self.tr("This line") if self._whole else self.tr("Whole receipt")
        remove = KeyAction(
            self.ui.key(Action.DISCOUNT_NONE),
            self.tr("No discount"),
            lambda: self._give(self._kind, 0),
            enabled=self._given is not None,
        )
        fixed = self._line.item.rules.discountable
        return (
            KeyAction(self.ui.key(Action.DISCOUNT_BASKET), scope, self._turn, enabled=fixed),
            KeyAction(self.ui.key(Action.DISCOUNT_PRICE), self.tr("New price"), self._ask_price, enabled=fixed),
            KeyAction(self.ui.key(Action.DISCOUNT_UNIT), other, self._switch),
            remove,
        )

    def submit(self, text: str) -> None:
        typed = text.strip()
        in_roubles = bool(typed) and typed[-1] in _ROUBLE_SIGNS
        if in_roubles or self._kind is ManualDiscountKind.SUM:
            kind, value = ManualDiscountKind.SUM, parse_money(typed.rstrip(_ROUBLE_SIGNS).strip())
        else:
            kind, value = ManualDiscountKind.PERCENT, parse_percent(typed)
        if value is None:
            self.host.refuse(self.tr("Not a discount. Type a number, for example 5"))
            return
        self._give(kind, value)

    @property
    def _given(self) -> ManualDiscount | None:
        return self.host.state.basket.manual_discount if self._whole else self._line.manual_discount

    def _ask_price(self) -> None:
        self.host.open_dialog(PriceDialog(self.host, self._number, self._line))

    def _turn(self) -> None:
        self._whole = not self._whole
        self._changed()

    def _switch(self) -> None:
        per_cent = self._kind is ManualDiscountKind.PERCENT
        self._kind = ManualDiscountKind.SUM if per_cent else ManualDiscountKind.PERCENT
        self._changed()

    def _changed(self) -> None:
        typed = self.host.line.text()
        self.host.dialog_changed()
        self.host.line.replace_text(typed)

    def _give(self, kind: ManualDiscountKind, value: int) -> None:
        sale, line_id = self.ui.services.sale, self._line.line_id

        def give(person: Operator | None, why: str) -> SaleState:
            if self._whole:
                return sale.discount_basket(kind, value, person, why)
            return sale.discount_line(line_id, kind, value, person, why)

        def done(state: SaleState, approver: Operator | None) -> None:
            self.host.close_dialog()
            self.host.show_sale(state)
            if approver is not None:
                self.host.say(self.tr("Discount approved: {name}").format(name=approver.name))

        with_second_person(self.host, give, done, reasons_of_discount())
