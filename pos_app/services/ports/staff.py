"""People who work here, and their PINs."""

from typing import Protocol

from pos_app.domain.people.operator import Operator


class StaffDirectory(Protocol):
    """People who may sign on at this till."""

    def operators(self) -> tuple[Operator, ...]:
        """All in force, sorted by name."""
        ...

    def of_badge(self, badge: str) -> Operator | None:
        """Whose badge has this number; None for a stranger's."""
        ...


class PinHasher(Protocol):
    """Checks a PIN against its stored argon2id hash (some 20 ms of work)."""

    def verify(self, pin_hash: str, pin: str) -> bool:
        """Whether ``pin`` is the one; a damaged hash is False."""
        ...
