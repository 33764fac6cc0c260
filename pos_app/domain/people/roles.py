"""The order of the roles: each may do all that the one before it may."""

from pos_app.domain.people.operator import Role

_RANKS = {Role.CASHIER: 0, Role.SENIOR: 1, Role.MANAGER: 2}


def role_covers(role: Role, needed: Role) -> bool:
    """Whether ``role`` may do what needs ``needed``."""
    return _RANKS[role] >= _RANKS[needed]
