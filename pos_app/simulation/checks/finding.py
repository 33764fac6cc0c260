"""What a checker found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """``invariant``: ``I1`` to ``I12`` (see the room's README); ``what`` in words, with ids."""

    invariant: str
    what: str
