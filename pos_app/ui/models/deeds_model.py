"""Who did what, one deed a row."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import IntEnum

from PySide6.QtCore import QObject

from pos_app.domain.people.deed import Deed
from pos_app.ui.deed_words import deed_words
from pos_app.ui.formatting import Formatting
from pos_app.ui.models.text_table import Row, TextTableModel
from pos_app.ui.widgets.status_strip import short_name


class DeedColumn(IntEnum):
    """Columns from left to right."""

    AT = 0
    WHO = 1
    WHAT = 2
    BY = 3


class DeedsModel(TextTableModel):
    """The key of a row is the deed's id."""

    def __init__(self, formatting: Formatting, parent: QObject | None = None) -> None:
        left = frozenset({DeedColumn.AT, DeedColumn.WHO, DeedColumn.BY})
        super().__init__((), DeedColumn.WHAT, parent, left_columns=left)
        self._formatting = formatting
        self._titles = (self.tr("When"), self.tr("Who"), self.tr("What"), self.tr("Approved"))

    def show_deeds(self, deeds: Sequence[Deed], now: datetime) -> None:
        """Show them in their order."""
        today = self._formatting.today(now)
        self.show_rows([self._row(deed, today) for deed in deeds])

    def _row(self, deed: Deed, today: date) -> Row:
        day = self._formatting.today(deed.at)
        at = self._formatting.time(deed.at) if day == today else self._formatting.day(day)
        who, by = short_name(deed.operator_name), short_name(deed.approved_by_name)
        texts = (at, who, deed_words(deed, self._formatting), by)
        return Row(deed.deed_id, texts, muted_column=DeedColumn.AT)
