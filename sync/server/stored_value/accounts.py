"""The accounts of money that is owed.

Signs: what is owed stands with minus, as in ``pos_app.domain.ledger.stored_value``; against it stand what tills took
for it (``received``, plus) and what of it paid receipts (``paid``, minus), what nobody may redeem any more (``burnt``,
minus), and what tills let people pay and was not there (``risk``, plus). ``merged`` sums to zero by itself.
"""

from enum import StrEnum

from pos_app.domain.ledger import accounts as names
from pos_app.domain.stored_value.value_kind import ValueKind


class ValueAccount(StrEnum):
    """Owner of the first two is whose it is, of the others the till."""

    MONEY = names.CUSTOMER_MONEY
    CERTIFICATE = names.CERTIFICATE_BALANCE
    RECEIVED = "value.received"
    PAID = "value.paid"
    BURNT = names.CERTIFICATE_BURNT
    RISK = "value.risk"
    REWARDS = "value.rewards"
    """Certificates that were handed out for points, as plus."""
    MERGED = "value.merged"


OWED = {ValueKind.ACCOUNT: ValueAccount.MONEY, ValueKind.CERTIFICATE: ValueAccount.CERTIFICATE}
"""The account that is owed, by kind."""


class ValueEntry(StrEnum):
    """Why it moved."""

    RECEIVED = "received"
    """A certificate was sold, an account topped up."""
    CHANGE_KEPT = "change_kept"
    PAID = "paid"
    COVERED = "covered"
    """A receipt had paid with it before its money was heard of."""
    GIVEN_BACK = "given_back"
    PAID_OUT = "paid_out"
    """A certificate came back, or a top-up: its money was handed out again."""
    REWARD = "reward"
    MERGE_OUT = "merge_out"
    MERGE_IN = "merge_in"
