"""The pages of the customer's window: greeting, sale, thanks, and what he is asked. Each shows; none decides."""

from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from pos_app.services.customer_view import CustomerView, ShownCustomer
from pos_app.ui.customer_side.lines_list import CustomerLinesList
from pos_app.ui.customer_side.qr_code import QrCode
from pos_app.ui.customer_side.question import CustomerQuestion
from pos_app.ui.formatting import MINUS, Formatting
from pos_app.ui.theme.sizes import GAP
from pos_app.ui.theme.theme import Theme
from pos_app.ui.widgets.labels import label, panel, show_text

_CENTRE = Qt.AlignmentFlag.AlignHCenter


def words(size: str, *, tone: str = "text", bold: bool = False, centred: bool = False) -> QLabel:
    """A wrapped label; ``size`` is one of the customer's letters: small, normal, large, title, total."""
    made = label("", tone=tone, bold=bold, wrap=True, align=_CENTRE if centred else Qt.AlignmentFlag.AlignLeft)
    made.setProperty("letters", None)
    made.setProperty("reads", size)
    return made


class Picture(QWidget):
    """A picture as large as there is room, in its proportions. ``path`` that Qt cannot read leaves it empty."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap(str(path))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def is_readable(self) -> bool:
        """Whether there is a picture."""
        return not self._pixmap.isNull()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        size = self._pixmap.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(QRect(left, top, size.width(), size.height()), self._pixmap)


class JoinCard(QFrame):
    """How to join: the shop's address as a QR code and in letters."""

    def __init__(self, address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "true")
        column = QVBoxLayout(self)
        title = words("normal", bold=True, centred=True)
        show_text(title, self.tr("Collect points: scan to join"))
        shown = words("small", tone="muted", centred=True)
        show_text(shown, address.removeprefix("https://").removeprefix("http://"))
        column.addWidget(title)
        column.addWidget(QrCode(address, self.tr("QR code to join: {address}").format(address=address)), 1)
        column.addWidget(shown)


