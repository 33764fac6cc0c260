"""«Почему?»: every kopeck and point of the open basket or of a stored receipt, and every rule that did nothing."""

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.codes.scan import ScanData
from pos_app.domain.transaction.draft import DraftStage
from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from pos_app.domain.why.answers import Why
from pos_app.services.errors import ServiceError
from pos_app.services.sale_state import SaleState
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.language import translate
from pos_app.ui.models.why_model import WhyModel
from pos_app.ui.screens.screen import AsLeft, Screen
from pos_app.ui.theme.sizes import GAP, side_width
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.buttons import button
from pos_app.ui.widgets.labels import label
from pos_app.ui.widgets.why_list import WhyList
from pos_app.ui.widgets.why_side import WhySide
from resources.words.reasons.told import ReasonWords


@dataclass(frozen=True, slots=True)
class WhyAsked:
    """``receipt_id`` None: the open basket. ``came_from``: the screen that Esc goes back to."""

    came_from: str
    receipt_id: str | None = None
    heading: str = ""


class WhyScreen(Screen):
    """Reads only. A scan goes on selling; what is typed goes to the screen that it came from."""

    name: ClassVar[str] = "why"

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._asked = WhyAsked("sale")
        self.model = WhyModel(ui.formatting, self)
        self.list = WhyList(ui.theme, self.model, self.tr("Why it costs so much"))
        self.side = WhySide(ui.theme, ui.formatting)
        self._right = QWidget()
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.side)
        column.addStretch(1)
        column.addWidget(label(self.tr("The next scan goes on selling"), wrap=True, tone="muted"))
        column.addWidget(button(self.tr("Back  Esc"), self._back, role="primary", height=68))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.list, 1)
        row.addWidget(self._right)

    def entered(self, told: object) -> None:
        if isinstance(told, WhyAsked):
            self._asked = told
        self._explain(afresh=False)
        self.list.to_top()
        self._right.setFocus()

    def keys(self) -> tuple[KeyAction, ...]:
        return (
            KeyAction(self.ui.key(Action.HELP), self.tr("Help"), lambda: self.go_to.emit("help", "")),
            KeyAction("PageUp", self.tr("Page up"), lambda: self.list.scroll_pages(-1)),
            KeyAction("PageDown", self.tr("Page down"), lambda: self.list.scroll_pages(1)),
            KeyAction("Tab", self.tr("Next part"), self.list.to_next_part),
            KeyAction("Esc", self.tr("Back"), self._back),
        )

    def hidden_keys(self) -> tuple[KeyAction, ...]:
        return (
            KeyAction("Up", "", lambda: self.list.scroll_rows(-1)),
            KeyAction("Down", "", lambda: self.list.scroll_rows(1)),
            *(KeyAction(key, "", self._back) for key in self._opening_keys()),
        )

    def take_key(self, press: KeyPress) -> bool:
        if super().take_key(press):
            return True
        if press.is_character:
            self._back()
            self.go_to.emit("key", press)  # the character is the first one of what was to be typed there
            return True
        return False

    def take_scan(self, scan: ScanData) -> None:
        self.go_to.emit("sale", None)
        self.go_to.emit("scan", scan)

    def refresh(self) -> None:
        if self._asked.receipt_id is None:
            self._explain(afresh=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._right.setFixedWidth(side_width(self.window().width()))
        super().resizeEvent(event)

    def _opening_keys(self) -> set[str]:
        """The key that opened the screen closes it."""
        return {self.ui.key(action) for action in (Action.WHY, Action.RECEIPT_WHY, Action.RETURN_WHY)}

    def _explain(self, *, afresh: bool) -> None:
        try:
            why = self._why(afresh=afresh)
        except (ServiceError, StoreError, CommitUnknownError) as error:
            self.model.show_nothing()
            self.side.show_trouble(self.explain(error))
            return
        numbers = {line.line_id: number for number, line in enumerate(why.lines, 1)}
        words = ReasonWords(self.ui.formatting, why.names, numbers, translate)
        self.model.show_why(why, words)
        self.side.show_why(self._asked.heading or self.tr("The open receipt"), why, words)

    def _why(self, *, afresh: bool) -> Why:
        if self._asked.receipt_id is not None:
            return self.ui.services.why.of_receipt(self._asked.receipt_id)
        state = self._open_sale(afresh=afresh)
        return self.ui.services.why.of_basket(state.basket, state.priced)

    def _open_sale(self, *, afresh: bool) -> SaleState:
        sale = self.ui.services.sale
        state = sale.state
        return sale.refresh() if afresh and state.stage is DraftStage.BASKET and not state.checking else state

    def _back(self) -> None:
        self.go_to.emit(self._asked.came_from, AsLeft())
