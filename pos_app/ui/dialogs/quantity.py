"""Quantity of the chosen line (F4)."""

from typing import ClassVar

from pos_app.domain.basket.basket import BasketLine
from pos_app.domain.money.units import Unit
from pos_app.domain.people.operator import Operator
from pos_app.services.sale_state import SaleState
from pos_app.ui.dialogs.dialog import Dialog, SaleHost
from pos_app.ui.dialogs.reason import reasons_of_void
from pos_app.ui.dialogs.second_person import with_second_person
from pos_app.ui.formatting import parse_quantity
from pos_app.ui.key_press import KeyPress


class QuantityDialog(Dialog):
    """Pieces, or kilograms where it is sold by weight."""

    name: ClassVar[str] = "quantity"

    def __init__(self, host: SaleHost, number: int, line: BasketLine) -> None:
        super().__init__(host)
        self._number = number
        self._line = line

    def prompt(self) -> str:
        if self._line.item.unit is Unit.KILOGRAM:
            return self.tr("Weight of line {number}, kg, then Enter").format(number=self._number)
        return self.tr("How many of line {number}, then Enter").format(number=self._number)

    def advice(self) -> str:
        now = self.ui.formatting.quantity(self._line.quantity, self._line.item.unit)
        return self.tr("{item}: {quantity} now. Esc leaves it so").format(item=self._line.item.name, quantity=now)

    def take_key(self, press: KeyPress) -> bool:
        return press.name == "*"  # the asterisk that many tills open this with, pressed once more

    def submit(self, text: str) -> None:
        quantity = parse_quantity(text, self._line.item.unit)
        if quantity is None:
            self.host.refuse(self._wrong())
            return
        sale, line_id = self.ui.services.sale, self._line.line_id

        def done(state: SaleState, _approver: Operator | None) -> None:
            self.host.close_dialog()
            self.host.show_sale(state)

        with_second_person(
            self.host, lambda person, why: sale.set_quantity(line_id, quantity, person, why), done, reasons_of_void()
        )

    def _wrong(self) -> str:
        if self._line.item.unit is Unit.KILOGRAM:
            return self.tr("Not a weight. Type kilograms, for example 0.254")
        return self.tr("Not a quantity. Type whole pieces; F8 removes the line")
