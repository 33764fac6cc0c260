"""Wrong PINs in a file beside the books: no fact, but it outlives a restart. It holds times and numbers, no PIN."""

from pathlib import Path

from sync.store.whole_file import write_whole

_LARGEST_BYTES = 10_000


class PinTryFile:
    """Fulfils ``PinTryRecords``."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, record: bytes) -> None:
        """Raises ``StoreError`` ``io_error``: then what was kept before is kept still."""
        write_whole(self._path, record)

    def load(self) -> bytes | None:
        """None if there is none, or none that can be read."""
        try:
            with self._path.open("rb") as file:
                return file.read(_LARGEST_BYTES)
        except OSError:
            return None
