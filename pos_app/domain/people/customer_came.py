"""How the customer of a receipt came to stand on it: for people who ask later whether it was he."""

from dataclasses import dataclass, replace
from enum import StrEnum


class CameBy(StrEnum):
    """By what he was named. A value is never renamed: receipts keep it for as long as they are kept."""

    CARD_SCAN = "card_scan"  # the bar code of a card, read by a reader
    ROTATING_CARD = "rotating_card"  # a card that signs itself anew every 30 s
    STATIC_QR = "static_qr"  # a QR code that never changes: a picture of it is as good
    CARD_TYPED = "card_typed"  # the card's number by hand
    WHOLE_PHONE = "whole_phone"
    LAST_DIGITS = "last_digits"  # the end of a phone, chosen from a list where several have it
    NAMED = "named"  # by name, from history or from a receipt of before
    REGISTERED = "registered"  # joined at this receipt

    @property
    def proves(self) -> bool:
        """Whether only he who holds something of the customer's can have named him so."""
        return self in (CameBy.CARD_SCAN, CameBy.ROTATING_CARD)


@dataclass(frozen=True, slots=True)
class CustomerCame:
    """``lines``: how many positions the receipt had then; 0: he was named before any goods.

    ``proved``: he showed his card to a reader, or told a code that was sent to his phone, while this receipt was open.
    """

    way: CameBy
    lines: int
    proved: bool = False

    def __post_init__(self) -> None:
        if self.lines < 0:
            raise ValueError(f"a receipt has 0 lines or more when the customer comes, not {self.lines}")


def came(way: CameBy | None, lines: int) -> CustomerCame | None:
    """A customer who is named now; None where the way is not told."""
    return None if way is None else CustomerCame(way, lines, way.proves)


def came_again(before: CustomerCame | None, now: CustomerCame | None) -> CustomerCame | None:
    """The same customer named once more: when he came first stands, and a proof outdoes a way that proves nothing."""
    if before is None or now is None:
        return before or now
    return replace(before, way=now.way, proved=True) if now.proved and not before.proved else before
