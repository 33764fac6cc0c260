"""Where the return that is being put together is kept."""

from typing import Protocol

from pos_app.domain.transaction.return_draft import ReturnDraft


class ReturnDrafts(Protocol):
    """One at most, durable when ``keep`` returns. Methods raise ``StoreError``."""

    def keep(self, draft: ReturnDraft) -> None:
        """In place of the one before."""
        ...

    def load(self) -> ReturnDraft | None:
        """What was kept last; None if nothing is, or if it cannot be read any more."""
        ...

    def clear(self) -> None:
        """Nothing is under way."""
        ...
