"""The open sale in the books."""

from typing import Protocol

from pos_app.domain.transaction.draft import Draft


class DraftBooks(Protocol):
    """The sale that is not finished; the part of ``TillBooks`` that the open basket needs."""

    def save_draft(self, draft: Draft) -> None:
        """Keep the open sale; replaces the earlier draft."""
        ...

    def load_draft(self) -> Draft | None:
        """The sale that was open when the program ended."""
        ...

    def clear_draft(self) -> None:
        """The basket was voided."""
        ...
