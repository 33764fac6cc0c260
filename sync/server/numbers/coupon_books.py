"""One single coupon in hand: what it is, who has it, which receipts used it. Its row is locked meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from pos_app.domain.coupon.coupon_records import IssuedCoupon, UsedCoupon
from sync.server.numbers.claim_row import ClaimRow, end_claims_of

UNKNOWN, ISSUED, BLOCKED = "unknown", "issued", "blocked"
RETURNED = "returned"
"""Why a number is blocked: all goods of the receipt that printed it came back."""

TWICE, NEVER_ISSUED, WAS_BLOCKED, TOO_EARLY, TOO_LATE = "twice", "unknown", "blocked", "early", "expired"
"""Why a receipt must not have used it."""
UNEARNED = "unearned"
"""It might when it did; afterwards all goods of the receipt that printed the number came back."""


@dataclass(slots=True)
class CouponUse:
    """A receipt that used it; ``freed``: all its goods came back and the number may be used again."""

    receipt_id: str
    till_code: str
    receipt_number: str
    used_ms: int
    at_risk: bool
    freed_by_return: bool
    freed: bool = False
    conflict: str | None = None
    is_new: bool = True
    changed: bool = False


@dataclass(slots=True)
class CouponBooks:
    """``state``: UNKNOWN while nobody issued it."""

    number: str
    rule_id: str = ""
    series: str = ""
    state: str = UNKNOWN
    reason: str | None = None
    from_day: date | None = None
    until_day: date | None = None
    issued_ms: int = 0
    issued_by: str = ""
    ends_with_return: bool = False
    uses: dict[str, CouponUse] = field(default_factory=dict)
    claims: dict[str, ClaimRow] = field(default_factory=dict)
    changed: bool = False

    @property
    def last_use(self) -> CouponUse | None:
        """The first receipt that used it and still counts."""
        return min(self._counting(), key=lambda use: (use.used_ms, use.receipt_id), default=None)

    def issue(self, coupon: IssuedCoupon, series: str, issued_by: str, issued_ms: int) -> bool:
        """Give it out; False if it was given out before. A receipt that used it already had a right to."""
        if self.state != UNKNOWN:
            return False
        self.rule_id, self.series, self.state = coupon.rule_id, series, ISSUED
        self.from_day, self.until_day = coupon.from_day, coupon.until_day
        self.issued_ms, self.issued_by, self.ends_with_return = issued_ms, issued_by, coupon.blocked_by_return
        self.changed = True
        for use in self.uses.values():
            if use.conflict == NEVER_ISSUED:
                use.conflict, use.changed = None, True
        return True

    def use(self, used: UsedCoupon, use: CouponUse, day: date) -> str | None:
        """A receipt used it: a fact. Answers why it must not have, None if it might."""
        end_claims_of(self.claims.values(), use.receipt_id)
        use.conflict = self._why_not(day)
        self.rule_id = self.rule_id or used.rule_id
        self.uses[use.receipt_id] = use
        self.changed = True
        return use.conflict

    def give_back(self, receipt_id: str) -> None:
        """All goods of a receipt that used it came back."""
        use = self.uses.get(receipt_id)
        if use is not None and use.freed_by_return and not use.freed:
            use.freed, use.changed = True, True

    def spoil(self, use: CouponUse) -> None:
        """It was used, and then everything came back of the receipt that printed it."""
        if use.conflict is None:
            use.conflict, use.changed = UNEARNED, True

    def block(self, reason: str) -> None:
        """It is taken no more."""
        if self.state != BLOCKED:
            self.state, self.reason, self.changed = BLOCKED, reason, True

    def _why_not(self, day: date) -> str | None:
        if any(self._counting()):
            return TWICE
        if self.state == UNKNOWN:
            return NEVER_ISSUED
        if self.state == BLOCKED:
            return WAS_BLOCKED
        if self.from_day is not None and day < self.from_day:
            return TOO_EARLY
        return TOO_LATE if self.until_day is not None and day > self.until_day else None

    def _counting(self) -> Iterator[CouponUse]:
        return (use for use in self.uses.values() if not use.freed)
