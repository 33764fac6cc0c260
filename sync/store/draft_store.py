"""The open sale, kept against a kill or a power cut. One row: a till has one open sale."""

from pos_app.domain.transaction.draft import Draft
from pos_app.domain.transaction.errors import StoreError
from sync.store.book import Book, body_of
from sync.store.connection import Proof


class DraftStore(Book):
    """The draft's part of ``TillBooks``."""

    def save_draft(self, draft: Draft) -> None:
        """Keep the open sale; replaces the earlier draft.

        Raises ``StoreError`` ``refused`` if this basket is a stored receipt already: it would be sold again after a
        restart.
        """
        body = body_of(draft)
        receipt_id = draft.basket.receipt_id
        with self._database.transaction(Proof("SELECT 1 FROM draft WHERE body = ?", (body,))) as connection:
            if connection.execute("SELECT 1 FROM receipt WHERE receipt_id = ?", (receipt_id,)).fetchone() is not None:
                raise StoreError("refused", f"the basket {receipt_id} is a stored receipt already")
            connection.execute(
                "INSERT INTO draft (only_row, body) VALUES (1, ?)"
                " ON CONFLICT (only_row) DO UPDATE SET body = excluded.body",
                (body,),
            )

    def load_draft(self) -> Draft | None:
        """The sale that was open when the program ended."""
        return self._record(Draft, self._database.row("SELECT body FROM draft"))

    def clear_draft(self) -> None:
        """The basket was voided."""
        with self._database.transaction(Proof("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM draft)")) as connection:
            connection.execute("DELETE FROM draft")
