"""The keys of the present screen in words (F1); any key takes it away, and a scan goes on as if it were not there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.ui.key_action import KeyAction
from pos_app.ui.keymap import Action, Keymap
from pos_app.ui.widgets.buttons import button
from pos_app.ui.widgets.labels import centre, label, natural, panel

_WIDTH = 940


class HelpOverlay(QWidget):
    """Lies over the screen, inside the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("veil")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        frame = panel()
        frame.setFixedWidth(_WIDTH)
        centre(self, frame)
        self._column = QVBoxLayout(frame)
        self._column.setContentsMargins(28, 20, 28, 20)
        self._column.setSpacing(10)
        self._column.addWidget(label(self.tr("Keys"), size="title"))
        self._holder = QWidget()
        self._column.addWidget(self._holder)
        close = QHBoxLayout()
        close.addStretch(1)
        close.addWidget(button(self.tr("Close  Esc"), self.hide, role="primary", height=52))
        self._column.addLayout(close)
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch beside the panel closes it, as any key does."""
        self.hide()

    def show_help(self, actions: Sequence[KeyAction], place: str, keymap: Keymap) -> None:
        """The keys of the bar, then what else the place understands."""
        rows = [(action.key, action.label) for action in actions if action.key != keymap.key(Action.HELP)]
        rows += self._more(place, keymap)
        rows.append((keymap.key(Action.LOCK), self.tr("Lock the till")))
        rows.append((keymap.key(Action.COLOURS), self.tr("Other colours: dark, high contrast")))
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        half = (len(rows) + 1) // 2
        for number, (key, meaning) in enumerate(rows):
            column = 0 if number < half else 2
            grid.addWidget(natural(label(key, bold=True)), number % half, column)
            grid.addWidget(natural(label(meaning)), number % half, column + 1)
        grid.setColumnMinimumWidth(0, 70)
        grid.setColumnMinimumWidth(2, 70)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self._column.replaceWidget(self._holder, fresh)
        self._holder.deleteLater()
        self._holder = fresh
        self.raise_()
        self.show()

    def _more(self, place: str, keymap: Keymap) -> list[tuple[str, str]]:
        card, cash = keymap.key(Action.CARD), keymap.key(Action.CASH)
        if place == "sale":
            return [
                (card, self.tr("All by card")),
                (cash, self.tr("Cash, or parts")),
                ("↑ ↓", self.tr("Choose a line, from anywhere")),
                ("*", self.tr("Quantity of the line")),
                ("3*", self.tr("Three of the next goods: type, Enter, scan")),
                ("Delete", self.tr("Remove the line")),
                (self.tr("code Enter"), self.tr("Article, bar code, phone, card")),
                (keymap.key(Action.QUICK), self.tr("Goods by one key")),
                (keymap.key(Action.WHY), self.tr("Why it costs so much")),
                (keymap.key(Action.EXTRAS), self.tr("Certificates, money account, gifts")),
                (self.tr("words {key}").format(key=keymap.key(Action.HOLD)), self.tr("Put aside with a note")),
            ]
        if place == "payment":
            return [
                (card, self.tr("By card: all the rest, or the sum typed")),
                (cash, self.tr("Cash: exact, or the sum typed")),
            ]
        if place == "points":
            return [
                ("Enter", self.tr("All points, or what was typed")),
                ("↑ ↓", self.tr("The whole receipt, or a line")),
                (self.tr("2p"), self.tr("Two pieces of the line in points")),
                ("0", self.tr("Nothing on this line")),
            ]
        if place == "shift":
            return [("↑ ↓", self.tr("Choose, or read the report on"))]
        if place == "why":
            return [("↑ ↓", self.tr("Read on, row by row"))]
        if place == "devices":
            return [("↑ ↓", self.tr("Choose a device")), ("", self.tr("Scan any code: it is shown, not sold"))]
        if place == "camera":
            return [("1 … 6", self.tr("Choose a camera"))]
        if place == "sale_return":
            return [
                ("*", self.tr("Return everything")),
                ("↑ ↓", self.tr("Choose a line")),
                ("0", self.tr("Nothing of this line")),
            ]
        return []
