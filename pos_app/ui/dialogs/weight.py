"""The weight of goods that were chosen by name and are sold by the kilogram."""

from typing import ClassVar

from pos_app.domain.catalogue.item import Item
from pos_app.ui.dialogs.dialog import Dialog, SaleHost
from pos_app.ui.formatting import parse_quantity
from pos_app.ui.sounds import Sound


class WeightDialog(Dialog):
    """Kilograms with up to three decimals."""

    name: ClassVar[str] = "weight"

    def __init__(self, host: SaleHost, item: Item) -> None:
        super().__init__(host)
        self._item = item

    def prompt(self) -> str:
        return self.tr("Weight in kg, then Enter")

    def advice(self) -> str:
        price = self.ui.formatting.roubles(self._item.price_kopecks)
        return self.tr("{item}: {price} for 1 kg").format(item=self._item.name, price=price)

    def submit(self, text: str) -> None:
        quantity = parse_quantity(text, self._item.unit)
        if quantity is None:
            self.host.refuse(self.tr("Not a weight. Type kilograms, for example 0,254"))
            return
        state = self.host.attempt(lambda: self.ui.services.sale.add_item(self._item, quantity))
        if state is not None:
            self.host.close_dialog()
            self.host.show_sale(state)
            self.ui.sounds.play(Sound.GOODS)
