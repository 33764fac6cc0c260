"""The return that is being put together, in a file beside the books: whole or not at all, and durable.

Not in the books: it is no fact, and whoever carries the books to another machine carries no half-done return with them.
"""

import logging
from pathlib import Path

from pos_app.domain.transaction.return_draft import ReturnDraft
from sync.protocol.encoding import DecodingError, decode, encode
from sync.store.whole_file import remove, write_whole

_log = logging.getLogger("kopilka.store")


class ReturnDraftFile:
    """Fulfils ``ReturnDrafts``."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, draft: ReturnDraft) -> None:
        """Raises ``StoreError`` ``io_error``: then what was kept before is kept still."""
        write_whole(self._path, encode(draft))

    def load(self) -> ReturnDraft | None:
        """A file that cannot be read is left behind: its goods are on the counter, and nothing was paid."""
        try:
            return decode(ReturnDraft, self._path.read_bytes())
        except FileNotFoundError:
            return None
        except (DecodingError, OSError) as error:
            _log.warning("return_draft=unreadable cause=%s", error)
            return None

    def clear(self) -> None:
        """Raises ``StoreError`` ``io_error``."""
        remove(self._path)
