"""A certificate is blocked because it was lost, or found again: who said so, and why."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CertificateBlocked:
    """``block_id`` is its operation's id. ``blocked`` False: it may be paid with again."""

    block_id: str
    number: str
    blocked: bool
    operator_id: str
    approved_by: str | None
    reason: str
    at: datetime
