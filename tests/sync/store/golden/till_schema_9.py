"""The books of schema 9 as they are written by the first program that has it, kept as SQL text beside this file.

``python -m tests.sync.store.golden.till_schema_9`` wrote it. It is not written again once a schema 10 exists.
"""

import tempfile
from contextlib import closing
from pathlib import Path

from pos_app.domain.claim.claim import Claim, ClaimStage
from pos_app.domain.claim.claim_kind import ClaimKind
from sync.store.books import Books, open_books
from sync.store.outbox import Outbox
from tests.sync.store.golden import till_schema_8
from tests.sync.store.golden.till_schema_1 import dump

GOLDEN = Path(__file__).with_name("till_schema_9.sql")
COUPON = Claim("claim-9", ClaimKind.COUPON, "NEXT0000000000018", "receipt-9", ClaimStage.HELD)
ORDER = Claim("claim-9b", ClaimKind.ORDER, "KO000000018", "receipt-9", ClaimStage.AT_RISK)


def make(path: Path) -> None:
    """That of schema 8, with a single coupon that the server keeps for an open receipt, and an order taken at risk."""
    till_schema_8.make(path)
    with closing(open_books(path)) as books:
        books.note_claim_asked(COUPON.claim_id, COUPON.kind, COUPON.number, COUPON.receipt_id)
        books.note_claim_granted(COUPON.claim_id, granted=True)
        books.note_claim_at_risk(ORDER.claim_id, ORDER.kind, ORDER.number, ORDER.receipt_id)


def check(books: Books, outbox: Outbox) -> None:
    """Everything of that day is there."""
    till_schema_8.check(books, outbox)
    assert books.unsettled_claims() == (COUPON, ORDER)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "till.db"
        make(made)
        GOLDEN.write_text(dump(made), encoding="utf-8")
