"""A short key for each reason of a discount: with it a receipt's row says which reasons took something off."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from pos_app.domain.report.discount_part import DiscountReason, DiscountSums
from pos_app.domain.report.fold import Folded

REASON_CHARS = 200
"""So much of somebody's words is kept apart."""
_KEY_BYTES = 6


def short(reason: DiscountReason) -> DiscountReason:
    """As the tables keep it."""
    return DiscountReason(reason.stage, reason.rule_id, reason.reason[:REASON_CHARS])


def discounts_of(folded: Folded) -> dict[DiscountReason, DiscountSums]:
    """What a record's reasons took off, as the tables keep them: long words that begin alike are one."""
    found: dict[DiscountReason, DiscountSums] = {}
    for reason, sums in folded.discounts:
        known = found.get(short(reason))
        # A receipt counts once.
        found[short(reason)] = sums if known is None else known + replace(sums, receipts_count=0)
    return found


def reason_key(reason: DiscountReason) -> str:
    """Twelve hexadecimal digits."""
    told = "\0".join((reason.stage, reason.rule_id, reason.reason[:REASON_CHARS]))
    return hashlib.blake2s(told.encode("utf-8", "replace"), digest_size=_KEY_BYTES).hexdigest()


def reason_keys(reasons: Iterable[DiscountReason]) -> str | None:
    """All of a receipt between blanks; None for none."""
    keys = sorted({reason_key(each) for each in reasons})
    return f" {' '.join(keys)} " if keys else None


def pattern(reason: DiscountReason) -> str:
    """What finds the key among others with LIKE."""
    return f"% {reason_key(reason)} %"
