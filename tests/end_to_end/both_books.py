"""Reads what the till and the server have written, with SQL and JSON of its own, while the programs run."""

import json
from collections import Counter as Tally
from contextlib import closing
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as sqlite3


def rows(database: Path, query: str, *parameters: object) -> list[tuple[Any, ...]]:
    """The answer of one read-only query."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        connection.execute("PRAGMA busy_timeout=5000")
        return list(connection.execute(query, parameters))


def receipts(till_db: Path, kind: str) -> list[dict[str, Any]]:
    """Sales or returns as the till stored them, oldest first."""
    found = rows(till_db, "SELECT body FROM receipt WHERE kind = ? ORDER BY running", kind)
    return [json.loads(body) for (body,) in found]


def z_reports(till_db: Path) -> list[dict[str, Any]]:
    """Every Z report, oldest first."""
    return [json.loads(body) for (body,) in rows(till_db, "SELECT body FROM z_report ORDER BY z_number")]


def unbalanced_entries(till_db: Path) -> list[tuple[Any, ...]]:
    """Entries of the till's ledger whose legs do not sum to zero."""
    return rows(till_db, "SELECT entry_id, sum(amount) FROM ledger_leg GROUP BY entry_id HAVING sum(amount) <> 0")


def ledger_sums(till_db: Path) -> dict[str, int]:
    """The till's ledger: the sum of each account."""
    return dict(rows(till_db, "SELECT account, sum(amount) FROM ledger_leg GROUP BY account"))


def till_operations(till_db: Path) -> list[tuple[str, str, int]]:
    """Id, kind and state (0 queued, 1 confirmed, 2 parked) of every operation, in their order."""
    return rows(till_db, "SELECT op_id, kind, state FROM op ORDER BY epoch, seq")


def server_operations(server_db: Path) -> list[tuple[str, str, str]]:
    """Id, kind and state of every operation that the server has, in the till's order."""
    return rows(server_db, "SELECT op_id, kind, state FROM operation ORDER BY epoch, seq")


def server_points(server_db: Path, customer_id: str) -> int:
    """A customer's points on the server, free and set aside, from the journal's legs alone."""
    query = (
        "SELECT coalesce(sum(amount), 0) FROM leg WHERE owner = ?"
        " AND account IN ('customer.available', 'customer.reserved')"
    )
    return int(rows(server_db, query, customer_id)[0][0])


def points_at_risk(server_db: Path) -> int:
    """What was spent though it was not there."""
    return int(rows(server_db, "SELECT coalesce(sum(amount), 0) FROM leg WHERE account LIKE '%risk%'")[0][0])


def server_receipt_postings(server_db: Path, receipt_id: str) -> Tally[str]:
    """How often each kind of entry was posted for a receipt."""
    return Tally(kind for (kind,) in rows(server_db, "SELECT kind FROM entry WHERE operation_id = ?", receipt_id))


def till_picture(cache_db: Path, customer_id: str) -> dict[str, Any]:
    """The account as the till has it from the server."""
    ((body,),) = rows(cache_db, "SELECT body FROM account WHERE customer_id = ?", customer_id)
    return dict(json.loads(body[5:]))  # behind the mark and the checksum
