"""What an earlier version published of the staff in clear is closed before anything is served: badges, PINs' hashes."""

import json
from typing import Any

from sqlalchemy import Connection, select

from sync.protocol.encoding import decode
from sync.protocol.rows import StaffRow, Stream
from sync.server.feed import publish
from sync.server.tables import PUBLISHED
from sync.vault.phone_vault import PhoneVault
from sync.vault.sealed_pin import is_sealed, seal_pin_hash

_CLEAR = "badge"


def close_clear_staff(connection: Connection, vault: PhoneVault) -> int:
    """Publish anew whoever still has a badge's number or a PIN's hash in clear; answers how many those were."""
    bodies = connection.execute(select(PUBLISHED.c.body).where(PUBLISHED.c.stream == Stream.STAFF.value)).scalars()
    rows = [_closed(json.loads(body), vault) for body in bodies if _is_clear(bytes(body))]
    if rows:
        publish(connection, Stream.STAFF, rows)
    return len(rows)


def _is_clear(body: bytes) -> bool:
    if b'"badge":' in body:
        return True
    person = json.loads(body)["operator"]
    return person is not None and not is_sealed(person["pin_hash"])


def _closed(row: dict[str, Any], vault: PhoneVault) -> StaffRow:
    person = row["operator"]
    if _CLEAR in person:
        number = person.pop(_CLEAR)
        person["badge_hash"] = None if number is None else vault.badge_hash(number)
    person["pin_hash"] = seal_pin_hash(vault, person["pin_hash"], row["operator_id"])
    return decode(StaffRow, json.dumps(row).encode("utf-8"))
