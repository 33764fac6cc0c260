"""Schema 7: what was reported of people here, so that a card handed out or blocked counts before the server says so."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as SchemaTool

_TABLES = (
    # ``card_number``: of a card's record, else NULL.
    """
    CREATE TABLE person_fact (
        n INTEGER PRIMARY KEY AUTOINCREMENT,
        op_id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        customer_id TEXT NOT NULL,
        card_number TEXT,
        at_ms INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT
    """,
    "CREATE INDEX person_fact_of_customer ON person_fact (customer_id, n)",
    "CREATE INDEX person_fact_of_card ON person_fact (card_number, n) WHERE card_number IS NOT NULL",
    "CREATE TRIGGER person_fact_no_update BEFORE UPDATE ON person_fact"
    " BEGIN SELECT RAISE(ABORT, 'person_fact rows are written once'); END",
    "CREATE TRIGGER person_fact_no_delete BEFORE DELETE ON person_fact"
    " BEGIN SELECT RAISE(ABORT, 'person_fact rows are written once'); END",
)


def person_tables(tool: "SchemaTool") -> None:
    """The step of the migration."""
    for statement in _TABLES:
        tool.execute(statement)
