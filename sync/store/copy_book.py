"""A book of cache.db: what the disk damaged in it is fetched from the server again."""

import logging
from typing import ClassVar

from sync.protocol.rows import Stream
from sync.store.book import Book
from sync.store.connection import Proof

_log = logging.getLogger("sync.store.copy")


class CopyBook(Book):
    """``stream``: which feed its rows came with."""

    stream: ClassVar[Stream]

    def _damage_found(self) -> None:
        """Have the whole stream come anew: its pages replace row by row what stands here."""
        gone = Proof("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM feed WHERE stream = ?)", (self.stream.value,))
        with self._database.transaction(gone) as connection:
            connection.execute("DELETE FROM feed WHERE stream = ?", (self.stream.value,))
        _log.warning("copy=damaged stream=%s: it is fetched again", self.stream.value)
