"""What comes back to the customer, before it is confirmed: cash, card, points."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.ui.formatting import Formatting
from pos_app.ui.tender_words import refund_line
from pos_app.ui.theme.theme import Theme, set_look
from pos_app.ui.widgets.labels import label, panel, show_text
from pos_app.ui.widgets.total_label import TotalLabel

_WAYS_IN_FULL_SIZE = 3


class RefundCard(QWidget):
    """The total in large figures, then each way it goes back."""

    def __init__(self, theme: Theme, formatting: Formatting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formatting = formatting
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame = panel()
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        self._heading = label("", bold=True, wrap=True)
        self._title = label(self.tr("REFUND"), size="small", tone="muted", bold=True)
        self._total = TotalLabel(theme.sizes.total, self.tr("Refund"))
        self._money = label("", wrap=True)
        self._points = label("", wrap=True, tone="points")
        for part in (self._heading, self._title, self._total, self._money, self._points):
            column.addWidget(part)
        self.show_refund("", None)

    def show_refund(self, heading: str, refund: SaleReturn | None) -> None:
        """None: nothing is chosen yet."""
        formatting = self._formatting
        show_text(self._heading, heading)
        self._total.show_sum(formatting.roubles(refund.money_kopecks + refund.advance_kopecks if refund else 0))
        money, points = [], []
        if refund is not None:
            for part in refund.refunds:
                if part.amount_kopecks:
                    money.append(refund_line(part).format(sum=formatting.roubles(part.amount_kopecks)))
            if refund.points:
                points.append(self.tr("Points back to the customer: {n}").format(n=formatting.points(refund.points)))
            if refund.earned:
                points.append(self.tr("Earned points taken back: {n}").format(n=formatting.points(refund.earned)))
        # Many ways back have room only in small letters where all letters are large.
        set_look(self._money, "letters", "small" if len(money) > _WAYS_IN_FULL_SIZE else "normal")
        show_text(self._money, "\n".join(money))
        show_text(self._points, "\n".join(points))
