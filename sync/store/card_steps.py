"""The last used step of each rotating card, in till.db: a code that was shown once is not taken again.

Rows may be forgotten after a day: an old step is refused by its age. They are kept nevertheless: a clock that was set
back by a day would let old codes in again.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sync.store.connection import Database, Proof

if TYPE_CHECKING:
    from sqlite_utils import Database as SchemaTool


def card_steps_table(tool: "SchemaTool") -> None:
    """The step of the migration."""
    tool.execute("CREATE TABLE card_step (card TEXT PRIMARY KEY, step INTEGER NOT NULL) STRICT, WITHOUT ROWID")


class CardStepBook:
    """Fulfils ``CardSteps``. One for each thread, over that thread's connection."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last_step(self, card: str) -> int:
        """See ``CardSteps``."""
        row = self._database.row("SELECT step FROM card_step WHERE card = ?", (card,))
        return -1 if row is None else int(row[0])

    def close(self) -> None:
        """Close the connection."""
        self._database.close()

    def accept(self, card: str, step: int) -> bool:
        """See ``CardSteps``. Raises ``StoreError``."""
        proof = Proof("SELECT 1 FROM card_step WHERE card = ? AND step = ?", (card, step))
        with self._database.transaction(proof) as connection:
            found = connection.execute("SELECT step FROM card_step WHERE card = ?", (card,)).fetchone()
            if found is not None and found[0] >= step:
                return False
            connection.execute(
                "INSERT INTO card_step (card, step) VALUES (?, ?)"
                " ON CONFLICT (card) DO UPDATE SET step = excluded.step",
                (card, step),
            )
        return True


def open_card_steps(path: Path) -> CardStepBook:
    """The steps in till.db for the calling thread; the file must have been prepared."""
    return CardStepBook(Database(path))
