"""The parts of the payment's screen: line, notes and tenders on the left, what is still to pay on the right."""

from abc import abstractmethod
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.money.units import Kopecks
from pos_app.ui.keymap import Action
from pos_app.ui.models.lines_model import LinesModel
from pos_app.ui.screens.screen import Screen
from pos_app.ui.theme.sizes import GAP, side_width
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.buttons import button
from pos_app.ui.widgets.labels import label, panel
from pos_app.ui.widgets.line_table import LineTable
from pos_app.ui.widgets.number_pad import NumberPad, PadKind
from pos_app.ui.widgets.scan_line import ScanLine
from pos_app.ui.widgets.tender_list import TenderList
from pos_app.ui.widgets.total_label import TotalLabel

_ROWS = 8


class PaymentParts(Screen):
    """What is seen; what happens is said by :class:`~pos_app.ui.screens.payment.PaymentScreen`."""

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._line = ScanLine(ui.theme)
        self.entry = self._line
        self._line.typed.connect(lambda _: self._show_change())
        self.setFocusProxy(self._line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addLayout(self._build_left(), 1)
        self._side = self._build_side()
        row.addWidget(self._side)

    def _build_left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(self._line)
        notes = QGridLayout()
        notes.setSpacing(GAP)
        formatting = self.ui.formatting
        exact = button(self.tr("Exact"), self._take_cash_exact, height=56, name=self.tr("Exact cash"))
        notes.addWidget(exact, 0, 0)
        for place, kopecks in enumerate(self.ui.settings.banknotes_kopecks, 1):
            made = button(formatting.short_roubles(kopecks), partial(self._take_cash, kopecks), height=56)
            notes.addWidget(made, 0, place)
        left.addLayout(notes)
        left.addLayout(self._build_other_tenders())
        self._tenders = TenderList(self.ui.formatting, self._drop)
        left.addWidget(self._tenders)
        self._hint = label("", wrap=True)
        self._hint.setContentsMargins(4, 4, 4, 4)
        left.addWidget(self._hint)
        self._model = LinesModel(formatting, self)
        left.addWidget(LineTable(self.ui.theme, self._model, _ROWS), 1)
        return left

    def _build_other_tenders(self) -> QHBoxLayout:
        key = self.ui.key
        row = QHBoxLayout()
        row.setSpacing(GAP)
        account = self.tr("Account  {key}").format(key=key(Action.PAY_ACCOUNT))
        certificate = self.tr("Certificate  {key}").format(key=key(Action.PAY_CERTIFICATE))
        keep = self.tr("Change to account  {key}").format(key=key(Action.PAY_KEEP_CHANGE))
        self._account = button(account, self._pay_from_account, name=self.tr("Pay from the money account"))
        self._certificate = button(certificate, self._ask_certificate, name=self.tr("Pay with a certificate"))
        self._keep = button(keep, self._keep_change, name=self.tr("Leave the change on the money account"))
        for made in (self._account, self._certificate, self._keep):
            row.addWidget(made, 1)
        return row

    def _build_side(self) -> QWidget:
        ui, side = self.ui, QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        frame = panel()
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(10, 8, 10, 8)
        self._customer = label("", size="small", tone="muted")
        self._to_pay = label("", tone="muted")
        self._remaining_title = label(self.tr("STILL TO PAY"), size="small", tone="muted", bold=True)
        self._remaining = TotalLabel(ui.theme.sizes.total, self.tr("Still to pay"))
        self._change_title = label("", size="small", tone="muted", bold=True)
        self._change = TotalLabel(36, self.tr("Change"))
        for part in (
            self._customer,
            self._to_pay,
            self._remaining_title,
            self._remaining,
            self._change_title,
            self._change,
        ):
            inner.addWidget(part)
        column.addWidget(frame)
        column.addStretch(1)
        pad = NumberPad(PadKind.SUM)
        pad.pressed.connect(self.type_key)
        column.addWidget(pad)
        cash = self.tr("Cash  {key}").format(key=ui.key(Action.CASH))
        card = self.tr("Card  {key}").format(key=ui.key(Action.CARD))
        column.addWidget(button(cash, self._cash, role="primary", height=68))
        column.addWidget(button(card, self._card, role="success", height=56))
        return side

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._side.setFixedWidth(side_width(self.window().width()))
        super().resizeEvent(event)

    @abstractmethod
    def _cash(self) -> None:
        """The sum in the line, or all of it, in cash."""

    @abstractmethod
    def _card(self) -> None:
        """The same by card."""

    @abstractmethod
    def _take_cash_exact(self) -> None:
        """The button of the exact sum."""

    @abstractmethod
    def _take_cash(self, kopecks: Kopecks) -> None:
        """The button of a banknote."""

    @abstractmethod
    def _pay_from_account(self) -> None:
        """From the customer's money account."""

    @abstractmethod
    def _ask_certificate(self) -> None:
        """With a certificate."""

    @abstractmethod
    def _keep_change(self) -> None:
        """The change stays on the account."""

    @abstractmethod
    def _drop(self, index: int) -> None:
        """A tender of the list; below 0: the last."""

    @abstractmethod
    def _show_change(self) -> None:
        """The sum in the line was edited."""
