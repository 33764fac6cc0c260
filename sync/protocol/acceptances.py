"""What the office says of a till's shifts: who accepted their Z reports."""

from dataclasses import dataclass

from pos_app.domain.people.deed import Deed
from sync.protocol.limits import PROTOCOL_VERSION

MOST_SHIFTS = 200
"""In one question."""


@dataclass(frozen=True, slots=True)
class AcceptancesRequest:
    """``shift_ids``: closed shifts of the asking till's shop that nobody has accepted as far as it knows."""

    shift_ids: tuple[str, ...]
    protocol: int = PROTOCOL_VERSION


@dataclass(frozen=True, slots=True)
class AcceptancesAnswer:
    """``deeds``: of kind ``z_accepted``, each with the facts ``shift`` and ``z``; none of shifts that still wait."""

    deeds: tuple[Deed, ...]
    incarnation: str
    protocol: int = PROTOCOL_VERSION
