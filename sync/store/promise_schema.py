"""Schema 3 of till.db: reservations of points and spends from them, epochs, decisions about parked operations."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as SchemaTool

_STATEMENTS = (
    # asked: its id is stored, no answer yet; open: granted; closed: its closing is queued (or nothing was granted).
    # The deadline counts from when the request was sent, in milliseconds of the boot that ``boot_id`` names.
    """
    CREATE TABLE reservation (
        reservation_id TEXT PRIMARY KEY,
        epoch INTEGER NOT NULL,
        customer_id TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('hold', 'lease')),
        state TEXT NOT NULL CHECK (state IN ('asked', 'open', 'closed')),
        granted INTEGER NOT NULL DEFAULT 0 CHECK (granted >= 0),
        spent INTEGER NOT NULL DEFAULT 0 CHECK (spent >= 0 AND spent <= granted),
        duration_ms INTEGER NOT NULL DEFAULT 0,
        deadline_boot_ms INTEGER NOT NULL DEFAULT 0,
        boot_id TEXT NOT NULL DEFAULT '',
        signed_grant TEXT NOT NULL DEFAULT '',
        receipt_id TEXT NOT NULL DEFAULT '',
        recalled INTEGER NOT NULL DEFAULT 0 CHECK (recalled IN (0, 1))
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX reservation_not_closed ON reservation (customer_id) WHERE state <> 'closed'",
    """
    CREATE TRIGGER reservation_stays_closed BEFORE UPDATE ON reservation WHEN OLD.state = 'closed'
    BEGIN SELECT RAISE(ABORT, 'a closed reservation is never opened again'); END
    """,
    # What each receipt took from which reservation.
    """
    CREATE TABLE redemption (
        receipt_id TEXT NOT NULL REFERENCES receipt (receipt_id),
        reservation_id TEXT NOT NULL,
        points INTEGER NOT NULL CHECK (points > 0),
        PRIMARY KEY (receipt_id, reservation_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TRIGGER redemption_no_update BEFORE UPDATE ON redemption
    BEGIN SELECT RAISE(ABORT, 'redemption rows are written once'); END
    """,
    """
    CREATE TRIGGER redemption_no_delete BEFORE DELETE ON redemption
    BEGIN SELECT RAISE(ABORT, 'redemption rows are written once'); END
    """,
    # A person's decision about a parked operation, on its way to the server.
    """
    CREATE TABLE resolution (
        op_id TEXT PRIMARY KEY REFERENCES op (op_id) ON DELETE CASCADE,
        resolution_id TEXT NOT NULL UNIQUE,
        action TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    # People registered here whom the server's feed has not brought back yet. No phone in clear.
    """
    CREATE TABLE registration (
        customer_id TEXT PRIMARY KEY,
        phone_hash BLOB NOT NULL,
        body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX registration_of_phone ON registration (phone_hash)",
    # The server's life that this till knows, and what that server can do.
    "ALTER TABLE meta ADD COLUMN incarnation TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE meta ADD COLUMN capabilities TEXT NOT NULL DEFAULT ''",
    # How often the books were opened, also kept in till.made; a difference means that one of both was restored. Then
    # promises are frozen until the server gave a new epoch.
    "ALTER TABLE meta ADD COLUMN starts INTEGER NOT NULL DEFAULT 0",
    # After a salvage: the last receipt number that may have been given out, though its receipt is lost.
    "ALTER TABLE meta ADD COLUMN lost_receipt INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE meta ADD COLUMN frozen INTEGER NOT NULL DEFAULT 0 CHECK (frozen IN (0, 1))",
)


def promises_and_epochs(tool: "SchemaTool") -> None:
    """The step; see the comments above."""
    for statement in _STATEMENTS:
        tool.execute(statement)
