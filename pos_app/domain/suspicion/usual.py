"""What is usual at a shop, as one shift is compared with it: taken together from the sums that are kept by day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pos_app.domain.suspicion.card_sums import NEVER_CAME, CardSums
from pos_app.domain.suspicion.operator_sums import NOTHING_DONE, OperatorSums, together


@dataclass(frozen=True)
class Usual:
    """Days before the shift's own. ``past``: by cashier, the past before the recent days; ``recent``: by cashier, the

    recent days. ``cards``: by account and cashier, recent days, for the accounts of the shift (others may be missing);
    ``card_past``: by account, past and recent days together, with how many days the shop traded in them
    (``traded_days``). ``own_accounts``: cashier to his own account.
    """

    past: Mapping[str, OperatorSums] = field(default_factory=dict)
    recent: Mapping[str, OperatorSums] = field(default_factory=dict)
    cards: Mapping[tuple[str, str], CardSums] = field(default_factory=dict)
    card_past: Mapping[str, CardSums] = field(default_factory=dict)
    traded_days: int = 0
    own_accounts: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def shop_past(self) -> OperatorSums:
        """The whole shop in the past."""
        return together(self.past.values())

    @cached_property
    def shop_recent(self) -> OperatorSums:
        """The whole shop in the recent days."""
        return together(self.recent.values())

    def past_of(self, operator_id: str) -> OperatorSums:
        """One cashier's past."""
        return self.past.get(operator_id, NOTHING_DONE)

    def recent_of(self, operator_id: str) -> OperatorSums:
        """One cashier's recent days."""
        return self.recent.get(operator_id, NOTHING_DONE)

    def card_with(self, customer_id: str, operator_id: str) -> CardSums:
        """An account with a cashier in the recent days."""
        return self.cards.get((customer_id, operator_id), NEVER_CAME)

    @cached_property
    def card_recent(self) -> Mapping[str, CardSums]:
        """By account, with every cashier of the shop, recent days."""
        found: dict[str, CardSums] = {}
        for (customer_id, _), sums in self.cards.items():
            found[customer_id] = found.get(customer_id, NEVER_CAME).plus(sums)
        return found
