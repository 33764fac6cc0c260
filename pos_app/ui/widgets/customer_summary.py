"""Who the customer is and what he has, on his page: the card beside his history."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.services.customer_answers import CustomerPanel
from pos_app.services.customer_desk.page import CustomerPage
from pos_app.ui.card_words import blocked_words, card_words
from pos_app.ui.consent_words import consent_state, purpose_words
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.labels import label, natural, panel, show_text

_BURNINGS = 3


class CustomerSummary(QScrollArea):
    """Scrolls where the texts are long; ``show_brief`` leaves only the name and the points."""

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._frame: QFrame = panel()
        self.setWidget(self._frame)
        column = QVBoxLayout(self._frame)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        top = QHBoxLayout()
        self._name = label("", bold=True, wrap=True)
        self._tier = natural(label("", size="small", tone="points", bold=True, align=Qt.AlignmentFlag.AlignRight))
        top.addWidget(self._name, 1)
        top.addWidget(self._tier)
        column.addLayout(top)
        self._contact = label("", size="small", tone="muted", wrap=True)
        self._unconfirmed_frame = panel("warning")
        inner = QVBoxLayout(self._unconfirmed_frame)
        inner.setContentsMargins(8, 3, 8, 3)
        self._unconfirmed = label("", size="small", wrap=True)
        inner.addWidget(self._unconfirmed)
        self._balance = label("", size="title", tone="points")
        column.addWidget(self._contact)
        column.addWidget(self._unconfirmed_frame)
        column.addWidget(self._balance)
        self._details = QWidget()
        details = QVBoxLayout(self._details)
        details.setContentsMargins(0, 0, 0, 0)
        details.setSpacing(4)
        self._parts: dict[str, QLabel] = {}
        for name in ("spend", "burning", "next", "privileges", "offers", "cards", "consents", "about"):
            self._parts[name] = label("", size="small", wrap=True, tone="muted" if name == "about" else "")
            details.addWidget(self._parts[name])
        column.addWidget(self._details)
        column.addStretch(1)

    def show_brief(self, brief: bool) -> None:
        """Leave only who it is, where the place below is needed."""
        self._details.setVisible(not brief)

    def show_page(self, page: CustomerPage, revealed_phone: str) -> None:
        """``revealed_phone``: the number in clear where somebody asked for it."""
        told, customer = page.panel, page.panel.customer
        show_text(self._name, customer.name)
        show_text(self._tier, "" if told.tier_name is None else self._local(told.tier_name))
        contact = [revealed_phone or customer.masked_phone, customer.masked_email]
        if customer.birth_day is not None:
            contact.append(self.tr("born {day}").format(day=self._ui.formatting.day(customer.birth_day)))
        show_text(self._contact, " · ".join(each for each in contact if each))
        waits = self.tr("The phone is not confirmed: points are earned, not spent")
        self._unconfirmed.setText("" if told.confirmed else waits)
        self._unconfirmed_frame.setVisible(not told.confirmed)
        known = self._ui.formatting.counted_points(told.balance)
        show_text(self._balance, known if told.account_known else self.tr("Balance not known yet"))
        self._show_parts(page)
        self._frame.setAccessibleName(self.tr("Customer: {name}").format(name=customer.name))
        self._frame.setAccessibleDescription(" ".join(each.text() for each in self.labels() if each.text()))

    def labels(self) -> tuple[QLabel, ...]:
        """What is read here, for tests and screen readers."""
        return (self._name, self._tier, self._contact, self._unconfirmed, self._balance, *self._parts.values())

    def _show_parts(self, page: CustomerPage) -> None:
        told = page.panel
        texts = {
            "spend": self._spendable(told),
            "burning": self._burning(told),
            "next": self._next_tier(told),
            "privileges": self._privileges(told),
            "offers": self._offers(told),
            "cards": self._cards(page),
            "consents": self._consents(page),
            "about": self._about(page),
        }
        for name, part in self._parts.items():
            show_text(part, texts[name])
            part.setVisible(bool(texts[name]))

    def _spendable(self, told: CustomerPanel) -> str:
        points = self._ui.formatting.counted_points(told.spendable)
        return self.tr("Available now: {points}").format(points=points)

    def _burning(self, told: CustomerPanel) -> str:
        formatting = self._ui.formatting
        rows = [
            self.tr("{day} – {points}").format(day=formatting.day(each.day), points=formatting.points(each.amount))
            for each in told.burning_soon[:_BURNINGS]
        ]
        return self.tr("Expiring soon: {list}").format(list=", ".join(rows)) if rows else ""

    def _next_tier(self, told: CustomerPanel) -> str:
        ahead = told.benefits.next_tier
        if ahead is None:
            return ""
        missing = self._ui.formatting.short_roubles(ahead.missing_kopecks)
        return self.tr("{sum} of purchases more to reach “{tier}”").format(tier=self._local(ahead.name), sum=missing)

    def _privileges(self, told: CustomerPanel) -> str:
        names = [self._local(name) for name in told.benefits.privileges]
        for name, until in told.benefits.memberships:
            day = self._ui.formatting.day(until)
            names.append(self.tr("{membership} until {day}").format(membership=self._local(name), day=day))
        return self.tr("Privileges: {list}").format(list=", ".join(names)) if names else ""

    def _offers(self, told: CustomerPanel) -> str:
        offers = offer_words(self._ui, told)
        return self.tr("Offers: {list}").format(list="; ".join(offers)) if offers else ""

    def _cards(self, page: CustomerPage) -> str:
        if not page.cards:
            return self.tr("No card")
        words = [f"{card_words(card)} {blocked_words(card)}".strip() for card in page.cards]
        return self.tr("Cards: {list}").format(list=", ".join(words))

    def _consents(self, page: CustomerPage) -> str:
        held = [each for each in page.consents if each.at is not None]
        words = [f"{purpose_words(each.purpose)}: {consent_state(each, self._ui.formatting)}" for each in held]
        return "\n".join(words)

    def _about(self, page: CustomerPage) -> str:
        words = []
        if page.registered_at is not None:
            words.append(self.tr("Member since {at}").format(at=self._ui.formatting.instant(page.registered_at)))
        if page.invited_by:
            words.append(self.tr("invited by {name}").format(name=page.invited_by))
        return " · ".join(words)

    def _local(self, text: LocalText) -> str:
        return text.ru if self._ui.settings.language == "ru" else text.en


def offer_words(ui: UiContext, told: CustomerPanel) -> list[str]:
    """The personal offers that hold today, each with its end where it has one."""
    words = []
    for offer in told.benefits.offers:
        name = offer.name.ru if ui.settings.language == "ru" else offer.name.en
        ends = [] if offer.until_day is None else [ui.formatting.day(offer.until_day)]
        if offer.uses_left is not None:
            ends.append(f"×{offer.uses_left}")
        words.append(f"{name} ({', '.join(ends)})" if ends else name)
    return words
