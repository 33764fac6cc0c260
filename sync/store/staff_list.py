"""People who may sign on at this till. Fulfils ``StaffDirectory`` by its shape."""

from collections.abc import Iterable
from typing import ClassVar

from pos_app.domain.people.operator import Operator
from sync.protocol.encoding import encode
from sync.protocol.rows import StaffRow, Stream
from sync.store.connection import Database
from sync.store.copy_book import CopyBook
from sync.store.engine import sqlite3
from sync.store.sealed_body import sealed
from sync.vault.phone_vault import PhoneVault


class StaffList(CopyBook):
    """Reads of one thread."""

    stream: ClassVar[Stream] = Stream.STAFF

    def __init__(self, database: Database, vault: PhoneVault) -> None:
        super().__init__(database)
        self._vault = vault

    def operators(self) -> tuple[Operator, ...]:
        """All in force, sorted by name."""
        return self._records(Operator, self._database.rows("SELECT body FROM staff ORDER BY name, operator_id"))

    def of_badge(self, badge: str) -> Operator | None:
        """Whose badge has this number; None for a stranger's."""
        hashed = self._vault.badge_hash(badge)
        return next((each for each in self.operators() if each.badge_hash == hashed), None)


def put_staff(connection: sqlite3.Connection, rows: Iterable[StaffRow]) -> None:
    """Write rows of the staff feed; inside a write transaction."""
    for row in rows:
        if row.operator is None:
            connection.execute("DELETE FROM staff WHERE operator_id = ?", (row.operator_id,))
        else:
            connection.execute(
                "INSERT INTO staff (operator_id, name, body) VALUES (?, ?, ?)"
                " ON CONFLICT (operator_id) DO UPDATE SET name = excluded.name, body = excluded.body",
                (row.operator_id, row.operator.name, sealed(encode(row.operator))),
            )
