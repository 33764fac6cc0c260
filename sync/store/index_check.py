"""Whether the customers' indexes still lead to them, some at a time in idle moments.

The check at the start reads every page, and of the indexes only whether they are indexes: comparing them with the rows
takes minutes for ten million people. An entry that the disk changed would call a customer unknown at the counter.
"""

import logging

from pos_app.domain.transaction.errors import StoreError
from sync.store.connection import Database, Proof
from sync.store.engine import sqlite3
from sync.store.errors import DAMAGED

_log = logging.getLogger("sync.store.copy")
_AT_ONCE = 1_000
"""Some hundredths of a second; ten million people are gone through in a day or two."""
_BY_PHONE = "SELECT 1 FROM customer INDEXED BY sqlite_autoindex_customer_2 WHERE phone_hash = ? AND customer_id = ?"
_BY_LAST4 = "SELECT 1 FROM customer INDEXED BY customer_of_last4 WHERE last4_hash = ? AND customer_id = ?"
_BY_CARD = "SELECT 1 FROM customer INDEXED BY sqlite_autoindex_customer_3 WHERE card_number = ? AND customer_id = ?"


class IndexCheck:
    """Goes round and round through the customers of one cache, in one thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._after = ""

    def look_over(self, at_most: int = _AT_ONCE) -> int:
        """Ask for the next customers as the counter does; how many. Indexes that do not lead to one are made anew.

        Raises ``StoreError`` ``damaged`` where the rows themselves cannot be read: the next start puts the file aside.
        """
        rows = self._database.rows(
            "SELECT customer_id, phone_hash, last4_hash, card_number FROM customer WHERE customer_id > ?"
            " ORDER BY customer_id LIMIT ?",
            (self._after, at_most),
        )
        self._after = rows[-1][0] if len(rows) == at_most else ""
        for customer_id, phone_hash, last4_hash, card_number in rows:
            for question, value in ((_BY_PHONE, phone_hash), (_BY_LAST4, last4_hash), (_BY_CARD, card_number)):
                if value is not None and not self._leads(Proof(question, (value, customer_id))):
                    self._make_anew(Proof(question, (value, customer_id)))
        return len(rows)

    def _leads(self, question: Proof) -> bool:
        try:
            return self._database.row(question.sql, question.parameters) is not None
        except StoreError as error:
            if error.key != DAMAGED:
                raise
            return False

    def _make_anew(self, mended: Proof) -> None:
        _log.warning("copy=damaged indexes of customers: they are made anew")
        try:
            with self._database.transaction(mended) as connection:
                connection.execute("REINDEX customer")
        except sqlite3.Error as error:
            raise StoreError(DAMAGED, f"{self._database.path}: {error}") from error
