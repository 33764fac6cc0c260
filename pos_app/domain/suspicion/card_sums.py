"""How often an account came to a cashier: sums that add in any order, kept by shop, account, cashier and day."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CardSums:
    """``first``: named before any goods. ``again``: receipts beyond the first one with the same cashier in a shift.

    ``proved``: on which the customer proved himself.
    """

    receipts: int = 0
    first: int = 0
    again: int = 0
    proved: int = 0

    def plus(self, other: "CardSums") -> "CardSums":
        """Both together."""
        return CardSums(
            self.receipts + other.receipts,
            self.first + other.first,
            self.again + other.again,
            self.proved + other.proved,
        )


NEVER_CAME = CardSums()
