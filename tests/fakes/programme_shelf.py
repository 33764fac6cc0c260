"""Programme versions in memory."""

from pos_app.domain.loyalty.programme import Programme


class InMemoryProgrammeShelf:
    """The versions this till knows."""

    def __init__(self, *programmes: Programme) -> None:
        self.versions = list(programmes)

    def programmes(self) -> tuple[Programme, ...]:
        return tuple(sorted(self.versions, key=lambda programme: programme.starts_at))
