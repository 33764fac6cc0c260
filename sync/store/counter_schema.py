"""Schema 6: baskets put aside, the journal of who did what, the quick keys of this till."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as SchemaTool

_TABLES = (
    "CREATE TABLE held_basket (basket_id TEXT PRIMARY KEY, held_ms INTEGER NOT NULL, body BLOB NOT NULL)"
    " STRICT, WITHOUT ROWID",
    """
    CREATE TABLE deed (
        n INTEGER PRIMARY KEY AUTOINCREMENT,
        deed_id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        operator_id TEXT NOT NULL,
        approved_by TEXT,
        at_ms INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT
    """,
    "CREATE TABLE quick_keys (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), body BLOB NOT NULL) STRICT",
    "CREATE TRIGGER deed_no_update BEFORE UPDATE ON deed BEGIN SELECT RAISE(ABORT, 'deed rows are written once'); END",
    "CREATE TRIGGER deed_no_delete BEFORE DELETE ON deed BEGIN SELECT RAISE(ABORT, 'deed rows are written once'); END",
)


def counter_tables(tool: "SchemaTool") -> None:
    """The step of the migration."""
    for statement in _TABLES:
        tool.execute(statement)
