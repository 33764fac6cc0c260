"""Why something out of the usual is done: a digit of a short list, or words."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from pos_app.ui.dialogs.dialog import Dialog, SaleHost, Touch
from pos_app.ui.key_press import KeyPress
from pos_app.ui.language import translate
from pos_app.ui.widgets.choice_list import CHOICES_MAX, ChoiceRow


class ReasonDialog(Dialog):
    """``done`` is called with the reason in words."""

    name: ClassVar[str] = "reason"
    touch: ClassVar[Touch] = Touch.LETTERS

    def __init__(self, host: SaleHost, about: str, reasons: Sequence[str], done: Callable[[str], None]) -> None:
        super().__init__(host)
        self._about = about
        self._reasons = tuple(reasons)[:CHOICES_MAX]
        self._done = done

    def opened(self) -> None:
        self.host.show_choices(self.tr("Why?"), [ChoiceRow(reason) for reason in self._reasons], digits=True)

    def closed(self) -> None:
        self.host.show_choices("", (), digits=True)

    def prompt(self) -> str:
        return self.tr("Why? A digit, or your own words and Enter")

    def advice(self) -> str:
        return self._about

    def take_key(self, press: KeyPress) -> bool:
        if press.name in ("Up", "Down"):
            self.host.step_choice(1 if press.name == "Down" else -1)
            return True
        if press.is_digit and not self.host.line.text():
            if 0 < int(press.name) <= len(self._reasons):
                self.choose(int(press.name) - 1)
            return True
        return False

    def submit(self, text: str) -> None:
        words = " ".join(text.split())
        if words:
            self._done(words)
        elif self.host.marked_choice >= 0:
            self.choose(self.host.marked_choice)

    def choose(self, index: int) -> None:
        self._done(self._reasons[index])


def reasons_of_discount() -> tuple[str, ...]:
    """Why less is paid than the shelf says."""
    return (
        translate("Reasons", "Different price on the shelf"),
        translate("Reasons", "Damaged packaging"),
        translate("Reasons", "Close to its best-before date"),
        translate("Reasons", "Regular customer"),
        translate("Reasons", "Agreed with the manager"),
        translate("Reasons", "Other"),
    )


def reasons_of_void() -> tuple[str, ...]:
    """Why goods leave a receipt."""
    return (
        translate("Reasons", "The customer changed their mind"),
        translate("Reasons", "Scanned by mistake"),
        translate("Reasons", "Not enough money"),
        translate("Reasons", "Other"),
    )


def reasons_of_holding() -> tuple[str, ...]:
    """Why a receipt goes from hand to hand or waits for long."""
    return (
        translate("Reasons", "The customer comes back later"),
        translate("Reasons", "Change of cashier"),
        translate("Reasons", "Other"),
    )
