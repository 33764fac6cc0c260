"""Shops that orders may be for: one that nobody knows would wait for a customer for ever, unseen by any till."""

from sqlalchemy import Connection, select, union

from sync.server.enrolment import DEFAULT_SHOP
from sync.server.tables import ENROLMENT_CODE, SHOP_NAME, TILL

_SHOWN = 10


def known_shops(connection: Connection) -> tuple[str, ...]:
    """Every shop that has a till, was given a name, or waits for its first till with a code; by id.

    A server where nothing of that was done yet has the one shop of a chain of one.
    """
    found = union(select(TILL.c.shop_id), select(SHOP_NAME.c.shop_id), select(ENROLMENT_CODE.c.shop_id))
    return tuple(sorted(connection.execute(found).scalars())) or (DEFAULT_SHOP,)


def shop_problem(order: str, shop_id: str, known: tuple[str, ...]) -> str:
    """The sentence for an order whose shop is not among ``known``."""
    more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
    return f"order {order!r}: there is no shop {shop_id!r} here; known are {', '.join(known[:_SHOWN])}{more}"
