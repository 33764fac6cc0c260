"""Staff in memory, and a hasher whose hash is the PIN in another dress."""

from pos_app.domain.people.operator import Operator, Role


class InMemoryStaff:
    """People who may sign on."""

    def __init__(self, *operators: Operator) -> None:
        self.people = operators

    def operators(self) -> tuple[Operator, ...]:
        return tuple(sorted(self.people, key=lambda operator: operator.name))

    def of_badge(self, badge: str) -> Operator | None:
        return next((each for each in self.people if each.badge_hash == f"hash:{badge}"), None)


class PlainHasher:
    """``verify`` knows the hashes that ``person`` makes."""

    def verify(self, pin_hash: str, pin: str) -> bool:
        return pin_hash == f"hash:{pin}"


def person(operator_id: str, name: str, role: Role, pin: str, badge: str | None = None) -> Operator:
    """Someone with a PIN."""
    return Operator(operator_id, name, role, f"hash:{pin}", None if badge is None else f"hash:{badge}")


CASHIER_BADGE, MANAGER_BADGE = "KB00000000018", "KB00000000026"
CASHIER = person("cashier-1", "Иванова М.", Role.CASHIER, "1111", CASHIER_BADGE)
SENIOR = person("senior-1", "Петров С.", Role.SENIOR, "2222")
MANAGER = person("manager-1", "Сидорова О.", Role.MANAGER, "3333", MANAGER_BADGE)
