"""The programme versions on this till."""

from typing import Protocol

from pos_app.domain.loyalty.programme import Programme


class ProgrammeShelf(Protocol):
    """The programme versions this till knows."""

    def programmes(self) -> tuple[Programme, ...]:
        """Every version, sorted by start; the one in force is chosen by time."""
        ...
