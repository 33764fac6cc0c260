"""A number kept for one open receipt of a till."""

from collections.abc import Iterable
from dataclasses import dataclass

OPEN, CLOSED = "open", "closed"
LONGEST_ID = 40


@dataclass(slots=True)
class ClaimRow:
    """``till_code`` is what the till is called, for people."""

    claim_id: str
    till_id: str
    epoch: int
    receipt_id: str
    granted_ms: int
    till_code: str = ""
    state: str = OPEN
    reason: str | None = None
    is_new: bool = True
    changed: bool = False

    def close(self, reason: str) -> None:
        """Another receipt may take the number."""
        if self.state == OPEN:
            self.state, self.reason, self.changed = CLOSED, reason, True


def may_be_asked(name: str) -> bool:
    """Whether a column holds such an id or number."""
    return 0 < len(name) <= LONGEST_ID and "\0" not in name


def end_claims_of(claims: Iterable[ClaimRow], receipt_id: str) -> None:
    """A receipt took the number: what was kept for it ends."""
    for claim in claims:
        if claim.receipt_id == receipt_id:
            claim.close("receipt")


def held_by_another(claims: Iterable[ClaimRow], till_id: str) -> ClaimRow | None:
    """An open claim of another till."""
    return next((claim for claim in claims if claim.state == OPEN and claim.till_id != till_id), None)
