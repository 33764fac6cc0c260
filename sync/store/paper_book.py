"""Which papers are still due: a receipt or a Z report is stored before it is printed, and a kill may come between.

The row is written in the record's own transaction and goes when the printer said that it is done.
"""

from collections.abc import Sequence

from pos_app.domain.transaction.unprinted import PaperKind, UnprintedPaper
from sync.store.book import Book
from sync.store.connection import Proof
from sync.store.engine import sqlite3


class PaperBook(Book):
    """The paper's part of ``TillBooks``. The printing thread marks through a connection of its own."""

    def unprinted(self) -> tuple[UnprintedPaper, ...]:
        """Papers that have not come out, newest first."""
        rows = self._database.rows("SELECT record_id, kind, told FROM unprinted ORDER BY n DESC")
        return tuple(UnprintedPaper(record_id, PaperKind(kind), bool(told)) for record_id, kind, told in rows)

    def mark_printed(self, record_id: str) -> None:
        """The paper of this record came out; nothing happens if it was not due."""
        if self._database.row("SELECT 1 FROM unprinted WHERE record_id = ?", (record_id,)) is None:
            return
        gone = Proof("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM unprinted WHERE record_id = ?)", (record_id,))
        with self._database.transaction(gone) as connection:
            connection.execute("DELETE FROM unprinted WHERE record_id = ?", (record_id,))

    def mark_told(self, record_ids: Sequence[str]) -> None:
        """Somebody was asked about these papers and went on without them: do not ask again at the next start."""
        with self._database.transaction(Proof("SELECT 1")) as connection:
            connection.executemany(
                "UPDATE unprinted SET told = 1 WHERE record_id = ?", [(each,) for each in record_ids]
            )


def paper_is_due(connection: sqlite3.Connection, record_id: str, kind: PaperKind) -> None:
    """Note that the paper of a record is to be printed; inside the record's own transaction."""
    connection.execute("INSERT INTO unprinted (record_id, kind, told) VALUES (?, ?, 0)", (record_id, kind.value))
