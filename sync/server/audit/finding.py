"""One thing that is not as it must be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """``check`` names the rule, ``place`` the row (ids only, no personal data); figures in the rule's own unit."""

    check: str
    place: str
    expected: int
    found: int
