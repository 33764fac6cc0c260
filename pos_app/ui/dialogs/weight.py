"""The weight of goods that were chosen by name and are sold by the kilogram."""

from collections.abc import Mapping
from typing import ClassVar

from pos_app.domain.catalogue.item import Item
from pos_app.domain.money.units import Quantity, Unit
from pos_app.services.errors import ServiceError
from pos_app.ui.dialogs.dialog import Dialog, SaleHost
from pos_app.ui.formatting import parse_quantity
from pos_app.ui.sentences import sentence
from pos_app.ui.sounds import Sound


class WeightDialog(Dialog):
    """Kilograms with up to three decimals, typed or taken from the scale, which is asked off the UI thread."""

    name: ClassVar[str] = "weight"

    def __init__(self, host: SaleHost, item: Item) -> None:
        super().__init__(host)
        self._item = item
        self._weighed: Quantity | None = None
        self._is_closed = False

    def noted(self) -> dict[str, str]:
        return {"goods": self._item.item_id}

    def about(self) -> str:
        return self._item.name

    def has_entered(self) -> bool:
        return True

    @classmethod
    def opened_again(cls, host: SaleHost, noted: Mapping[str, str]) -> Dialog | None:
        item = host.attempt(lambda: host.ui.services.catalogue.by_id(noted.get("goods", "")))
        return None if item is None else cls(host, item)

    def opened(self) -> None:
        self._weigh()

    def closed(self) -> None:
        self._is_closed = True

    def prompt(self) -> str:
        if self._weighed is not None:
            weight = self.ui.formatting.quantity(self._weighed, Unit.KILOGRAM)
            return self.tr("On the scale: {weight} kg. Enter takes it, or type kilograms").format(weight=weight)
        return self.tr("Weight in kg, then Enter")

    def advice(self) -> str:
        price = self.ui.formatting.roubles(self._item.price_kopecks)
        return self.tr("{item}: {price} for 1 kg").format(item=self._item.name, price=price)

    def submit(self, text: str) -> None:
        if not text.strip() and self.ui.services.scale is not None:
            if self._weighed is None:
                self._weigh()
            else:
                self._add(self._weighed)
            return
        quantity = parse_quantity(text, self._item.unit)
        if quantity is None:
            self.host.refuse(self.tr("Not a weight. Type kilograms, for example 0.254"))
            return
        self._add(quantity)

    def _add(self, quantity: Quantity) -> None:
        state = self.host.attempt(lambda: self.ui.services.sale.add_item(self._item, quantity))
        if state is not None:
            self.host.close_dialog()
            self.host.show_sale(state)
            self.ui.sounds.play(Sound.GOODS)

    def _weigh(self) -> None:
        scale = self.ui.services.scale
        if scale is not None:
            self.ui.background.run(scale.weigh, self._take_weight, self._take_failure)

    def _take_weight(self, weight: Quantity) -> None:
        if self._may_speak():
            self._weighed = weight
            self.host.line.calm()  # in the place of "the scale is empty": what Enter takes must be seen
            self.host.dialog_changed()

    def _take_failure(self, error: Exception) -> None:
        if not self._may_speak():
            return
        key = error.key if isinstance(error, ServiceError) else "scale_offline"
        self.host.refuse(sentence(key, {}, self.ui.formatting))

    def _may_speak(self) -> bool:
        """A weight that is being typed counts more than the scale's, and must not be wiped away."""
        return not self._is_closed and not self.host.line.text()
