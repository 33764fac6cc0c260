"""People who work at the till."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What an operator may do; each role may do all that the one before it may."""

    CASHIER = "cashier"
    SENIOR = "senior"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Operator:
    """A person who signs on. ``pin_hash`` is an argon2id string, sealed wherever it is kept.

    ``badge_hash``: keyed hash of his badge's number in hex, if he has a badge; whoever knows the number can sign on
    with it, so that it is stored nowhere. ``customer_id``: his own account as a customer, as far as the office told.
    """

    operator_id: str
    name: str
    role: Role
    pin_hash: str = field(repr=False)
    badge_hash: str | None = field(default=None, repr=False)
    customer_id: str | None = None
