"""A discount by hand on the chosen line (F7), with a second person's approval in place."""

from collections.abc import Callable
from typing import ClassVar

from pos_app.domain.basket.basket import BasketLine, ManualDiscountKind
from pos_app.domain.people.operator import Operator, Role
from pos_app.services.errors import ServiceError
from pos_app.ui.dialogs.approval import ApprovalDialog
from pos_app.ui.dialogs.dialog import Dialog, SaleHost
from pos_app.ui.formatting import parse_money, parse_percent
from pos_app.ui.key_action import KeyAction
from pos_app.ui.keymap import Action
from pos_app.ui.sentences import pin_of, sentence

_ROUBLE_SIGNS = "рРrR₽"


class DiscountDialog(Dialog):
    """Per cent at first; the key again, or ``р`` behind the number, makes it roubles."""

    name: ClassVar[str] = "discount"

    def __init__(self, host: SaleHost, number: int, line: BasketLine) -> None:
        super().__init__(host)
        self._number = number
        self._line = line
        self._kind = ManualDiscountKind.PERCENT

    def prompt(self) -> str:
        if self._kind is ManualDiscountKind.PERCENT:
            return self.tr("Discount on line {number} in %, then Enter").format(number=self._number)
        return self.tr("Discount on line {number} in roubles, then Enter").format(number=self._number)

    def advice(self) -> str:
        operator = self.ui.session.operator
        if operator is None:
            return ""
        operators = self.ui.services.operators
        limit_bp = operators.discount_limit_bp(operator.role)
        limit, item = self.ui.formatting.percent(limit_bp), self._line.item.name
        above = operators.role_for_discount(limit_bp + 1)
        if above is None:
            return self.tr("{item}. Up to {limit}; nobody here may give more").format(item=item, limit=limit)
        text = self.tr("{item}. Yours is up to {limit}; above it takes {pin}")
        return text.format(item=item, limit=limit, pin=pin_of(above.value))

    def keys(self) -> tuple[KeyAction, ...]:
        other = self.tr("In roubles") if self._kind is ManualDiscountKind.PERCENT else self.tr("In %")
        remove = KeyAction(
            self.ui.key(Action.DISCOUNT_NONE),
            self.tr("No discount"),
            lambda: self._give(self._kind, 0),
            enabled=self._line.manual_discount is not None,
        )
        return (KeyAction(self.ui.key(Action.DISCOUNT_UNIT), other, self._switch), remove)

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

    def _switch(self) -> None:
        per_cent = self._kind is ManualDiscountKind.PERCENT
        self._kind = ManualDiscountKind.SUM if per_cent else ManualDiscountKind.PERCENT
        typed = self.host.line.text()
        self.host.dialog_changed()
        self.host.line.replace_text(typed)

    def _give(self, kind: ManualDiscountKind, value: int, approved_by: Operator | None = None) -> None:
        sale, line_id = self.ui.services.sale, self._line.line_id
        try:
            state = sale.discount_line(line_id, kind, value, approved_by)
        except ServiceError as error:
            needed = str(error.params.get("needed_role", ""))
            if error.key == "discount_above_limit" and needed and approved_by is None:
                self._ask_approval(error, Role(needed), lambda person: self._give(kind, value, person))
            elif error.key == "discount_above_limit":
                self.host.refuse(self.tr("Nobody here may give so large a discount"))
            else:
                self.host.refuse(sentence(error.key, error.params, self.ui.formatting))
            return
        self.host.close_dialog()
        self.host.show_sale(state)
        if approved_by is not None:
            self.host.say(self.tr("Discount approved: {name}").format(name=approved_by.name))

    def _ask_approval(self, error: ServiceError, needed: Role, approved: Callable[[Operator], None]) -> None:
        reason = sentence(error.key, error.params, self.ui.formatting)
        self.host.open_dialog(ApprovalDialog(self.host, reason, needed, approved))
