"""Which till was shown which code of a rotating card: the same one at two tills is seen, though neither could know.

Tills that reach the server hear of the last code that was shown (``card_steps.py``) and refuse it. Tills without a way
to it do not; what they took stands, and the one that is heard later is flagged.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from sync.protocol.operation import unix_ms
from sync.server.central import Central
from sync.server.keyed_rows import keyed_rows
from sync.server.retry import write
from sync.server.tables import CARD_CODE_USE

Code = tuple[str, int]
"""Customer and step."""
_KEPT = timedelta(days=60)
"""Longer than a till is expected to be without its server."""
_USE = (CARD_CODE_USE.c.customer_id, CARD_CODE_USE.c.step, CARD_CODE_USE.c.till_id)
_BETWEEN = "AND card_code_use.step BETWEEN ? AND ?"


def tills_shown(connection: Connection, codes: Collection[Code]) -> dict[Code, str]:
    """The tills that were shown these codes; the customers' accounts are locked."""
    people, steps = sorted({each for each, _ in codes}), [step for _, step in codes]
    rows = keyed_rows(connection, _USE, _USE[0], people, _BETWEEN, min(steps), max(steps)) if codes else []
    return {(customer_id, step): till_id for customer_id, step, till_id in rows}


def put_card_codes(connection: Connection, uses: Mapping[Code, str], at: datetime) -> None:
    """Remember by code the till that was shown it; whoever stands there first stays."""
    make = sqlite_insert if connection.dialect.name == "sqlite" else postgresql_insert
    rows = [
        {"customer_id": customer_id, "step": step, "till_id": till_id, "used_ms": unix_ms(at)}
        for (customer_id, step), till_id in sorted(uses.items())
    ]
    if rows:
        connection.execute(make(CARD_CODE_USE).on_conflict_do_nothing(), rows)


def forget_card_codes(central: Central) -> int:
    """Drop what was shown so long ago that no till will tell of it any more; how many."""
    forget = delete(CARD_CODE_USE).where(CARD_CODE_USE.c.used_ms < unix_ms(central.now() - _KEPT))
    return write(central.engine, lambda connection: connection.execute(forget).rowcount)
