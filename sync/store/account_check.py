"""Whether customers' accounts are still what was written, some at a time in idle moments.

SQLite notices a page that is none, not a page in the middle of a long row whose bytes changed. The counter would find
out when the customer stands there, and until the next exchange about him his points would not be known.
"""

import logging

from pos_app.domain.loyalty.account import Account
from pos_app.domain.transaction.errors import StoreError
from sync.protocol.rows import Stream
from sync.store.book import Book
from sync.store.connection import Database, Proof
from sync.store.errors import DAMAGED

_log = logging.getLogger("sync.store.copy")
_AT_ONCE = 500
"""Some hundredths of a second."""
_SOME = "SELECT customer_id, body FROM account WHERE customer_id > ? ORDER BY customer_id LIMIT ?"
_COMES_ANEW = Proof("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM feed WHERE stream = ?)", (Stream.ACCOUNTS.value,))


class AccountCheck(Book):
    """Goes round and round through the accounts of one cache, in the thread that writes the feed's pages."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._after = ""

    def look_over(self, at_most: int = _AT_ONCE) -> int:
        """Read the next accounts; how many. Where one cannot be read it is forgotten and the feed brings all anew.

        Raises ``StoreError`` ``damaged`` where rows cannot be reached: the next start puts the file aside.
        """
        rows = self._database.rows(_SOME, (self._after, at_most))
        self._after = rows[-1][0] if len(rows) == at_most else ""
        damaged = [customer_id for customer_id, body in rows if not self._is_readable(body)]
        if damaged:
            with self._database.transaction(_COMES_ANEW) as connection:
                connection.executemany("DELETE FROM account WHERE customer_id = ?", [(each,) for each in damaged])
                connection.execute("DELETE FROM feed WHERE stream = ?", (Stream.ACCOUNTS.value,))
            _log.warning("copy=damaged accounts=%d: the stream is fetched again", len(damaged))
        return len(rows)

    def _is_readable(self, body: bytes) -> bool:
        try:
            self._decoded(Account, body)
        except StoreError as error:
            if error.key != DAMAGED:
                raise
            return False
        return True
