"""A dialog in which a digit, an arrow and Enter, or a touch chooses one row of a list."""

from collections.abc import Sequence

from pos_app.ui.dialogs.dialog import Dialog, SaleHost
from pos_app.ui.key_press import KeyPress
from pos_app.ui.widgets.choice_list import ChoiceRow


class DigitChoiceDialog(Dialog):
    """``opened`` shows the rows with :meth:`offer`; ``choose`` takes one."""

    def __init__(self, host: SaleHost) -> None:
        super().__init__(host)
        self._count = 0

    def offer(self, title: str, rows: Sequence[ChoiceRow], marked: int = -1) -> None:
        """Lay the rows over the table; a digit chooses one."""
        self._count = len(rows)
        self.host.show_choices(title, rows, digits=True, marked=marked)

    def closed(self) -> None:
        self.host.show_choices("", (), digits=True)

    def take_key(self, press: KeyPress) -> bool:
        if press.name in ("Up", "Down"):
            self.host.step_choice(1 if press.name == "Down" else -1)
            return True
        if press.is_digit:
            if 0 < int(press.name) <= self._count:
                self.choose(int(press.name) - 1)
            return True
        return press.is_character

    def submit(self, text: str) -> None:
        del text
        if self.host.marked_choice >= 0:
            self.choose(self.host.marked_choice)
