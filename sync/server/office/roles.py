"""What each role of the office may do, and in which shops. To add a right: a member, and the roles that have it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class OfficeRole(StrEnum):
    """``OWNER`` and ``OFFICE`` see the whole chain; a ``MANAGER`` answers for the shops that he was given."""

    OWNER = "owner"
    OFFICE = "office"
    MANAGER = "manager"
    ACCOUNTANT = "accountant"
    SUPPORT = "support"


class Right(StrEnum):
    """What a page or a form asks for."""

    REPORTS = "reports"
    """Shifts, receipts, figures, and their files."""
    TILLS = "tills"
    """The live state of the tills."""
    ACCEPT = "accept"
    """Accept a closed shift with a note."""
    FLAGGED = "flagged"
    """Operations that the server found odd, and money that went out twice."""
    CUSTOMERS = "customers"
    """Search people and read their history; their phones stay masked."""
    PHONES = "phones"
    """See a phone in clear; each time is written down."""
    CORRECT = "correct"
    """Ask for a correction of points, or sign somebody else's."""
    SEGMENTS = "segments"
    """Segments of the chain's customers, and offers to them."""
    PROGRAMME = "programme"
    """Prepare the loyalty programme and try it on past receipts."""
    JOURNAL = "journal"
    """Read who did what with privilege, in the whole chain."""
    PEOPLE = "people"
    """See the accounts of the office, shut one out or let it in again, name shops."""
    PUBLISH = "publish"
    """Publish a version of the programme, take one back; for who sees every shop."""


_READS = frozenset({Right.REPORTS, Right.TILLS})
_ALL = frozenset(Right)
_OF_THE_CHAIN = frozenset({Right.SEGMENTS, Right.JOURNAL, Right.PEOPLE})
"""What is of no single shop."""

RIGHTS: Mapping[OfficeRole, frozenset[Right]] = MappingProxyType(
    {
        OfficeRole.OWNER: _ALL,
        OfficeRole.OFFICE: _ALL - {Right.PEOPLE},
        OfficeRole.MANAGER: _ALL - _OF_THE_CHAIN,
        OfficeRole.ACCOUNTANT: _READS,
        OfficeRole.SUPPORT: frozenset({Right.TILLS}),
    }
)
WHOLE_CHAIN = frozenset({OfficeRole.OWNER, OfficeRole.OFFICE})
"""Roles that are never narrowed to shops."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who is signed on. ``shop_ids`` None: every shop of the chain."""

    person_id: str
    name: str
    shown_name: str
    role: OfficeRole
    shop_ids: frozenset[str] | None
    language: str

    def may(self, right: Right) -> bool:
        """Whether the role has a right."""
        return right in RIGHTS[self.role]

    def sees(self, shop_id: str) -> bool:
        """Whether a shop is one of his."""
        return self.shop_ids is None or shop_id in self.shop_ids


def shops_of(role: OfficeRole, given: frozenset[str]) -> frozenset[str] | None:
    """The shops that a person sees, None for all. A manager without a shop sees none."""
    if role in WHOLE_CHAIN:
        return None
    return given if given or role is OfficeRole.MANAGER else None
