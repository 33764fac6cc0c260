"""Badge numbers that an earlier version published in clear become keyed hashes, before anything is served."""

import json
from typing import Any

from sqlalchemy import Connection, select

from sync.protocol.encoding import decode
from sync.protocol.rows import StaffRow, Stream
from sync.server.feed import publish
from sync.server.tables import PUBLISHED
from sync.vault.phone_vault import PhoneVault

_CLEAR = "badge"


def hash_clear_badges(connection: Connection, vault: PhoneVault) -> int:
    """Publish anew whoever still has a number in clear, for every till to fetch; answers how many those were."""
    bodies = connection.execute(select(PUBLISHED.c.body).where(PUBLISHED.c.stream == Stream.STAFF.value)).scalars()
    rows = [_hashed(json.loads(body), vault) for body in bodies if b'"badge":' in bytes(body)]
    if rows:
        publish(connection, Stream.STAFF, rows)
    return len(rows)


def _hashed(row: dict[str, Any], vault: PhoneVault) -> StaffRow:
    number = row["operator"].pop(_CLEAR)
    row["operator"]["badge_hash"] = None if number is None else vault.badge_hash(number)
    return decode(StaffRow, json.dumps(row).encode("utf-8"))
