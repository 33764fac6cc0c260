"""Finding goods by words or any part of their name (F3), on either keyboard layout."""

from collections.abc import Mapping
from typing import ClassVar

from pos_app.domain.catalogue.item import Item
from pos_app.domain.money.units import ONE, Quantity, Unit
from pos_app.services.scan_outcome import ItemAdded
from pos_app.ui.dialogs.dialog import Dialog, SaleHost, Touch
from pos_app.ui.dialogs.weight import WeightDialog
from pos_app.ui.goods_lookup import GoodsLookup
from pos_app.ui.key_press import KeyPress
from pos_app.ui.screens.scan_answer import scan_answer
from pos_app.ui.sounds import Sound
from pos_app.ui.widgets.choice_list import CHOICES_MAX, ChoiceRow

_LETTERS_MIN = 2


def goods_rows(host: SaleHost, items: tuple[Item, ...]) -> list[ChoiceRow]:
    """Goods as rows of a list: name, article, price."""
    formatting = host.ui.formatting
    return [ChoiceRow(item.name, item.article, formatting.roubles(item.price_kopecks)) for item in items]


def put_in_basket(host: SaleHost, item: Item, quantity: Quantity, mark: str = "") -> None:
    """Add the chosen goods and close the dialog; what is sold by weight is asked for its weight first."""
    if item.unit is Unit.KILOGRAM and quantity == ONE:
        host.open_dialog(WeightDialog(host, item))
        return
    state = host.attempt(lambda: host.ui.services.sale.add_item(item, quantity, mark))
    if state is not None:
        host.close_dialog()
        host.show_sale(state)
        host.say(scan_answer(ItemAdded(state.last_line_id or "", item, quantity), host.ui.formatting).advice)
        host.ui.sounds.play(Sound.GOODS)


class SearchDialog(Dialog):
    """The list follows what is typed; Enter takes the marked goods, ↑ ↓ move the mark."""

    name: ClassVar[str] = "search"
    touch: ClassVar[Touch] = Touch.LETTERS

    def __init__(self, host: SaleHost) -> None:
        super().__init__(host)
        self._found: tuple[Item, ...] = ()
        self._takes_first = False
        self._lookup = GoodsLookup(self.ui, self._show_found, self._could_not)

    @classmethod
    def opened_again(cls, host: SaleHost, noted: Mapping[str, str]) -> Dialog | None:
        return cls(host)

    @property
    def is_searching(self) -> bool:
        """Whether the answer to what is typed is still to come."""
        return self._lookup.is_searching

    def closed(self) -> None:
        self._lookup.forget()
        self.host.show_choices("", (), digits=False)

    def prompt(self) -> str:
        return self.tr("Words of the name, for example: milk 3,2")

    def advice(self) -> str:
        return self.tr("↑ ↓ choose, Enter puts it in the receipt, Esc leaves")

    def text_changed(self, text: str) -> None:
        words = text.strip()
        self._takes_first = False
        if len(words) < _LETTERS_MIN:
            self._lookup.forget()
            self._found = ()
            self.host.show_choices("", (), digits=False)
            return
        self._lookup.ask(words)

    def _show_found(self, found: tuple[Item, ...]) -> None:
        self._found = found
        title = "" if self._found else self.tr("Nothing with these words")
        self.host.show_choices(title, goods_rows(self.host, self._found), digits=False, marked=0 if self._found else -1)
        if self._takes_first:
            self.submit(self.host.line.text())

    def _could_not(self, error: Exception) -> None:
        def tell() -> None:
            raise error

        self.host.attempt(tell)

    def take_key(self, press: KeyPress) -> bool:
        if press.name in ("Up", "Down") and self._found:
            self.host.step_choice(1 if press.name == "Down" else -1)
            return True
        return False

    def submit(self, text: str) -> None:
        if self.is_searching:
            self._takes_first = True  # Enter came before the answer: it means what will stand first
        elif self._found and self.host.marked_choice >= 0:
            self.choose(self.host.marked_choice)
        elif text.strip():
            self.host.refuse(self.tr("Nothing found: {text}").format(text=text.strip()))

    def choose(self, index: int) -> None:
        scans = self.ui.services.scans
        quantity = scans.multiplier  # «3*» before F3
        before = self.host.state.basket
        put_in_basket(self.host, self._found[index], quantity or ONE)
        if self.host.state.basket != before:
            scans.clear_multiplier()


class GoodsChoiceDialog(Dialog):
    """One code names several goods: a digit, ↓ and Enter, or a touch says which."""

    name: ClassVar[str] = "goods_choice"

    def __init__(self, host: SaleHost, items: tuple[Item, ...], quantity: Quantity, mark: str = "") -> None:
        super().__init__(host)
        self._mark = mark
        self._items = items[:CHOICES_MAX]
        self._quantity = quantity

    def noted(self) -> dict[str, str]:
        """The number of the quantity, then the goods in their order: the same list is shown again."""
        goods = "\n".join(item.item_id for item in self._items)
        return {"goods": goods, "quantity": str(self._quantity), "mark": self._mark}

    def has_entered(self) -> bool:
        return True

    @classmethod
    def opened_again(cls, host: SaleHost, noted: Mapping[str, str]) -> Dialog | None:
        ids, quantity = noted.get("goods", "").split("\n"), noted.get("quantity", "")
        found = host.attempt(lambda: [host.ui.services.catalogue.by_id(item_id) for item_id in ids])
        items = tuple(item for item in found or () if item is not None)
        if not items or not quantity.isdecimal():
            return None
        return cls(host, items, int(quantity), noted.get("mark", ""))

    def opened(self) -> None:
        self.host.show_choices(
            self.tr("This code names several goods"), goods_rows(self.host, self._items), digits=True
        )

    def closed(self) -> None:
        self.host.show_choices("", (), digits=True)

    def prompt(self) -> str:
        return self.tr("Which of them? Press the digit")

    def take_key(self, press: KeyPress) -> bool:
        if press.name in ("Up", "Down"):
            self.host.step_choice(1 if press.name == "Down" else -1)
            return True
        if press.is_digit:
            if 0 < int(press.name) <= len(self._items):
                self.choose(int(press.name) - 1)
            return True
        return False

    def submit(self, text: str) -> None:
        del text
        if self.host.marked_choice >= 0:
            self.choose(self.host.marked_choice)

    def choose(self, index: int) -> None:
        put_in_basket(self.host, self._items[index], self._quantity, self._mark)
