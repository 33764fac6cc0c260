"""Schema 8: money of certificates and accounts that the server set aside for this till's open receipts."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as SchemaTool


def value_tables(tool: "SchemaTool") -> None:
    """asked: its id is stored, no answer yet; open: granted; closed: paid with, given back, or nothing was granted."""
    tool.execute(
        """
        CREATE TABLE value_hold (
            hold_id TEXT PRIMARY KEY,
            epoch INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('account', 'certificate')),
            owner TEXT NOT NULL,
            receipt_id TEXT NOT NULL,
            kopecks INTEGER NOT NULL DEFAULT 0 CHECK (kopecks >= 0),
            state TEXT NOT NULL CHECK (state IN ('asked', 'open', 'closed'))
        ) STRICT, WITHOUT ROWID
        """
    )
    tool.execute("CREATE INDEX value_hold_not_closed ON value_hold (receipt_id) WHERE state <> 'closed'")
    tool.execute(
        """
        CREATE TRIGGER value_hold_stays_closed BEFORE UPDATE ON value_hold WHEN OLD.state = 'closed'
        BEGIN SELECT RAISE(ABORT, 'a closed hold is never opened again'); END
        """
    )
