"""The sums of an explanation, and what is nearest: what the cashier says aloud."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.domain.why.answers import Why
from pos_app.ui.formatting import MINUS, Formatting
from pos_app.ui.theme.theme import Theme
from pos_app.ui.widgets.labels import label, panel, show_text
from pos_app.ui.widgets.total_label import TotalLabel
from resources.words.reasons.told import ReasonWords

_NEAREST = 3


class WhySide(QWidget):
    """Heading, list − discount − points = money, points earned, notes on what is not known."""

    def __init__(self, theme: Theme, formatting: Formatting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formatting = formatting
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame = panel()
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(4)
        self._heading = label("", bold=True, wrap=True)
        self._parts = label("", wrap=True)
        self._title = label(self.tr("IN MONEY"), size="small", tone="muted", bold=True)
        self._total = TotalLabel(theme.sizes.total, self.tr("In money"))
        self._earned = label("", tone="points", wrap=True)
        for part in (self._heading, self._parts, self._title, self._total, self._earned):
            column.addWidget(part)
        self._near_frame = panel("warning")
        near = QVBoxLayout(self._near_frame)
        near.setContentsMargins(12, 8, 12, 8)
        self._near = label("", size="small", wrap=True, align=Qt.AlignmentFlag.AlignTop)
        near.addWidget(self._near)
        outer.addWidget(self._near_frame)
        self._notes_frame = panel()
        inner = QVBoxLayout(self._notes_frame)
        inner.setContentsMargins(12, 8, 12, 8)
        self._notes = label("", size="small", wrap=True, align=Qt.AlignmentFlag.AlignTop)
        inner.addWidget(self._notes)
        outer.addWidget(self._notes_frame)

    def show_why(self, heading: str, why: Why, words: ReasonWords) -> None:
        """Take over an explanation."""
        formatting = self._formatting
        show_text(self._heading, heading)
        parts = [self.tr("List price {sum}").format(sum=formatting.roubles(why.list_kopecks))]
        discount = why.list_kopecks - why.net_kopecks
        if discount:
            parts.append(self.tr("Discount {sum}").format(sum=MINUS + formatting.roubles(discount)))
        if why.points_kopecks:
            parts.append(self.tr("Points {sum}").format(sum=MINUS + formatting.roubles(why.points_kopecks)))
        show_text(self._parts, "\n".join(parts))
        self._total.show_sum(formatting.roubles(why.money_kopecks))
        earned = self.tr("Earns {points}").format(points=formatting.counted_points(why.earned))
        show_text(self._earned, earned if why.earned else "")
        near = [rule for rule in why.missed if rule.is_near][:_NEAREST]
        self._show_near("\n".join(f"{words.rule_title(rule)}\n    {words.sentence(rule)}" for rule in near))
        self._show_notes(self._notes_of(why))

    def show_trouble(self, sentence: str) -> None:
        """There is nothing to explain, and why."""
        for part in (self._heading, self._parts, self._earned):
            show_text(part, "")
        self._total.show_sum("")
        self._show_near("")
        self._show_notes([sentence])

    def _notes_of(self, why: Why) -> list[str]:
        notes = []
        if not why.is_complete:
            notes.append(self.tr("This receipt was stored without the reasons of rules that did not apply"))
        if why.bound is not None and why.bound.more_at_most_kopecks:
            text = self.tr("A large basket: {tried} combinations were compared; at most {sum} more could be saved")
            sum_text = self._formatting.short_roubles(why.bound.more_at_most_kopecks)
            notes.append(text.format(tried=why.bound.tried, sum=sum_text))
        elif why.bound is not None:
            notes.append(self.tr("A large basket: not every combination of rules was compared"))
        return notes

    def _show_near(self, text: str) -> None:
        show_text(self._near, text)
        self._near_frame.setVisible(bool(text))

    def _show_notes(self, notes: list[str]) -> None:
        show_text(self._notes, "\n".join(notes))
        self._notes_frame.setVisible(bool(notes))
        parts = (self._heading, self._parts, self._total, self._earned, self._near, self._notes)
        self.setAccessibleName(". ".join(part.text() for part in parts if part.text()))
