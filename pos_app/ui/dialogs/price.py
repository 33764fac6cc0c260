"""A price by hand in place of the shelf's, for one unit of the chosen line; it always says why."""

from collections.abc import Mapping
from typing import ClassVar

from pos_app.domain.basket.basket import BasketLine
from pos_app.domain.money.units import Kopecks
from pos_app.domain.people.operator import Operator
from pos_app.services.sale_state import SaleState
from pos_app.ui.dialogs.dialog import Dialog, SaleHost
from pos_app.ui.dialogs.line_again import LINE, line_again
from pos_app.ui.dialogs.reason import ReasonDialog, reasons_of_discount
from pos_app.ui.dialogs.second_person import with_second_person
from pos_app.ui.formatting import parse_money
from pos_app.ui.key_action import KeyAction
from pos_app.ui.keymap import Action


class PriceDialog(Dialog):
    """The price, then a reason, then a second person where the role does not suffice."""

    name: ClassVar[str] = "price"

    def __init__(self, host: SaleHost, number: int, line: BasketLine) -> None:
        super().__init__(host)
        self._number = number
        self._line = line

    def noted(self) -> dict[str, str]:
        return {LINE: self._line.line_id}

    def about(self) -> str:
        return self._line.item.name

    @classmethod
    def opened_again(cls, host: SaleHost, noted: Mapping[str, str]) -> Dialog | None:
        found = line_again(host, noted)
        return None if found is None else cls(host, *found)

    def prompt(self) -> str:
        return self.tr("Price of line {number} in roubles, then Enter").format(number=self._number)

    def advice(self) -> str:
        by, formatting = self._line.price_set, self.ui.formatting
        shelf = by.shelf_kopecks if by is not None else self._line.item.price_kopecks
        text = self.tr("{item}. Shelf price: {price}")
        return text.format(item=self._line.item.name, price=formatting.roubles(shelf))

    def keys(self) -> tuple[KeyAction, ...]:
        back = KeyAction(
            self.ui.key(Action.DISCOUNT_NONE),
            self.tr("Shelf price"),
            lambda: self._set(0, ""),
            enabled=self._line.price_set is not None,
        )
        return (back,)

    def submit(self, text: str) -> None:
        kopecks = parse_money(text.strip())
        if not kopecks:
            self.host.refuse(self.tr("Not a price. Type roubles, for example 99.90"))
            return
        about = f"{self._line.item.name}: {self.ui.formatting.roubles(kopecks)}"
        self.host.open_dialog(
            ReasonDialog(self.host, about, reasons_of_discount(), lambda why: self._set(kopecks, why))
        )

    def _set(self, kopecks: Kopecks, reason: str) -> None:
        sale, line_id = self.ui.services.sale, self._line.line_id

        def done(state: SaleState, approver: Operator | None) -> None:
            self.host.close_dialog()
            self.host.show_sale(state)
            if approver is not None:
                self.host.say(self.tr("Price approved: {name}").format(name=approver.name))

        with_second_person(
            self.host,
            lambda person, why: sale.set_price(line_id, kopecks, why, person),
            done,
            reasons_of_discount(),
            reason,
            lambda: self.host.open_dialog(PriceDialog(self.host, self._number, self._line)),
        )
