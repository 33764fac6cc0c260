"""The open sale, and baskets put aside, in the books."""

from collections.abc import Sequence
from typing import Protocol

from pos_app.domain.basket.held import HeldBasket
from pos_app.domain.people.deed import Deed
from pos_app.domain.transaction.draft import Draft


class DraftBooks(Protocol):
    """Sales that are not finished; the part of ``TillBooks`` that the open basket needs.

    ``deeds`` are stored in the same transaction: what somebody approved is not done without his name.
    """

    def save_draft(self, draft: Draft, deeds: Sequence[Deed] = ()) -> None:
        """Keep the open sale; replaces the earlier draft."""
        ...

    def load_draft(self) -> Draft | None:
        """The sale that was open when the program ended."""
        ...

    def clear_draft(self, deeds: Sequence[Deed] = ()) -> None:
        """The basket was voided."""
        ...

    def hold_basket(self, held: HeldBasket, deeds: Sequence[Deed] = ()) -> None:
        """Put the open basket aside: it is no draft any more. The same basket again replaces what was put aside."""
        ...

    def split_basket(self, draft: Draft, held: HeldBasket, deeds: Sequence[Deed] = ()) -> None:
        """Keep ``draft`` as the open sale and put what was taken out of it aside, both or nothing."""
        ...

    def recall_basket(self, basket_id: str, draft: Draft, deeds: Sequence[Deed] = ()) -> None:
        """Take a basket up again as ``draft``: it is not put aside any more."""
        ...

    def note_on_held(self, held: HeldBasket) -> None:
        """Write ``held.note`` on a basket that is put aside; nothing happens if it is not any more."""
        ...

    def drop_held(self, basket_ids: Sequence[str], deeds: Sequence[Deed] = ()) -> None:
        """Give up baskets that were put aside."""
        ...

    def held_baskets(self) -> tuple[HeldBasket, ...]:
        """Baskets put aside, oldest first; one that was sold after all is none."""
        ...
