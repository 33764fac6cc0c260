"""The return that is being put together, in a file beside the books: whole or not at all, and durable.

Not in the books: it is no fact, and whoever carries the books to another machine carries no half-done return with them.
"""

import contextlib
import logging
import os
from pathlib import Path

from pos_app.domain.transaction.errors import StoreError
from pos_app.domain.transaction.return_draft import ReturnDraft
from sync.protocol.encoding import DecodingError, decode, encode

_log = logging.getLogger("kopilka.store")
_OWNER_FILE = 0o600


class ReturnDraftFile:
    """Fulfils ``ReturnDrafts``."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, draft: ReturnDraft) -> None:
        """Raises ``StoreError`` ``io_error``: then what was kept before is kept still."""
        part = self._path.with_suffix(".part")
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_FILE), "wb") as file:
                file.write(encode(draft))
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._path)
            self._sync_folder()
        except OSError as error:
            raise StoreError("io_error", f"{self._path.name}: {error}") from error

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
        try:
            with contextlib.suppress(FileNotFoundError):
                self._path.unlink()
                self._sync_folder()
        except OSError as error:
            raise StoreError("io_error", f"{self._path.name}: {error}") from error

    def _sync_folder(self) -> None:
        if os.name == "nt":
            return  # a folder cannot be opened there; a rename is durable by itself
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
