"""Goods by one key or one touch: a panel over the table (Home), which stays until it is left."""

from collections.abc import Mapping
from typing import ClassVar

from pos_app.domain.catalogue.quick_keys import KEYS_MAX, QuickKeys
from pos_app.domain.money.units import ONE, Unit
from pos_app.domain.people.operator import Operator
from pos_app.services.errors import ServiceError
from pos_app.services.quick_keys import QuickKeyShown
from pos_app.services.rights import Right
from pos_app.services.scan_outcome import ItemAdded
from pos_app.ui.dialogs.dialog import Dialog, SaleHost, Touch
from pos_app.ui.dialogs.reason import reasons_of_holding
from pos_app.ui.dialogs.second_person import with_second_person
from pos_app.ui.dialogs.weight import WeightDialog
from pos_app.ui.formatting import Formatting
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.language import translate
from pos_app.ui.screens.scan_answer import scan_answer
from pos_app.ui.sounds import Sound
from pos_app.ui.widgets.quick_grid import QuickFace, place_of


def faces_of(shown: tuple[QuickKeyShown, ...], formatting: Formatting) -> list[QuickFace]:
    """What stands on the keys of a page, by place."""
    faces = [QuickFace() for _ in range(KEYS_MAX)]
    for each in shown:
        if each.item is None:
            gone = translate("QuickKeys", "Not sold any more")
            faces[each.key.place] = QuickFace(each.key.label or gone, "", usable=False)
        else:
            title = each.key.label or each.item.name
            faces[each.key.place] = QuickFace(title, formatting.short_roubles(each.item.price_kopecks))
    return faces


class QuickKeysDialog(Dialog):
    """A letter or a touch sells one; scans go on; F2 … F10 or PageUp and PageDown turn the pages."""

    name: ClassVar[str] = "quick_keys"
    touch: ClassVar[Touch] = Touch.PAY_KEYS
    stays_on_scan = True

    def __init__(self, host: SaleHost) -> None:
        super().__init__(host)
        self._keys = QuickKeys()
        self._page = 0
        self._shown: tuple[QuickKeyShown, ...] = ()

    def opened(self) -> None:
        self._keys = self.host.attempt(self.ui.services.quick_keys.keys) or QuickKeys()
        self._page = min(self.ui.session.quick_page, max(len(self._keys.pages) - 1, 0))
        self._show()

    @classmethod
    def opened_again(cls, host: SaleHost, noted: Mapping[str, str]) -> Dialog | None:
        return cls(host)

    def closed(self) -> None:
        self.host.show_quick(None)

    def prompt(self) -> str:
        return self.tr("A digit or letter puts goods in; scans go on")

    def advice(self) -> str:
        return self.tr("{key} or Esc leaves").format(key=self.ui.key(Action.QUICK))

    def keys(self) -> tuple[KeyAction, ...]:
        pages = tuple(
            KeyAction(f"F{number + 2}", page.title, lambda number=number: self.turn_to(number))  # type: ignore[misc]
            for number, page in enumerate(self._keys.pages)
        )
        arrange = KeyAction(self.ui.key(Action.QUICK_ARRANGE), self.tr("Arrange"), self._arrange)
        return (*pages, arrange)

    def take_key(self, press: KeyPress) -> bool:
        if press.name == self.ui.key(Action.QUICK):
            self.host.close_dialog()
            return True
        if press.name in ("PageUp", "PageDown"):
            self.turn_to(self._page + (1 if press.name == "PageDown" else -1))
            return True
        if press.is_character:
            place = place_of(press.name)
            if place is not None:
                self.press(place)
            return True
        return False

    def turn_to(self, page: int) -> None:
        """Show another page."""
        if 0 <= page < len(self._keys.pages):
            self._page = self.ui.session.quick_page = page
            self._show()

    def press(self, place: int) -> None:
        """Sell what stands on a place."""
        item = next((each.item for each in self._shown if each.key.place == place), None)
        if item is None:
            return
        scans = self.ui.services.scans
        quantity = scans.multiplier
        if item.unit is Unit.KILOGRAM and quantity is None:
            self.host.open_dialog(WeightDialog(self.host, item))
            return
        state = self.host.attempt(lambda: self.ui.services.sale.add_item(item, quantity or ONE))
        if state is None:
            return
        scans.clear_multiplier()
        self.host.line.calm()
        self.host.show_sale(state)
        added = ItemAdded(state.last_line_id or "", item, quantity or ONE)
        self.host.say(scan_answer(added, self.ui.formatting).advice)
        self.ui.sounds.play(Sound.GOODS)

    def _show(self) -> None:
        pages = self._keys.pages
        if pages:
            page = pages[self._page]
            self._shown = self.host.attempt(lambda: self.ui.services.quick_keys.shown(page)) or ()
            empty = "" if self._shown else self.tr("Nothing on this page yet")
        else:
            empty = self.tr("No quick keys yet. A manager arranges them: {key}").format(
                key=self.ui.key(Action.QUICK_ARRANGE)
            )
        faces = faces_of(self._shown, self.ui.formatting)
        self.host.show_quick(
            lambda grid: grid.show_page([page.title for page in pages], self._page, faces, empty=empty)
        )

    def _arrange(self) -> None:
        operators, operator = self.ui.services.operators, self.ui.session.operator

        def may(person: Operator | None, why: str) -> Operator:
            del why
            if operator is None:
                raise ServiceError("not_signed_on")
            return operators.authorise(operator, Right.ARRANGE_QUICK_KEYS, person) or operator

        def done(manager: Operator, _approver: Operator | None) -> None:
            self.host.leave_for("quick_keys", manager)

        with_second_person(self.host, may, done, reasons_of_holding(), self.tr("Quick keys"))
