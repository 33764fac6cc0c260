"""What is to pay, large enough to be read from the queue."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.services.coupon_desk import taken_by_coupon
from pos_app.services.sale_state import SaleState
from pos_app.ui.formatting import NBSP, Formatting
from pos_app.ui.theme.theme import Theme
from pos_app.ui.widgets.labels import label, natural, panel, show_text
from pos_app.ui.widgets.total_label import TotalLabel


class TotalCard(QWidget):
    """Sum before discounts, discount, points, what was prepaid, what is left to pay, points to be earned."""

    def __init__(self, theme: Theme, formatting: Formatting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formatting = formatting
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame = panel()
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(10, 5, 10, 5)
        column.setSpacing(2)
        self._parts = label("", size="small", tone="muted", wrap=True)
        self._title = label(self.tr("TO PAY"), size="small", tone="muted", bold=True)
        self._total = TotalLabel(theme.sizes.total, self.tr("To pay"))
        self._earned = label("", size="small", tone="points")
        self._papers = panel("warning")
        self._papers_text = natural(label("", size="small"))
        inside = QHBoxLayout(self._papers)
        inside.setContentsMargins(6, 0, 6, 0)
        inside.addWidget(self._papers_text)
        self._papers.hide()
        # Beside the title: a row of its own would push the keys out of a column of large letters.
        heading = QHBoxLayout()
        heading.addWidget(self._title, 1)
        heading.addWidget(self._papers)
        column.addWidget(self._parts)
        column.addLayout(heading)
        column.addWidget(self._total)
        column.addWidget(self._earned)

    @property
    def total_text(self) -> str:
        """The sum as it stands on the screen."""
        return self._total.text()

    def show_sale(self, state: SaleState) -> None:
        """The totals of the open sale."""
        priced, formatting = state.priced, self._formatting
        parts = []
        if priced.discount_kopecks or priced.points_kopecks:
            parts.append(self.tr("Before discounts {sum}").format(sum=formatting.money(priced.list_kopecks)))
        if priced.discount_kopecks:
            parts.append(self.tr("Discount {sum}").format(sum=formatting.money(priced.discount_kopecks)))
        if priced.points_kopecks:
            parts.append(self.tr("Points {sum}").format(sum=formatting.short_money(priced.points_kopecks)))
        for code in state.basket.coupons:
            taken = taken_by_coupon(priced, code)
            words = self.tr("Coupon {code}: {sum}") if taken else self.tr("Coupon {code}: nothing yet")
            parts.append(words.format(code=code, sum=formatting.money(taken)))
        if state.basket.advances:
            parts.append(self.tr("In advance {sum}").format(sum=formatting.money(state.basket.advance_kopecks)))
        if state.prepaid_kopecks:
            parts.append(self.tr("Prepaid {sum}").format(sum=formatting.money(state.prepaid_kopecks)))
        # No part is torn apart, but behind the long number of a coupon.
        whole = (part.replace(" ", NBSP).replace(f":{NBSP}", ": ") for part in parts)
        show_text(self._parts, f"{NBSP}· ".join(whole))
        self._total.show_sum(formatting.roubles(state.to_pay_kopecks - state.prepaid_kopecks))
        earned = self.tr("To be earned: {points}").format(points=formatting.counted_points(priced.earned))
        show_text(self._earned, earned if priced.earned else "")
        self._ask_for_papers(max((line.item.rules.age_limit_years or 0 for line in state.basket.lines), default=0))

    def _ask_for_papers(self, years: int) -> None:
        """Stands as long as such goods are in the receipt: whoever pays at once has seen it too."""
        show_text(self._papers_text, self.tr("⚠ {years}+: ID").format(years=years) if years else "")
        self._papers.setVisible(bool(years))
