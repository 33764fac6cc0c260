"""Who did what, in the books."""

from collections.abc import Sequence
from typing import Protocol

from pos_app.domain.people.deed import Deed


class DeedBooks(Protocol):
    """The journal of who did what; the part of ``TillBooks`` for deeds that no record names."""

    def record_deeds(self, deeds: Sequence[Deed]) -> None:
        """Store deeds that go with no other write. The very same deed twice is one."""
        ...

    def deeds(self, limit: int, before: str = "") -> tuple[Deed, ...]:
        """The journal, newest first; ``before``: only what is older than this deed's id."""
        ...
