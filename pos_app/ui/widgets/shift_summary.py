"""A shift at a glance, without the cash: the count at its end must be blind."""

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from pos_app.domain.shift.shift import ShiftReport
from pos_app.domain.transaction.sale import EVERYDAY_TENDERS, TenderKind
from pos_app.ui.formatting import Formatting
from pos_app.ui.tender_words import tender_word
from pos_app.ui.widgets.labels import label, panel


class ShiftSummary(QWidget):
    """Pairs of a name and a figure."""

    def __init__(self, formatting: Formatting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formatting = formatting
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame = panel()
        outer.addWidget(frame)
        outer.addStretch(1)
        column = QVBoxLayout(frame)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        self._title = label("", size="title")
        column.addWidget(self._title)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        column.addLayout(self._grid)
        self._figures: list[tuple[QLabel, QLabel]] = []

    def show_report(self, report: ShiftReport, cashier: str, unsent: int) -> None:
        """Take over the figures so far; ``unsent``: operations that the server has not confirmed."""
        formatting = self._formatting
        self._title.setText(self.tr("Shift {number}").format(number=report.shift.number))
        numbers = f"{report.first_number} – {report.last_number}" if report.first_number else "–"
        self._fill(
            [
                (self.tr("Cashier"), cashier),
                (self.tr("Opened"), formatting.instant(report.shift.opened_at)),
                (self.tr("Receipts"), numbers),
                (self.tr("Sales"), str(report.sales_count)),
                (self.tr("Returns"), str(report.returns_count)),
                (self.tr("Receipts with a customer"), str(report.customer_receipts_count)),
                (self.tr("Discounts"), formatting.roubles(report.discount_kopecks)),
                (self.tr("Paid with points"), formatting.roubles(report.points_spent_kopecks)),
                (self.tr("Points earned"), formatting.points(report.earned)),
                *self._stored_value(report),
                (self.tr("Not sent to the server yet"), str(unsent)),
            ]
        )

    def _stored_value(self, report: ShiftReport) -> list[tuple[str, str]]:
        """What is owed and what was paid of it, where there is any; cash alone is counted."""
        roubles = self._formatting.roubles
        rows = [
            (tender_word(TenderKind(totals.kind)), roubles(totals.sales_kopecks - totals.returns_kopecks))
            for totals in report.tenders
            if totals.kind not in EVERYDAY_TENDERS
        ]
        if report.certificates_sold_count:
            rows.append((self.tr("Certificates sold"), roubles(report.certificates_sold_kopecks)))
        if report.accounts_topped_up_count:
            rows.append((self.tr("Accounts topped up"), roubles(report.accounts_topped_up_kopecks)))
        if report.certificates_returned_count:
            rows.append((self.tr("Certificates taken back"), roubles(report.certificates_returned_kopecks)))
        if report.top_ups_returned_count:
            rows.append((self.tr("Paid out of accounts"), roubles(report.top_ups_returned_kopecks)))
        if report.change_kept_kopecks:
            rows.append((self.tr("Change kept on accounts"), roubles(report.change_kept_kopecks)))
        return rows

    def _fill(self, rows: list[tuple[str, str]]) -> None:
        while len(self._figures) < len(rows):
            name, figure = label("", tone="muted"), label("", bold=True)
            self._grid.addWidget(name, len(self._figures), 0)
            self._grid.addWidget(figure, len(self._figures), 1)
            self._figures.append((name, figure))
        for name, figure in self._figures[len(rows) :]:
            name.hide()
            figure.hide()
        for (name, figure), (text, value) in zip(self._figures, rows, strict=False):
            name.setVisible(True)
            figure.setVisible(True)
            name.setText(text)
            figure.setText(value)
            figure.setAccessibleName(f"{text}: {value}")
