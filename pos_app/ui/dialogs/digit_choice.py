"""A dialog in which a digit, an arrow and Enter, or a touch chooses one row of a list."""

from abc import abstractmethod

from pos_app.ui.dialogs.dialog import Dialog
from pos_app.ui.key_press import KeyPress


class DigitChoiceDialog(Dialog):
    """``opened`` shows the rows; ``choose`` takes one."""

    @abstractmethod
    def count(self) -> int:
        """How many rows there are to choose from."""

    def closed(self) -> None:
        self.host.show_choices("", (), digits=True)

    def take_key(self, press: KeyPress) -> bool:
        if press.name in ("Up", "Down"):
            self.host.step_choice(1 if press.name == "Down" else -1)
            return True
        if press.is_digit:
            if 0 < int(press.name) <= self.count():
                self.choose(int(press.name) - 1)
            return True
        return press.is_character

    def submit(self, text: str) -> None:
        del text
        if self.host.marked_choice >= 0:
            self.choose(self.host.marked_choice)
