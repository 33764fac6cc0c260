"""What was under way, in memory."""

from pos_app.domain.transaction.errors import StoreError


class MemoryUnderWay:
    """``broken``: the disk says no; ``damaged``: what it holds cannot be read."""

    def __init__(self) -> None:
        self.kept: bytes | None = None
        self.broken = False
        self.damaged = False

    def keep(self, record: bytes) -> None:
        self._fail()
        self.kept = record

    def load(self) -> bytes | None:
        if self.damaged:
            raise StoreError("damaged", "the record does not open")
        return self.kept

    def clear(self) -> None:
        self._fail()
        self.kept = None
        self.damaged = False

    def _fail(self) -> None:
        if self.broken:
            raise StoreError("io_error", "the disk says no")
