"""What has been paid so far, each part with a button that takes it back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.transaction.sale import Tender
from pos_app.ui.formatting import Formatting
from pos_app.ui.tender_words import tender_name
from pos_app.ui.theme.sizes import GAP, TARGET
from pos_app.ui.widgets.buttons import button
from pos_app.ui.widgets.labels import label, panel


class TenderList(QWidget):
    """``on_drop`` gets the index of the tender."""

    def __init__(self, formatting: Formatting, on_drop: Callable[[int], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formatting = formatting
        self._on_drop = on_drop
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self.count = 0

    def show_tenders(self, tenders: Sequence[Tender]) -> None:
        """Show these; nothing paid yet is told in words."""
        while self._column.count():
            taken = self._column.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.count = len(tenders)
        if not tenders:
            self._column.addWidget(label(self.tr("Nothing is paid yet"), tone="muted"))
        for index, tender in enumerate(tenders):
            self._column.addWidget(self._row(index, tender))

    def _row(self, index: int, tender: Tender) -> QWidget:
        frame = panel()
        frame.setMinimumHeight(TARGET + 12)
        row = QHBoxLayout(frame)
        row.setContentsMargins(14, 4, 6, 4)
        kind = tender_name(tender)
        row.addWidget(label(kind, size="large", bold=True), 1)
        amount = self._formatting.roubles(tender.amount_kopecks)
        row.addWidget(label(amount, size="large", align=Qt.AlignmentFlag.AlignRight), 1)
        name = self.tr("Take back: {kind} {sum}").format(kind=kind, sum=amount)
        drop = button("✕", lambda: self._on_drop(index), name=name)
        drop.setFixedWidth(TARGET)
        row.addWidget(drop)
        return frame
