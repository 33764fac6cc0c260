"""What waits for the server or for a person, one operation a row."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import IntEnum

from PySide6.QtCore import QObject

from pos_app.domain.parked.queued import QueuedOperation, QueueState
from pos_app.ui.formatting import Formatting
from pos_app.ui.models.text_table import Row, TextTableModel
from pos_app.ui.parked_words import kind_words, state_words


class QueueColumn(IntEnum):
    """Columns from left to right."""

    MARK = 0
    WHAT = 1
    AT = 2
    AGE = 3
    STATE = 4


class QueueModel(TextTableModel):
    """The key of a row is the operation's id. The state has the wide column: it holds the reason in words."""

    def __init__(self, formatting: Formatting, parent: QObject | None = None) -> None:
        super().__init__((), QueueColumn.STATE, parent, left_columns=frozenset({QueueColumn.WHAT}))
        self._formatting = formatting
        self._titles = ("", self.tr("Record"), self.tr("When"), self.tr("Age"), self.tr("State"))

    def show_queue(self, operations: Sequence[QueuedOperation], now: datetime) -> None:
        """Show them in their order."""
        self.show_rows([self._row(operation, now) for operation in operations])

    def _row(self, operation: QueuedOperation, now: datetime) -> Row:
        mark = "⚠" if operation.state is QueueState.PARKED else "○"
        texts = (
            mark,
            kind_words(operation),
            self._made(operation.at, now),
            self._age(now - operation.at),
            state_words(operation),
        )
        return Row(operation.op_id, texts, muted_column=QueueColumn.AT)

    def _made(self, at: datetime, now: datetime) -> str:
        """The time of today, else the day: the narrow screen has room for one of both."""
        day = self._formatting.today(at)
        return self._formatting.time(at) if day == self._formatting.today(now) else self._formatting.day(day)

    def _age(self, age: timedelta) -> str:
        minutes = max(0, int(age.total_seconds()) // 60)
        if minutes < 60:
            return self.tr("{minutes} min").format(minutes=minutes)
        if minutes < 48 * 60:
            return self.tr("{hours} h").format(hours=minutes // 60)
        return self.tr("{days} days").format(days=minutes // (24 * 60))
