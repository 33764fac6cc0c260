"""After a restart or a lock: what was under way, and one key that opens it again with what was typed."""

import logging
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.codes.scan import ScanData
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.screens.screen import Screen
from pos_app.ui.ui_context import UiContext
from pos_app.ui.under_way.going_on import Offered, settled
from pos_app.ui.widgets.buttons import button
from pos_app.ui.widgets.labels import centre, label, panel, show_text

_log = logging.getLogger("kopilka.ui")
_WIDTH = 640


class TakingUpScreen(Screen):
    """Enter only opens it again: what it does is still asked there. Esc, and the next scan, go on without it."""

    name: ClassVar[str] = "taking_up"

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._offered = Offered((), "sale", None)
        whole = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(whole)
        frame = panel()
        frame.setFixedWidth(_WIDTH)
        centre(whole, frame)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(24, 20, 24, 20)
        inner.setSpacing(12)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._heading = label("", size="title", wrap=True, align=middle)
        self._words = label("", wrap=True, align=middle)
        self._advice = label("", size="small", tone="muted", wrap=True, align=middle)
        self._receipt = label("", wrap=True, align=middle)
        for part in (self._heading, self._words, self._receipt, self._advice):
            inner.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(12)
        self._without = button("", self._go_without, height=60)
        self._with = button("", self._enter, role="primary", height=60)
        row.addWidget(self._without, 1)
        row.addWidget(self._with, 2)
        inner.addLayout(row)

    @property
    def words(self) -> str:
        """What is told."""
        return "\n".join((self._heading.text(), self._words.text()))

    def entered(self, told: object) -> None:
        if not isinstance(told, Offered):
            self.go_to.emit("sale", None)
            return
        self._offered = told
        heading, *rest = told.words
        show_text(self._heading, heading)
        show_text(self._words, "\n".join(rest))
        show_text(self._receipt, self._receipt_words())
        if told.steps:
            advice = self.tr("Enter opens it again with what was typed; nothing is done before you say so there")
        else:
            advice = self.tr("There is nothing to open again")
        show_text(self._advice, advice)
        for made, text in ((self._with, self._enter_words()), (self._without, self.tr("Leave it  Esc"))):
            made.setText(text)
            made.setAccessibleName(text)
        self._without.setVisible(bool(told.steps))
        self.setFocus()

    def keys(self) -> tuple[KeyAction, ...]:
        helping = KeyAction(self.ui.key(Action.HELP), self.tr("Help"), lambda: self.go_to.emit("help", ""))
        if not self._offered.steps:
            return (helping, KeyAction("Enter", self.tr("Go on"), self._enter))
        return (
            helping,
            KeyAction("Enter", self.tr("Open again"), self._enter),
            KeyAction("Esc", self.tr("Leave it"), self._go_without),
        )

    def take_key(self, press: KeyPress) -> bool:
        if press.name == "Enter":
            self._enter()
            return True
        if press.name == "Esc":
            self._go_without()
            return True
        return super().take_key(press)

    def take_scan(self, scan: ScanData) -> None:
        """The next customer's goods: the work goes on without it."""
        self._go_without()
        self.go_to.emit("scan", scan)

    def _receipt_words(self) -> str:
        state = self.attempt(lambda: self.ui.services.sale.state)
        if state is None or state.basket.is_empty:
            return ""
        text = self.tr("The open receipt is as it was: {sum}")
        return text.format(sum=self.ui.formatting.roubles(state.to_pay_kopecks))

    def _enter_words(self) -> str:
        return self.tr("Open it again  Enter") if self._offered.steps else self.tr("Go on  Enter")

    def _enter(self) -> None:
        offered = self._offered
        if not offered.steps:
            self._go_without()
            return
        first = offered.steps[0]
        self.ui.expected.wait_for(offered.steps)
        settled(self)
        _log.info("under_way=taken_up at=%s", offered.steps[-1].name)
        self.go_to.emit(first.name, offered.told if offered.screen == first.name else first)

    def _go_without(self) -> None:
        settled(self)
        _log.info("under_way=left")
        self.go_to.emit(self._offered.screen, self._offered.told)
