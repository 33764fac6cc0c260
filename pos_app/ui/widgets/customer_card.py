"""The customer of the open sale: who, what he has, what he may spend now, what burns soon."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos_app.domain.money.units import Kopecks
from pos_app.services.customer_answers import CustomerPanel
from pos_app.services.sale_state import SaleState
from pos_app.ui.keymap import Action
from pos_app.ui.refusal_words import refusal
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.customer_summary import offer_words
from pos_app.ui.widgets.labels import label, natural, panel, show_text


class CustomerCard(QWidget):
    """Also the place where the spending of points is summed up while they are being chosen."""

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._frame: QFrame = panel()
        outer.addWidget(self._frame)
        self._column = column = QVBoxLayout(self._frame)
        self._without_contact = False
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(3)
        top = QHBoxLayout()
        # A long name takes a second line: cut off, it may be another customer's.
        self._name = label("", bold=True, wrap=True)
        self._tier = natural(label("", size="small", tone="points", bold=True, align=Qt.AlignmentFlag.AlignRight))
        top.addWidget(self._name, 1)
        top.addWidget(self._tier)
        column.addLayout(top)
        self._contact = label("", size="small", tone="muted")
        self._balance = label("", size="title", tone="points")
        self._spend = label("", size="small", wrap=True)
        self._money = label("", size="small", wrap=True)
        self._notes = label("", size="small", tone="muted", wrap=True)
        self._warning_frame = panel("warning")
        inner = QVBoxLayout(self._warning_frame)
        inner.setContentsMargins(8, 2, 8, 2)
        self._warning = label("", size="small", wrap=True)
        inner.addWidget(self._warning)
        column.addWidget(self._contact)
        column.addWidget(self._balance)
        self._details = QWidget()
        details = QVBoxLayout(self._details)
        details.setContentsMargins(0, 0, 0, 0)
        details.setSpacing(3)
        for part in (self._spend, self._money, self._notes, self._warning_frame):
            details.addWidget(part)
        column.addWidget(self._details)

    def show_brief(self, brief: bool) -> None:
        """Only who and how many points, where the place below is needed for letters."""
        self._details.setVisible(not brief)

    @property
    def contact_height(self) -> int:
        """What the line of phone and card takes, in pixels, shown or not."""
        if not self._contact.text():
            return 0
        return self._contact.sizeHint().height() + self._column.spacing()

    @property
    def is_contact_left_out(self) -> bool:
        """Whether the line of phone and card gave its room to the others."""
        return self._without_contact

    def leave_out_contact(self, out: bool) -> None:
        """Phone and card are the least needed where the column is full: who it is stands above."""
        self._without_contact = out
        self._name.setToolTip(self._contact.text() if out else "")
        self._contact.setVisible(bool(self._contact.text()) and not out)

    def show_sale(self, state: SaleState, choosing_points: bool) -> None:
        """The card of the sale's customer, or how to name one."""
        customer_panel = state.panel
        if customer_panel is None:
            self._show_nobody()
            return
        customer = customer_panel.customer
        show_text(self._name, customer.name)
        tier = customer_panel.tier_name
        show_text(self._tier, "" if tier is None else (tier.ru if self._ui.settings.language == "ru" else tier.en))
        card = f" · ···{customer.card_number[-4:]}" if customer.card_number else ""
        show_text(self._contact, customer.masked_phone + card)
        self.leave_out_contact(self._without_contact)
        self._show_balance(customer_panel)
        if choosing_points:
            self._show_spending(state)
        else:
            show_text(self._spend, self._spendable(state, customer_panel))
        is_told = bool(state.basket.lines) and state.points_refusal == "allowance_used"
        show_text(self._notes, self._notes_text(customer_panel, is_told))
        self._show_warning(self._warning_text(customer_panel))
        self._frame.setAccessibleName(self.tr("Customer: {name}").format(name=customer.name))

    def show_money(self, kopecks: Kopecks | None) -> None:
        """What is on his money account; nothing is said of an empty one, nor before the server told."""
        text = self.tr("On the money account: {sum}").format(sum=self._ui.formatting.roubles(kopecks or 0))
        show_text(self._money, text if kopecks else "")

    def _show_nobody(self) -> None:
        show_text(self._name, self.tr("No customer"))
        show_text(self._contact, "")
        show_text(self._tier, "")
        show_text(self._balance, "")
        how = self.tr("Scan a card or press {key}: phone, its last 4 digits, card number")
        show_text(self._spend, how.format(key=self._ui.key(Action.CUSTOMER)))
        show_text(self._notes, "")
        self._show_warning("")
        self._frame.setAccessibleName(self.tr("No customer"))

    def _show_balance(self, customer_panel: CustomerPanel) -> None:
        if not customer_panel.account_known:
            show_text(self._balance, self.tr("Balance not known yet"))
            return
        show_text(self._balance, self._ui.formatting.counted_points(customer_panel.balance))

    def _spendable(self, state: SaleState, customer_panel: CustomerPanel) -> str:
        formatting, key = self._ui.formatting, self._ui.key(Action.POINTS)
        if not state.basket.lines:
            points = formatting.counted_points(customer_panel.spendable)
            return self.tr("Available now: {points}").format(points=points)
        if state.priced.points_limit_kopecks == 0:
            return self.tr("Points: {reason}").format(reason=refusal(state.points_refusal))
        most = formatting.short_roubles(state.priced.points_limit_kopecks)
        return self.tr("Points can pay up to {sum} · {key}").format(sum=most, key=key)

    def _show_spending(self, state: SaleState) -> None:
        formatting, priced = self._ui.formatting, state.priced
        left = priced.points_limit_kopecks - priced.points_kopecks
        text = self.tr("Points: {spent} of {most} · {left} left")
        show_text(
            self._spend,
            text.format(
                spent=formatting.short_roubles(priced.points_kopecks),
                most=formatting.short_roubles(priced.points_limit_kopecks),
                left=formatting.short_roubles(max(0, left)),
            ),
        )

    def _notes_text(self, customer_panel: CustomerPanel, is_told: bool) -> str:
        """``is_told``: that nothing is set aside here stands in the line above already."""
        formatting = self._ui.formatting
        notes = []
        if customer_panel.pending:
            notes.append(
                self.tr("Waiting for the server: {points}").format(points=formatting.points(customer_panel.pending))
            )
        if customer_panel.debt:
            notes.append(self.tr("Owed after returns: {points}").format(points=formatting.points(customer_panel.debt)))
        if customer_panel.leased and customer_panel.leased_until is not None:
            text = self.tr("Offline: up to {points} until {until}")
            until = formatting.instant(customer_panel.leased_until)
            notes.append(text.format(points=formatting.points(customer_panel.leased), until=until))
        elif customer_panel.offline and customer_panel.balance > 0 and not is_told:
            notes.append(self.tr("Offline: nothing set aside here"))
        elif customer_panel.unsupported:
            notes.append(self.tr("The server is too old: points are earned, not spent"))
        due = customer_panel.coupons_due
        if due is not None and due.waiting:
            notes.append(self.tr("Coupons on this receipt: {count}").format(count=len(due.waiting)))
        language = self._ui.settings.language
        privileges = [name.ru if language == "ru" else name.en for name in customer_panel.benefits.privileges]
        notes += privileges
        return " · ".join(notes)

    def _warning_text(self, customer_panel: CustomerPanel) -> str:
        formatting = self._ui.formatting
        words = []
        if not customer_panel.confirmed:
            key = self._ui.key(Action.CUSTOMER)
            confirm = self._ui.key(Action.CUSTOMER_CONFIRM)
            text = self.tr("Phone not confirmed: points are earned, not spent · {key} {confirm}")
            words.append(text.format(key=key, confirm=confirm))
        offers = offer_words(self._ui, customer_panel)
        if offers:
            words.append(self.tr("Offers: {offers}").format(offers="; ".join(offers)))
        if customer_panel.burning and customer_panel.burning_day is not None:
            day = formatting.day(customer_panel.burning_day)
            burning = self.tr("Expires after {day}: {points}")
            words.append(burning.format(day=day, points=formatting.counted_points(customer_panel.burning)))
        return "\n".join(words)

    def _show_warning(self, text: str) -> None:
        self._warning.setText(text)
        self._warning_frame.setVisible(bool(text))

    def labels(self) -> tuple[QLabel, ...]:
        """What is read on the card, for tests."""
        above = (self._name, self._tier, self._contact, self._balance)
        return (*above, self._spend, self._notes, self._warning, self._money)
