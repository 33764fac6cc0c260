"""The queue row of a fact, written inside the fact's own transaction."""

from datetime import datetime

from pos_app.domain.transaction.errors import StoreError
from sync.protocol.operation import OperationKind, chain_digest, unix_ms
from sync.store.connection import Proof
from sync.store.engine import sqlite3

BODY_VERSION = 1
"""Version of the bodies' schema, of every kind; a change of a record's shape raises it."""


def append_operation(
    connection: sqlite3.Connection,
    kind: OperationKind,
    op_id: str,
    business_at: datetime,
    body: bytes,
) -> None:
    """Give the next number to the fact and queue it. Must run inside a write transaction."""
    row = connection.execute("SELECT till_id, epoch, last_seq + 1, last_hash FROM meta").fetchone()
    if row is None:
        raise StoreError("damaged", "the table meta is empty: the database was not prepared")
    till_id, epoch, seq, last_hash = row
    at_ms = unix_ms(business_at)
    digest = chain_digest(last_hash, op_id, till_id, epoch, seq, kind.value, BODY_VERSION, at_ms, body)
    connection.execute(
        "INSERT INTO op (epoch, seq, op_id, kind, v, wall_ms, body, prev_hash, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (epoch, seq, op_id, kind.value, BODY_VERSION, at_ms, body, last_hash, digest),
    )
    connection.execute("UPDATE meta SET last_seq = ?, last_hash = ?", (seq, digest))


def proof_of(op_id: str) -> Proof:
    """What shows, after a COMMIT that raised, that the fact with this operation was stored."""
    return Proof("SELECT 1 FROM op WHERE op_id = ?", (op_id,))


def already_recorded(connection: sqlite3.Connection, op_id: str, body: bytes) -> bool:
    """Whether exactly this fact is stored: the caller asks again after an answer that it did not get.

    Raises ``StoreError`` ``refused`` if another fact has the id.
    """
    row = connection.execute("SELECT body FROM op WHERE op_id = ?", (op_id,)).fetchone()
    if row is None:
        return False
    if row[0] != body:
        raise StoreError("refused", f"another record is stored under the id {op_id}")
    return True
