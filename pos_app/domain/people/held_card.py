"""A card that somebody holds or held, and whether it still names him."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class BlockReason(StrEnum):
    """Why a card names nobody any more."""

    LOST = "lost"
    DAMAGED = "damaged"
    REPLACED = "replaced"
    """Another one was handed out for it."""
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class HeldCard:
    """``blocked`` None: the card is in force. ``since``: when it came to be so (None: from the start)."""

    card_number: str
    blocked: BlockReason | None = None
    since: datetime | None = None

    @property
    def in_force(self) -> bool:
        """Whether the card names its holder at a till."""
        return self.blocked is None
