"""How many, by finger: digits, and above them «×1» to «×10», each a whole answer that ends what was typed so far."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from pos_app.ui.theme.sizes import GAP
from pos_app.ui.widgets.buttons import button
from pos_app.ui.widgets.number_pad import NumberPad, PadKind

_LAST_DIGITS = "1234567890"
_IN_A_ROW = 5
_TYPED_MOST = 2


class PiecesPad(QWidget):
    """With «1» typed the keys are «×11» … «×19» and «×10»: twelve is three touches, as many as ``12*`` has keys."""

    pressed = Signal(str)
    """As ``NumberPad.pressed``; «×12» is twelve, at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        grid = QGridLayout()
        grid.setSpacing(GAP)
        self._whole: list[QPushButton] = []
        for place in range(len(_LAST_DIGITS)):
            made = button("", partial(self._press, place), role="digit")
            self._whole.append(made)
            grid.addWidget(made, place // _IN_A_ROW, place % _IN_A_ROW)
        column.addLayout(grid)
        digits = NumberPad(PadKind.FULL)
        digits.pressed.connect(self.pressed)
        column.addWidget(digits)
        self.follow("")

    @property
    def answers(self) -> tuple[str, ...]:
        """What the keys of the two upper rows say now."""
        return tuple(made.text() for made in self._whole)

    def follow(self, typed: str) -> None:
        """Say on the keys what each makes of ``typed``."""
        fits = typed.isascii() and typed.isdecimal() and not typed.startswith("0") and len(typed) <= _TYPED_MOST
        for made, digit in zip(self._whole, _LAST_DIGITS, strict=True):
            begun = typed if fits else ("1" if digit == "0" else "")
            made.setText(f"×{begun}{digit}")
            made.setAccessibleName(made.text())
            made.setEnabled(fits or not typed)

    def _press(self, place: int) -> None:
        self.pressed.emit(self._whole[place].text())
