"""The right column of the sale: customer, total, a line of advice, and either the pay buttons or digits to touch."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from pos_app.services.sale_state import SaleState
from pos_app.ui.dialogs.dialog import Touch
from pos_app.ui.keymap import Action
from pos_app.ui.theme.sizes import GAP
from pos_app.ui.theme.theme import set_look
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.buttons import button
from pos_app.ui.widgets.customer_card import CustomerCard
from pos_app.ui.widgets.labels import label, panel, show_text
from pos_app.ui.widgets.letter_pad import LetterPad
from pos_app.ui.widgets.number_pad import NumberPad, PadKind
from pos_app.ui.widgets.pieces_pad import PiecesPad
from pos_app.ui.widgets.total_card import TotalCard


class SideColumn(QWidget):
    """``on_pad`` gets the names of the pad's keys."""

    def __init__(
        self,
        ui: UiContext,
        on_cash: Callable[[], None],
        on_card: Callable[[], None],
        on_quick: Callable[[], None],
        on_why: Callable[[], None],
        on_extras: Callable[[], None],
        on_pad: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self.customer = CustomerCard(ui)
        self.total = TotalCard(ui.theme, ui.formatting)
        column.addWidget(self.customer)
        column.addWidget(self.total)
        self._advice_frame = panel("none")
        advice = QVBoxLayout(self._advice_frame)
        advice.setContentsMargins(8, 6, 8, 6)
        self.advice: QLabel = label("", wrap=True, align=Qt.AlignmentFlag.AlignTop)
        advice.addWidget(self.advice)
        column.addWidget(self._advice_frame)
        column.addStretch(1)
        self._lower = QStackedWidget()
        pay = QWidget()
        pay_column = QVBoxLayout(pay)
        pay_column.setContentsMargins(0, 0, 0, 0)
        pay_column.setSpacing(GAP)
        pay_column.addStretch(1)
        more = QHBoxLayout()
        more.setSpacing(GAP)
        self.quick: QPushButton = button(self.tr("Goods  {key}").format(key=ui.key(Action.QUICK)), on_quick)
        self.why: QPushButton = button(self.tr("Why  {key}").format(key=_short(ui.key(Action.WHY))), on_why)
        more.addWidget(self.quick)  # by their words: with large letters halves would cut the longer ones
        more.addWidget(self.why)
        pay_column.addLayout(more)
        extras = self.tr("Money and gifts  {key}").format(key=_short(ui.key(Action.EXTRAS)))
        self.extras: QPushButton = button(extras, on_extras)
        pay_column.addWidget(self.extras)
        self.cash: QPushButton = button(
            self.tr("Cash  {key}").format(key=ui.key(Action.CASH)), on_cash, role="primary", height=68
        )
        self.card: QPushButton = button(
            self.tr("Card  {key}").format(key=ui.key(Action.CARD)), on_card, role="success", height=56
        )
        pay_column.addWidget(self.cash)
        pay_column.addWidget(self.card)
        self.pad = NumberPad(PadKind.FULL)
        self.pad.pressed.connect(on_pad)
        self.pieces = PiecesPad()
        self.pieces.pressed.connect(on_pad)
        self.letters = LetterPad(ui.settings.language)
        self.letters.pressed.connect(on_pad)
        self._touch: dict[Touch, QWidget] = {
            Touch.PAY_KEYS: pay,
            Touch.DIGITS: self.pad,
            Touch.PIECES: self.pieces,
            Touch.LETTERS: self.letters,
        }
        for page in self._touch.values():
            self._lower.addWidget(page)
        column.addWidget(self._lower)
        self._column = column
        self.show_touch(Touch.PAY_KEYS)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return done

    def _fit(self) -> None:
        """With large letters on a small screen all may not have room: nothing is cut, the least needed is left out."""
        needed = self._column.totalHeightForWidth(self.width())
        if self.customer.is_contact_left_out:
            needed += self.customer.contact_height
        tight = needed > self.height()
        if tight != self.customer.is_contact_left_out:
            self.customer.leave_out_contact(tight)

    def show_sale(self, state: SaleState, choosing_points: bool) -> None:
        """Customer, total, and whether there is something to pay for."""
        self.customer.show_sale(state, choosing_points)
        self.total.show_sale(state)
        for pay in (self.cash, self.card):
            pay.setEnabled(not state.basket.is_empty)

    def let_lead_away(self, may: bool) -> None:
        """Whether goods on keys, «why» and money open now: a dialog that asks has the keys for itself."""
        for leading in (self.quick, self.why, self.extras):
            leading.setEnabled(may)

    def show_touch(self, touch: Touch) -> None:
        """Pay buttons, digits or letters."""
        page = self._touch[touch]
        self.customer.show_brief(touch in (Touch.LETTERS, Touch.PIECES))
        self._lower.setCurrentWidget(page)
        self._lower.setFixedHeight(page.sizeHint().height())

    def say(self, text: str) -> None:
        """A line of advice; empty takes it away; one that begins with ⚠ stands out."""
        show_text(self.advice, text)
        self._advice_frame.setVisible(bool(text))
        set_look(self._advice_frame, "panel", "warning" if text.startswith("⚠") else "none")


def _short(key: str) -> str:
    """A key as it is printed on keyboards."""
    return "Ins" if key == "Insert" else key
