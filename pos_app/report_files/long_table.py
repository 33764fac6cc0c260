"""The rows of a list in a file: all of them, read as they are written, and cut where a file would become too large."""

from collections.abc import Iterator

from pos_app.domain.report.table import Row, Table
from pos_app.domain.report.words import Words, counted
from pos_app.report_files.heading import left_out

MOST_ROWS = 50_000
"""Of one table in a file."""
MOST_ROWS_ON_PAPER = 2_000
"""Of one table on the pages of a PDF, which are laid out in memory."""


class FileRows:
    """One walk over the rows; ``count`` and ``behind`` are told when it is at its end."""

    def __init__(self, table: Table, most: int = MOST_ROWS) -> None:
        self._table = table
        self._most = most
        self._was_cut = False
        self.count = 0

    def __iter__(self) -> Iterator[Row]:
        rows = iter(self._table.rows) if self._table.whole is None else self._table.whole()
        for row in rows:
            if self.count == self._most:
                self._was_cut = True
                return
            self.count += 1
            yield row

    @property
    def behind(self) -> Words | None:
        """The sentence below the table where rows are missing."""
        if self._was_cut:
            return counted(
                "Cut here: the file has the first {count} row. Choose fewer days for the rest",
                "Cut here: the file has the first {count} rows. Choose fewer days for the rest",
                self.count,
            )
        return left_out(self._table) if self._table.left_out and self._table.whole is None else None
