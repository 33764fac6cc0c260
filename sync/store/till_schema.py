"""The tables of till.db: facts. Nothing here can be fetched from anywhere else until the server has confirmed it.

Money in kopecks, points in hundredths of a point, quantities in thousandths, instants in milliseconds since 1970 UTC
(``*_ms``), days as ``YYYY-MM-DD``. ``body`` is the canonical JSON of the whole record; columns beside it exist to be
searched and summed.
"""

from typing import TYPE_CHECKING

from sync.store.card_steps import card_steps_table
from sync.store.claim_schema import claim_tables
from sync.store.counter_schema import counter_tables
from sync.store.fiscal_schema import fiscal_tables
from sync.store.migrations import FileKind, Migration
from sync.store.person_schema import person_tables
from sync.store.promise_schema import promises_and_epochs
from sync.store.value_schema import value_tables

if TYPE_CHECKING:
    from sqlite_utils import Database as SchemaTool

_TABLES = (
    # One row: who this till is and the last numbers it gave out. A number is taken in the record's own transaction.
    """
    CREATE TABLE meta (
        only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
        till_id TEXT NOT NULL,
        till_code TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        last_seq INTEGER NOT NULL,
        last_hash BLOB NOT NULL CHECK (length(last_hash) = 32),
        last_receipt INTEGER NOT NULL,
        last_shift INTEGER NOT NULL,
        last_z INTEGER NOT NULL
    ) STRICT
    """,
    # Outbox and archive in one: state 0 queued, 1 confirmed, 2 parked by the server.
    """
    CREATE TABLE op (
        epoch INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        op_id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        v INTEGER NOT NULL,
        wall_ms INTEGER NOT NULL,
        body BLOB NOT NULL,
        prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
        hash BLOB NOT NULL CHECK (length(hash) = 32),
        state INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)),
        reason TEXT,
        tries INTEGER NOT NULL DEFAULT 0,
        settled_ms INTEGER,
        PRIMARY KEY (epoch, seq),
        CHECK ((state = 0) = (settled_ms IS NULL)),
        CHECK ((state = 2) = (reason IS NOT NULL))
    ) STRICT
    """,
    "CREATE INDEX op_queued ON op (epoch, seq) WHERE state = 0",
    "CREATE INDEX op_parked ON op (epoch, seq) WHERE state = 2",
    "CREATE INDEX op_settled ON op (settled_ms) WHERE state = 1",
    """
    CREATE TABLE shift (
        shift_id TEXT PRIMARY KEY,
        number INTEGER NOT NULL UNIQUE,
        opened_ms INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE z_report (
        z_id TEXT PRIMARY KEY,
        z_number INTEGER NOT NULL UNIQUE,
        shift_id TEXT NOT NULL UNIQUE REFERENCES shift (shift_id),
        closed_ms INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE cash_movement (
        movement_id TEXT PRIMARY KEY,
        shift_id TEXT NOT NULL REFERENCES shift (shift_id),
        kind TEXT NOT NULL,
        amount_kopecks INTEGER NOT NULL,
        moved_ms INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX cash_movement_of_shift ON cash_movement (shift_id, moved_ms)",
    # Sales and returns share the till's running receipt number; ``number`` is till code and running number as on paper.
    """
    CREATE TABLE receipt (
        running INTEGER PRIMARY KEY,
        receipt_id TEXT NOT NULL UNIQUE,
        number TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('sale', 'return')),
        shift_id TEXT NOT NULL REFERENCES shift (shift_id),
        operator_id TEXT NOT NULL,
        customer_id TEXT,
        at_ms INTEGER NOT NULL,
        business_day TEXT NOT NULL,
        money_kopecks INTEGER NOT NULL,
        points INTEGER NOT NULL,
        points_kopecks INTEGER NOT NULL,
        earned INTEGER NOT NULL,
        sale_id TEXT,
        body BLOB NOT NULL,
        CHECK ((kind = 'return') = (sale_id IS NOT NULL))
    ) STRICT
    """,
    "CREATE INDEX receipt_of_shift ON receipt (shift_id)",
    "CREATE INDEX receipt_of_customer ON receipt (customer_id, business_day, at_ms) WHERE customer_id IS NOT NULL",
    """
    CREATE TABLE sale_line (
        receipt_id TEXT NOT NULL REFERENCES receipt (receipt_id),
        line_id TEXT NOT NULL,
        item_id TEXT NOT NULL,
        quantity INTEGER NOT NULL,
        PRIMARY KEY (receipt_id, line_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE return_line (
        sale_id TEXT NOT NULL,
        line_id TEXT NOT NULL,
        receipt_id TEXT NOT NULL REFERENCES receipt (receipt_id),
        quantity INTEGER NOT NULL CHECK (quantity > 0),
        PRIMARY KEY (sale_id, line_id, receipt_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE ledger_entry (
        operation_id TEXT NOT NULL,
        entry_id TEXT NOT NULL,
        book TEXT NOT NULL CHECK (book IN ('money', 'points')),
        kind TEXT NOT NULL,
        posted_ms INTEGER NOT NULL,
        PRIMARY KEY (operation_id, entry_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE ledger_leg (
        operation_id TEXT NOT NULL,
        entry_id TEXT NOT NULL,
        n INTEGER NOT NULL,
        account TEXT NOT NULL,
        owner TEXT NOT NULL,
        amount INTEGER NOT NULL,
        lot_id TEXT,
        PRIMARY KEY (operation_id, entry_id, n),
        FOREIGN KEY (operation_id, entry_id) REFERENCES ledger_entry (operation_id, entry_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE TABLE draft (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), body BLOB NOT NULL) STRICT",
)

_WRITTEN_ONCE = (
    "z_report",
    "receipt",
    "sale_line",
    "return_line",
    "ledger_entry",
    "ledger_leg",
    "shift",
    "cash_movement",
)

_QUEUE_GUARDS = (
    # Bodies are never rewritten; number and hashes may be (a till that was restored starts a new epoch).
    """
    CREATE TRIGGER op_body_is_written_once BEFORE UPDATE OF op_id, kind, v, wall_ms, body ON op
    BEGIN SELECT RAISE(ABORT, 'an operation is never rewritten'); END
    """,
    """
    CREATE TRIGGER op_unconfirmed_is_kept BEFORE DELETE ON op WHEN OLD.state <> 1
    BEGIN SELECT RAISE(ABORT, 'an operation that the server has not confirmed is never deleted'); END
    """,
)


def _first_schema(tool: "SchemaTool") -> None:
    for statement in _TABLES:
        tool.execute(statement)
    for table in _WRITTEN_ONCE:
        for verb in ("UPDATE", "DELETE"):
            tool.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} rows are written once'); END"
            )
    for statement in _QUEUE_GUARDS:
        tool.execute(statement)


def _papers_that_are_due(tool: "SchemaTool") -> None:
    # ``n`` is the order of storing. What was stored before this step counts as printed.
    tool.execute(
        """
        CREATE TABLE unprinted (
            n INTEGER PRIMARY KEY,
            record_id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL CHECK (kind IN ('sale', 'return', 'z_report')),
            told INTEGER NOT NULL CHECK (told IN (0, 1))
        ) STRICT
        """
    )


TILL_FILE = FileKind(
    name="a till's books",
    application_id=int.from_bytes(b"KPLT", "big"),
    migrations=(
        Migration(1, "the first sale", _first_schema),
        Migration(2, "papers that are due", _papers_that_are_due),
        Migration(3, "promises of points, epochs, decisions", promises_and_epochs),
        Migration(4, "used steps of rotating cards", card_steps_table),
        Migration(5, "fiscal receipts that are due", fiscal_tables),
        Migration(6, "baskets put aside, who did what, quick keys", counter_tables),
        Migration(7, "what was reported of people", person_tables),
        Migration(8, "certificates and money accounts", value_tables),
        Migration(9, "single coupons and orders", claim_tables),
    ),
)
