"""The return under way in memory."""

from pos_app.domain.transaction.errors import StoreError
from pos_app.domain.transaction.return_draft import ReturnDraft


class MemoryReturnDrafts:
    """``broken``: the disk says no."""

    def __init__(self) -> None:
        self.kept: ReturnDraft | None = None
        self.broken = False

    def keep(self, draft: ReturnDraft) -> None:
        self._fail()
        self.kept = draft

    def load(self) -> ReturnDraft | None:
        return self.kept

    def clear(self) -> None:
        self._fail()
        self.kept = None

    def _fail(self) -> None:
        if self.broken:
            raise StoreError("io_error", "the disk says no")
