"""The customer's page: what the server knows of one person, asked when a cashier opens it. Only with the server."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from pos_app.domain.loyalty.account import Account
from pos_app.domain.money.units import Kopecks, Points
from pos_app.domain.people.consent import ConsentPurpose
from sync.protocol.limits import PROTOCOL_VERSION
from sync.protocol.rows import CustomerRow

HISTORY_ROWS = 100
"""The most of one answer."""


class HistoryKind(StrEnum):
    """What happened."""

    SALE = "sale"
    RETURN = "return"
    OPENING = "opening"
    AWARD = "award"
    BURN = "burn"
    ADJUST = "adjust"
    MERGE = "merge"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One thing that happened to an account, points in hundredths.

    ``points``: what it changed, signed. ``spent`` and ``earned`` of a sale; of a return ``spent`` came back and
    ``earned`` was taken back. ``receipt_id``, ``number``, ``money_kopecks``: of a receipt. ``reason``: what a person
    wrote, or the rule of an award.
    """

    at: datetime
    kind: HistoryKind
    points: Points
    spent: Points = 0
    earned: Points = 0
    receipt_id: str = ""
    number: str = ""
    money_kopecks: Kopecks = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A consent as it was given or taken back; the newest of a purpose holds."""

    purpose: ConsentPurpose
    at: datetime
    withdrawn: bool
    text_version: str = ""
    way: str = ""


@dataclass(frozen=True, slots=True)
class CustomerPageRequest:
    """``operator_id``: who looks. ``before``: rows behind the place that an answer named, "" the newest."""

    customer_id: str
    operator_id: str
    protocol: int = PROTOCOL_VERSION
    before: str = ""


@dataclass(frozen=True, slots=True)
class CustomerPageAnswer:
    """``customer`` None: nobody of that id is here (yet). ``history`` newest first, ``more``: older ones are left out.

    ``next_before``: the place to ask for them by, "" from a server of before there was one.
    ``registered_at`` None: he was here from the start. ``invited_by``: the name of who invited him.
    """

    customer: CustomerRow | None
    account: Account | None
    history: tuple[HistoryRow, ...] = ()
    more: bool = False
    consents: tuple[ConsentRow, ...] = ()
    registered_at: datetime | None = None
    invited_by: str = field(default="", repr=False)
    protocol: int = PROTOCOL_VERSION
    next_before: str = ""
