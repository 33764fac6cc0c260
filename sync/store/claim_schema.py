"""Schema 9: single coupons and orders that this till's receipts asked for, hold, or took."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as SchemaTool


def claim_tables(tool: "SchemaTool") -> None:
    """asked: its id is stored, no answer yet; held: the server keeps the number; at_risk: taken without the server.

    closed: taken by the receipt, given back, or not granted. ``was_asked``: the server may know of it.
    """
    tool.execute(
        """
        CREATE TABLE claim (
            claim_id TEXT PRIMARY KEY,
            epoch INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('coupon', 'order')),
            number TEXT NOT NULL,
            receipt_id TEXT NOT NULL,
            was_asked INTEGER NOT NULL CHECK (was_asked IN (0, 1)),
            state TEXT NOT NULL CHECK (state IN ('asked', 'held', 'at_risk', 'closed'))
        ) STRICT, WITHOUT ROWID
        """
    )
    tool.execute("CREATE INDEX claim_not_closed ON claim (receipt_id) WHERE state <> 'closed'")
    tool.execute(
        """
        CREATE TRIGGER claim_stays_closed BEFORE UPDATE ON claim WHEN OLD.state = 'closed'
        BEGIN SELECT RAISE(ABORT, 'a closed claim is never opened again'); END
        """
    )
    # Which receipt of this till took a number: without the server nobody else knows.
    tool.execute(
        """
        CREATE TABLE number_use (
            kind TEXT NOT NULL CHECK (kind IN ('coupon', 'order')),
            number TEXT NOT NULL,
            receipt_id TEXT NOT NULL,
            PRIMARY KEY (kind, number, receipt_id)
        ) STRICT, WITHOUT ROWID
        """
    )
