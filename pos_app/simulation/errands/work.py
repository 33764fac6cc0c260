"""What an errand works with: one customer at a counter, and the cashier's own hands for what every sale needs."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from pos_app.domain.people.deed import DeedKind
from pos_app.domain.people.operator import Operator, Role
from pos_app.domain.transaction.errors import StoreError
from pos_app.domain.transaction.sale import Sale
from pos_app.simulation.counter import Counter
from pos_app.simulation.till_node import TillNode
from pos_app.simulation.truth import Told

Pays = Callable[[], None]
"""What is done when payment begins, before card and cash."""


class Hands(Protocol):
    """Of the cashier."""

    def tell(self, node: TillNode, action: Callable[[], Told]) -> Told | None:
        """Do what stores a record; None if it is not stored."""
        ...

    def put_goods(self, node: TillNode, counter: Counter, lines: int) -> None:
        """Put some goods in."""
        ...

    def settle(self, node: TillNode, counter: Counter, pays: Pays | None = None) -> Sale | None:
        """Price, payment, record, paper; None if it is not stored."""
        ...

    def give_back(self, node: TillNode, counter: Counter, sale_id: str, quantities: dict[str, int]) -> None:
        """A return of these pieces, with its paper."""
        ...


@dataclass(frozen=True, slots=True)
class Work:
    """One customer."""

    node: TillNode
    counter: Counter
    chance: random.Random
    hands: Hands

    def put_goods(self, lines: int) -> None:
        """Put some goods in."""
        self.hands.put_goods(self.node, self.counter, lines)

    def settle(self, pays: Pays | None = None) -> Sale | None:
        """Price, payment, record, paper."""
        return self.hands.settle(self.node, self.counter, pays)

    def tell(self, action: Callable[[], Told]) -> Told | None:
        """Do what stores a record."""
        return self.hands.tell(self.node, action)

    def did(self, what: str) -> None:
        """Count it."""
        self.node.truth.did(what)

    def wait(self, most_ms: int = 8_000) -> None:
        """People take their time."""
        self.node.timeline.sleep(self.chance.randrange(500, most_ms))

    def saw_deed(self, kind: DeedKind, receipt_id: str) -> None:
        """The till did what is a deed, and said so."""
        self.node.truth.till(self.node.till_id).deeds.append((kind, receipt_id))

    @property
    def cashier(self) -> Operator:
        """Who sells."""
        return self._first(Role.CASHIER)

    @property
    def senior(self) -> Operator:
        """Who approves."""
        return self._first(Role.SENIOR)

    @property
    def manager(self) -> Operator:
        """Who approves more."""
        return self._first(Role.MANAGER)

    def _first(self, role: Role) -> Operator:
        found = next((each for each in self.counter.cache.staff.operators() if each.role is role), None)
        if found is None:
            raise StoreError("damaged", "no staff is loaded")
        return found
