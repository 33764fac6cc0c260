"""Quantity of the chosen line (F4)."""

from collections.abc import Mapping
from typing import ClassVar

from pos_app.domain.basket.basket import BasketLine
from pos_app.domain.money.units import Unit
from pos_app.domain.people.operator import Operator
from pos_app.services.errors import ServiceError
from pos_app.services.sale_state import SaleState
from pos_app.ui.dialogs.dialog import Dialog, SaleHost, Touch
from pos_app.ui.dialogs.line_again import LINE, line_again
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

    def noted(self) -> dict[str, str]:
        return {LINE: self._line.line_id}

    def about(self) -> str:
        return self._line.item.name

    @classmethod
    def opened_again(cls, host: SaleHost, noted: Mapping[str, str]) -> Dialog | None:
        found = line_again(host, noted)
        return None if found is None else cls(host, *found)

    def prompt(self) -> str:
        if self._line.item.unit is Unit.KILOGRAM:
            return self.tr("Weight of line {number}, kg, then Enter").format(number=self._number)
        return self.tr("How many of line {number}, then Enter").format(number=self._number)

    def advice(self) -> str:
        now = self.ui.formatting.quantity(self._line.quantity, self._line.item.unit)
        return self.tr("{item}: {quantity} now. Esc leaves it so").format(item=self._line.item.name, quantity=now)

    def take_key(self, press: KeyPress) -> bool:
        if press.name.startswith("×"):  # touched: as many, at once
            self.submit(press.name.removeprefix("×"))
            return True
        return press.name == "*"  # the asterisk that many tills open this with, pressed once more

    def touch_now(self) -> Touch:
        return Touch.PIECES if self._line.item.unit is Unit.PIECE else Touch.DIGITS

    def before_scan(self) -> None:
        """The next goods come: as many of this line as were typed, as if Enter had been pressed.

        Where it takes a second person or is no quantity, the dialog stays, and the scan is taken all the same.
        """
        text = self.host.line.text()
        if not text.strip():
            return
        quantity = parse_quantity(text, self._line.item.unit)
        sale, line_id = self.ui.services.sale, self._line.line_id
        self.stays_on_scan = True
        if quantity is None:
            return

        def take() -> SaleState | None:
            try:
                return sale.set_quantity(line_id, quantity, None, "")
            except ServiceError as error:
                if error.key != "approval_needed":
                    raise
                return None

        state = self.host.attempt(take)
        if state is not None:
            self.host.close_dialog()
            self.host.show_sale(state)

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