class GreetingPage(QWidget):
    """Between two sales: the shop's name, its picture, how to join."""

    def __init__(
        self, shop_name: str, join_address: str, picture: Picture | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = words("title", bold=True, centred=True)
        show_text(self._title, shop_name)
        self._line = words("large", tone="muted", centred=True)
        show_text(self._line, self.tr("Welcome!"))
        row = QHBoxLayout(self)
        left = QVBoxLayout()
        if picture is None:
            left.addStretch(1)
        left.addWidget(self._title)
        left.addWidget(self._line)
        left.addWidget(picture, 1) if picture is not None else left.addStretch(1)
        row.addLayout(left, 3)
        if join_address:
            row.addWidget(JoinCard(join_address), 2)


class SalePage(QWidget):
    """The lines on the left; on the right who collects points and what is to pay."""

    def __init__(self, theme: Theme, formatting: Formatting, join_address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formatting = formatting
        self.lines = CustomerLinesList(theme, formatting)
        self._join = JoinCard(join_address) if join_address else None
        self._who = panel()
        self._name = words("large", bold=True)
        self._points = words("normal", tone="points")
        self._possible = words("normal")
        holder = QVBoxLayout(self._who)
        for part in (self._name, self._points, self._possible):
            holder.addWidget(part)
        self._sums = panel()
        self._parts = words("normal", tone="muted")
        self._title = words("normal", tone="muted", bold=True)
        self._total = words("total", bold=True)
        sums = QVBoxLayout(self._sums)
        for part in (self._parts, self._title, self._total):
            sums.addWidget(part)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(self._who)
        if self._join is not None:
            right.addWidget(self._join, 1)
        right.addStretch(0 if self._join is not None else 1)
        right.addWidget(self._sums)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.lines, 3)
        row.addLayout(right, 2)

    def show_view(self, view: CustomerView) -> None:
        """Take over the sale."""
        roubles = self._formatting.roubles
        self.lines.show_lines(view.lines, view.last_line)
        self._show_customer(view.customer)
        if self._join is not None:
            self._join.setVisible(view.customer is None)
        parts = []
        if view.discount_kopecks or view.points_kopecks:
            parts.append(self.tr("Before discounts {sum}").format(sum=roubles(view.list_kopecks)))
        if view.discount_kopecks:
            parts.append(self.tr("Discount {sum}").format(sum=MINUS + roubles(view.discount_kopecks)))
        if view.points_kopecks:
            parts.append(self.tr("Paid with points {sum}").format(sum=MINUS + roubles(view.points_kopecks)))
        is_partly_paid = 0 < view.remaining_kopecks < view.to_pay_kopecks
        if is_partly_paid:
            parts.append(self.tr("Receipt {sum}").format(sum=roubles(view.to_pay_kopecks)))
        show_text(self._parts, "\n".join(parts))
        show_text(self._title, self.tr("LEFT TO PAY") if is_partly_paid else self.tr("TO PAY"))
        show_text(self._total, roubles(view.remaining_kopecks if is_partly_paid else view.to_pay_kopecks))

    def _show_customer(self, customer: ShownCustomer | None) -> None:
        self._who.setVisible(customer is not None)
        if customer is None:
            return
        counted = self._formatting.counted_points
        show_text(self._name, customer.name)
        lines = []
        if customer.before is not None:
            lines.append(self.tr("Your points: {points}").format(points=counted(customer.before)))
        if customer.spent:
            lines.append(self.tr("You spend: {points}").format(points=counted(customer.spent)))
        if customer.earned:
            lines.append(self.tr("You collect: {points}").format(points=counted(customer.earned)))
        if customer.after is not None and customer.after != customer.before:
            lines.append(self.tr("After this receipt: {points}").format(points=counted(customer.after)))
        show_text(self._points, "\n".join(lines))
        possible = self._formatting.short_roubles(customer.possible_kopecks)
        may = self.tr("Points may pay up to {sum}: tell the cashier").format(sum=possible)
        show_text(self._possible, may if customer.possible_kopecks and not customer.spent else "")


class ThanksPage(QWidget):
    """After the sale: the change, the points that came and went, the balance now."""

    def __init__(self, formatting: Formatting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formatting = formatting
        self._title = words("title", bold=True, centred=True)
        self._change = words("total", bold=True, centred=True)
        self._paid = words("normal", tone="muted", centred=True)
        self._points = words("large", tone="points", centred=True)
        column = QVBoxLayout(self)
        column.addStretch(1)
        for part in (self._title, self._change, self._paid, self._points):
            column.addWidget(part)
        column.addStretch(1)

    def show_view(self, view: CustomerView) -> None:
        """Take over the finished sale."""
        roubles, counted, customer = self._formatting.roubles, self._formatting.counted_points, view.customer
        thanks = self.tr("Thank you, {name}!") if customer is not None else self.tr("Thank you!")
        first = customer.name.split(" ")[0] if customer is not None else ""
        show_text(self._title, thanks.format(name=first))  # «Thank you, Anna!»: no «P.!» of the short name
        change = self.tr("Your change {sum}").format(sum=roubles(view.change_kopecks))
        show_text(self._change, change if view.change_kopecks else "")
        show_text(self._paid, self.tr("Paid {sum}").format(sum=roubles(view.to_pay_kopecks)))
        lines = []
        if customer is not None:
            if customer.before is not None:
                lines.append(self.tr("Points before: {points}").format(points=counted(customer.before)))
            if customer.spent:
                lines.append(self.tr("Points spent: {points}").format(points=counted(customer.spent)))
            if customer.earned:
                lines.append(self.tr("Points collected: {points}").format(points=counted(customer.earned)))
            if customer.after is not None:
                lines.append(self.tr("Your points now: {points}").format(points=counted(customer.after)))
        show_text(self._points, "\n".join(lines))


class QuestionPage(QWidget):
    """What the customer is asked: the words of the consent themselves, and that the cashier waits for his answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = words("title", bold=True)
        self._facts = words("large")
        self._text = words("large")
        self._agreed = words("normal", tone="points")
        self._answer = words("normal", tone="muted")
        column = QVBoxLayout(self)
        column.addStretch(1)
        for part in (self._title, self._facts, self._text, self._agreed, self._answer):
            column.addWidget(part)
            column.addSpacing(GAP)
        column.addStretch(1)

    def show_question(self, question: CustomerQuestion) -> None:
        """Take over the question."""
        show_text(self._title, question.title)
        show_text(self._facts, "\n".join(question.facts))
        show_text(self._text, question.text)
        show_text(self._agreed, "\n".join(f"✓ {each}" for each in question.agreed))
        show_text(self._answer, self.tr("Please tell the cashier your answer") if question.text else "")
