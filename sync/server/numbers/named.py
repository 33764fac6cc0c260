"""Which coupons and orders a record names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pos_app.domain.claim.claim_closed import ClaimClosed
from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.domain.pre_order.order_cancelled import OrderCancelled
from pos_app.domain.transaction.sale import Sale


@dataclass(slots=True)
class NamedNumbers:
    """``made``: coupons that become known by being named; ``looked_at``: those that are only worked on if known."""

    made: set[str] = field(default_factory=set)
    looked_at: set[str] = field(default_factory=set)
    orders: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.made or self.looked_at or self.orders)


def numbers_in(records: Iterable[object], sales_of_returns: Iterable[Sale]) -> NamedNumbers:
    """Of a run of operations; ``sales_of_returns``: the sales that its returns mirror."""
    named = NamedNumbers()
    for record in records:
        match record:
            case Sale():
                named.made |= set(coupons_of(record))
                if record.picked_up is not None:
                    named.orders.add(record.picked_up.number)
            case ClaimClosed():
                named.claims.add(record.claim_id)
                (named.orders if record.kind is ClaimKind.ORDER else named.looked_at).add(record.number)
            case OrderCancelled():
                named.orders.add(record.number)
            case _:
                continue
    for sale in sales_of_returns:
        named.looked_at |= set(coupons_of(sale))
    named.looked_at -= named.made
    return named


def coupons_of(sale: Sale) -> Iterator[str]:
    """The numbers that it used up or printed."""
    yield from (used.number for used in sale.coupons_used)
    yield from (issued.number for issued in sale.coupons_issued)
