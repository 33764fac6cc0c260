"""What a person was in the middle of, in a file beside the books, enciphered: it may hold a phone or a name.

Not in the books: it is no fact, and writing it must not keep a sale waiting for the database.
"""

from pathlib import Path

from pos_app.domain.transaction.errors import StoreError
from sync.store.whole_file import remove, write_whole
from sync.vault.phone_vault import NoteUnreadableError, PhoneVault

_LARGEST_BYTES = 1_000_000


class UnderWayFile:
    """Fulfils ``UnderWayRecords``. It opens with this till's keys only."""

    def __init__(self, path: Path, vault: PhoneVault, till_id: str) -> None:
        self._path = path
        self._vault = vault
        self._of = f"under way at {till_id}"

    def keep(self, record: bytes) -> None:
        """Raises ``StoreError`` ``io_error``: then what was kept before is kept still."""
        write_whole(self._path, self._vault.seal_note(record, self._of))

    def load(self) -> bytes | None:
        """None if there is none. Raises ``StoreError`` ``damaged``: torn, changed, of another till or its old keys."""
        try:
            with self._path.open("rb") as file:
                sealed = file.read(_LARGEST_BYTES)
            return self._vault.open_note(sealed, self._of)
        except FileNotFoundError:
            return None
        except (NoteUnreadableError, OSError) as error:
            raise StoreError("damaged", f"{self._path.name}: {error}") from error

    def clear(self) -> None:
        """Raises ``StoreError`` ``io_error``."""
        remove(self._path)
