"""The tables of what a fiscal registrar still has to register, a step of till.db's schema.

A row becomes due by a trigger, so in the very transaction that stores the record, whatever stores it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as SchemaTool

_KINDS = "CHECK (kind IN ('sale', 'return', 'shift_opened', 'shift_closed'))"
_TABLES = (
    # Whether this till has a registrar: without one nothing becomes due.
    """
    CREATE TABLE fiscal_switch (
        only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
        is_on INTEGER NOT NULL CHECK (is_on IN (0, 1))
    ) STRICT
    """,
    "INSERT INTO fiscal_switch (only_row, is_on) VALUES (1, 0)",
    # ``n`` is the order of storing; ``attempt`` counts tasks that ended with a refusal.
    f"""
    CREATE TABLE fiscal_due (
        n INTEGER PRIMARY KEY AUTOINCREMENT,
        record_id TEXT NOT NULL,
        kind TEXT NOT NULL {_KINDS},
        attempt INTEGER NOT NULL DEFAULT 0,
        refusal TEXT NOT NULL DEFAULT '',
        code INTEGER NOT NULL DEFAULT 0,
        detail TEXT NOT NULL DEFAULT '',
        UNIQUE (record_id, kind)
    ) STRICT
    """,
    # ``by_hand``: the operator who registered it without the till, empty where the till did.
    f"""
    CREATE TABLE fiscal_done (
        record_id TEXT NOT NULL,
        kind TEXT NOT NULL {_KINDS},
        attempt INTEGER NOT NULL,
        document_number INTEGER NOT NULL,
        sign TEXT NOT NULL,
        by_hand TEXT NOT NULL,
        done_ms INTEGER NOT NULL,
        PRIMARY KEY (record_id, kind)
    ) STRICT, WITHOUT ROWID
    """,
)
_BECOMES_DUE = (
    ("receipt", "NEW.receipt_id", "NEW.kind"),
    ("shift", "NEW.shift_id", "'shift_opened'"),
    ("z_report", "NEW.z_id", "'shift_closed'"),
)


def fiscal_tables(tool: "SchemaTool") -> None:
    """The step of the migration."""
    for statement in _TABLES:
        tool.execute(statement)
    for table, record_id, kind in _BECOMES_DUE:
        tool.execute(
            f"""
            CREATE TRIGGER {table}_is_due_at_the_registrar AFTER INSERT ON {table}
            WHEN EXISTS (SELECT 1 FROM fiscal_switch WHERE is_on = 1)
            BEGIN INSERT INTO fiscal_due (record_id, kind) VALUES ({record_id}, {kind}); END
            """
        )
