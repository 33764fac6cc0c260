"""A number that the open receipt of this till asked for or holds, as the till keeps it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pos_app.domain.claim.claim_kind import ClaimKind


class ClaimStage(StrEnum):
    """ASKED: its id is stored, no answer yet. HELD: the server keeps the number for this receipt.

    AT_RISK: taken without the server. Any of them ends with the receipt, or is given back.
    """

    ASKED = "asked"
    HELD = "held"
    AT_RISK = "at_risk"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim that has not ended."""

    claim_id: str
    kind: ClaimKind
    number: str
    receipt_id: str
    stage: ClaimStage


@dataclass(frozen=True, slots=True)
class NumberUsed:
    """A receipt of this till that took a number: its id, its number on paper, when.

    ``is_told``: the server has the receipt, and knows better whether the number is free again.
    """

    receipt_id: str
    receipt_number: str
    at: datetime
    is_told: bool
