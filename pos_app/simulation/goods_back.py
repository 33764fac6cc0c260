"""Goods that come back: which receipt a customer shows, and which pieces of it."""

import random

from pos_app.domain.money.units import ONE, Unit
from pos_app.domain.transaction.sale import Sale
from pos_app.services.returnable import ReturnableReceipt
from pos_app.simulation.counter import Counter
from pos_app.simulation.till_node import TillNode

_NEWEST = 20
_OTHER_TILLS = 0.25
"""How often a customer comes with a receipt of another till."""


def receipt_shown(node: TillNode, counter: Counter, chance: random.Random) -> ReturnableReceipt | None:
    """One of the last receipts, of this till or of another of the shop; None if there are none yet.

    ``ServiceError`` as the return service says, among them that the server cannot be asked.
    """
    sold = _sales_of(node, node.till_id)
    if chance.random() < _OTHER_TILLS:
        others = [
            sale for till_id in sorted(node.truth.tills) if till_id != node.till_id for sale in _sales_of(node, till_id)
        ]
        sold = others or sold
    if not sold:
        return None
    found = counter.returns.look_for(chance.choice(sold).number)
    if isinstance(found, ReturnableReceipt):
        return found
    node.truth.did("another till's receipt asked of the server")
    return counter.returns.settle(found, counter.returns.ask(found))


def pieces_back(found: ReturnableReceipt, chance: random.Random) -> dict[str, int]:
    """Thousandths by line id; goods by weight come back whole."""
    quantities: dict[str, int] = {}
    for line in found.lines:
        if line.left and chance.random() < 0.6:
            whole = line.line.item.unit is Unit.PIECE
            quantities[line.line.line_id] = chance.randint(1, line.left // ONE) * ONE if whole else line.left
    return quantities


def _sales_of(node: TillNode, till_id: str) -> list[Sale]:
    return [each for each in node.truth.till(till_id).told.values() if isinstance(each, Sale)][-_NEWEST:]
