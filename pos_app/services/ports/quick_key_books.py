"""The quick keys of this till, in the books."""

from collections.abc import Sequence
from typing import Protocol

from pos_app.domain.catalogue.quick_keys import QuickKeys
from pos_app.domain.people.deed import Deed


class QuickKeyBooks(Protocol):
    """Goods on keys of their own; the part of ``TillBooks`` that keeps their arrangement."""

    def quick_keys(self) -> QuickKeys:
        """The arrangement; without pages before anybody made one."""
        ...

    def save_quick_keys(self, keys: QuickKeys, deeds: Sequence[Deed] = ()) -> None:
        """Replace it."""
        ...
