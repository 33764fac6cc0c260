"""The quick keys of this till: one arrangement, replaced as a whole."""

from collections.abc import Sequence

from pos_app.domain.catalogue.quick_keys import QuickKeys
from pos_app.domain.people.deed import Deed
from sync.store.book import Book, body_of
from sync.store.connection import Proof
from sync.store.deed_book import deed_rows, put_deeds


class QuickKeyBook(Book):
    """The quick keys' part of ``TillBooks``."""

    def quick_keys(self) -> QuickKeys:
        """The arrangement; without pages before anybody made one."""
        return self._record(QuickKeys, self._database.row("SELECT body FROM quick_keys")) or QuickKeys()

    def save_quick_keys(self, keys: QuickKeys, deeds: Sequence[Deed] = ()) -> None:
        """Replace it."""
        body, rows = body_of(keys), list(deed_rows(deeds))
        with self._database.transaction(Proof("SELECT 1 FROM quick_keys WHERE body = ?", (body,))) as connection:
            connection.execute(
                "INSERT INTO quick_keys (only_row, body) VALUES (1, ?)"
                " ON CONFLICT (only_row) DO UPDATE SET body = excluded.body",
                (body,),
            )
            put_deeds(connection, rows)
