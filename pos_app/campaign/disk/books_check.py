"""What must hold of a till's books after whatever happened to them, read with SQL of its own."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from pos_app.campaign.disk.furnished import LONG, LONG_LINES
from pos_app.campaign.disk.willing_server import ORDER
from sync.store.engine import sqlite3

_EMPTY = (
    ("a receipt without its operation", "SELECT receipt_id FROM receipt EXCEPT SELECT op_id FROM op"),
    (
        "an operation without its receipt",
        "SELECT op_id FROM op WHERE kind IN ('sale', 'return') EXCEPT SELECT receipt_id FROM receipt",
    ),
    (
        "an operation that says something else than its receipt",
        "SELECT receipt_id FROM receipt JOIN op ON op_id = receipt_id WHERE receipt.body <> op.body",
    ),
    ("a receipt without entries", "SELECT receipt_id FROM receipt EXCEPT SELECT operation_id FROM ledger_entry"),
    (
        "an entry that does not sum to zero",
        "SELECT operation_id FROM ledger_leg GROUP BY operation_id, entry_id HAVING sum(amount) <> 0",
    ),
    ("a shift without its operation", "SELECT shift_id FROM shift EXCEPT SELECT op_id FROM op"),
    (
        "a promise that counts other than its receipts",
        "SELECT reservation_id FROM reservation WHERE spent <>"
        " (SELECT coalesce(sum(points), 0) FROM redemption"
        " WHERE redemption.reservation_id = reservation.reservation_id)"
        # A gift for points has no receipt: what it took stands in its operation.
        " + (SELECT coalesce(sum(part.value ->> 'points'), 0)"
        " FROM op, json_each(CAST(op.body AS TEXT), '$.redemption') AS part WHERE op.kind = 'reward_given'"
        " AND part.value ->> 'reservation_id' = reservation.reservation_id)",
    ),
    (
        "more returned than sold",
        "SELECT sale_id FROM return_line GROUP BY sale_id, line_id HAVING sum(quantity) >"
        " (SELECT quantity FROM sale_line WHERE receipt_id = sale_id AND line_id = return_line.line_id)",
    ),
    (
        "more paid back of an advance than it was sold for",
        "SELECT back.value ->> 'line_id' FROM op, json_each(CAST(op.body AS TEXT), '$.advances') AS back"
        " WHERE op.kind = 'return' GROUP BY 1 HAVING sum(back.value ->> 'kopecks') >"
        " (SELECT sold.value ->> '$.advance.kopecks' FROM op, json_each(CAST(op.body AS TEXT), '$.advances') AS sold"
        " WHERE op.kind = 'sale' AND sold.value ->> '$.advance.line_id' = back.value ->> 'line_id')",
    ),
    (
        "an order handed out twice",
        "SELECT number FROM number_use WHERE kind = 'order' GROUP BY number HAVING count(*) > 1",
    ),
    ("a number used up by no receipt", "SELECT receipt_id FROM number_use EXCEPT SELECT receipt_id FROM receipt"),
    (
        "a line of a receipt made two that is sold twice",
        f"SELECT line_id FROM sale_line WHERE line_id LIKE '{LONG}-%' GROUP BY 1 HAVING count(*) > 1",
    ),
    (
        "a line of a receipt made two that waits and is sold",
        "SELECT line.value ->> 'line_id' FROM held_basket,"
        " json_each(CAST(held_basket.body AS TEXT), '$.basket.lines') AS line"
        " INTERSECT SELECT line_id FROM sale_line",
    ),
    ("what is told of a person without its operation", "SELECT op_id FROM person_fact EXCEPT SELECT op_id FROM op"),
    (
        "an operation without what it tells of a person",
        "SELECT op_id FROM op WHERE kind = 'phone_changed' EXCEPT SELECT op_id FROM person_fact",
    ),
    (
        "a deed that is queued and not in the journal",
        "SELECT op_id FROM op WHERE kind = 'deed' EXCEPT SELECT deed_id FROM deed",
    ),
    (
        "a deed that a second person approved and nobody sends",
        "SELECT deed_id FROM deed WHERE approved_by IS NOT NULL EXCEPT SELECT op_id FROM op",
    ),
    ("a broken reference", "SELECT * FROM pragma_foreign_key_check"),
)
_LONG_LINES = (
    "SELECT count(*) FROM (SELECT line_id AS id FROM sale_line UNION"
    " SELECT line.value ->> 'line_id' FROM draft, json_each(CAST(draft.body AS TEXT), '$.basket.lines') AS line UNION"
    " SELECT line.value ->> 'line_id' FROM held_basket,"
    f" json_each(CAST(held_basket.body AS TEXT), '$.basket.lines') AS line) WHERE id LIKE '{LONG}-%'"
)
_LEFT_OPEN = (
    ("money set aside", "SELECT hold_id FROM value_hold WHERE state <> 'closed'"),
    ("a number kept", "SELECT claim_id FROM claim WHERE state <> 'closed'"),
    ("a basket put aside", "SELECT basket_id FROM held_basket"),
    (
        "an open basket",
        "SELECT 1 FROM draft WHERE CAST(body AS TEXT) ->> '$.basket.receipt_id' NOT IN"
        " (SELECT receipt_id FROM receipt)",
    ),
)
_COUNTED = (
    ("receipts", "SELECT last_receipt FROM meta", "SELECT running FROM receipt ORDER BY running"),
    ("operations", "SELECT last_seq FROM meta", "SELECT seq FROM op ORDER BY epoch, seq"),
    ("shifts", "SELECT last_shift FROM meta", "SELECT number FROM shift ORDER BY number"),
    ("Z reports", "SELECT last_z FROM meta", "SELECT z_number FROM z_report ORDER BY z_number"),
)


def problems_of(till_db: Path, told: set[str]) -> list[str]:
    """Every rule that does not hold, in words. ``told``: ids of records that the cashier was told are stored."""
    return _asked(till_db, lambda connection: _problems(connection, told))


def problems_in_the_hour(till_db: Path, told: set[str]) -> list[str]:
    """As ``problems_of``, of the books of the hour: its receipt that is made two is whole at every moment, and nobody
    put a backup in their place.
    """
    return _asked(
        till_db, lambda connection: [*_problems(connection, told), *_torn_apart(connection), *_frozen(connection)]
    )


def left_open(till_db: Path) -> list[str]:
    """What a whole hour without faults should have ended, whatever the one before it left; in words."""
    with closing(sqlite3.connect(till_db)) as connection:
        found = [f"left at the end: {name}" for name, query in _LEFT_OPEN if connection.execute(query).fetchall()]
        of_the_long = "SELECT count(*) FROM sale_line WHERE line_id LIKE ?"
        ((lines,),) = connection.execute(of_the_long, (f"{LONG}-%",)).fetchall()
        ((orders,),) = connection.execute("SELECT count(*) FROM number_use WHERE number = ?", (ORDER,)).fetchall()
        ((phones,),) = connection.execute("SELECT count(*) FROM person_fact WHERE kind = 'phone_changed'").fetchall()
        came = connection.execute("SELECT 1 FROM deed WHERE kind = 'signed_on'").fetchall()
    found += ["nobody stands in the journal as signed on"] * (not came)
    found += [f"of the receipt made two {lines} lines of {LONG_LINES} were sold"] * (lines != LONG_LINES)
    found += [f"the order was handed out {orders} times"] * (orders != 1)
    return found + [f"the phone was changed {phones} times"] * (phones != 1)


def _asked(till_db: Path, look: Callable[[sqlite3.Connection], list[str]]) -> list[str]:
    try:
        with closing(sqlite3.connect(till_db)) as connection:
            return look(connection)
    except sqlite3.Error as error:
        return [f"the books cannot be read: {error}"]


def _torn_apart(connection: sqlite3.Connection) -> list[str]:
    ((lines,),) = connection.execute(_LONG_LINES).fetchall()
    return [f"of the receipt made two {lines} lines of {LONG_LINES} are there"] * (lines != LONG_LINES)


def _frozen(connection: sqlite3.Connection) -> list[str]:
    return ["the books are taken for a backup's"] * bool(
        connection.execute("SELECT 1 FROM meta WHERE frozen").fetchall()
    )


def _problems(connection: sqlite3.Connection, told: set[str]) -> list[str]:
    def rows(query: str) -> list[tuple[Any, ...]]:
        return list(connection.execute(query))

    found = [] if rows("PRAGMA integrity_check") == [("ok",)] else ["the file is damaged"]
    found += [name for name, query in _EMPTY if rows(query)]
    for name, last_query, query in _COUNTED:
        ((last,),), numbers = rows(last_query), [number for (number,) in rows(query)]
        if numbers != list(range(1, last + 1)):
            found.append(f"{name} are not 1 to {last} without gaps: {numbers}")
    lost = told - {op_id for (op_id,) in rows("SELECT op_id FROM op")}
    return found + [f"told and lost: {op_id}" for op_id in sorted(lost)]
