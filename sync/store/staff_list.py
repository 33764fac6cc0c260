"""People who may sign on at this till. Fulfils ``StaffDirectory`` by its shape."""

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from pos_app.domain.people.operator import Operator
from sync.protocol.encoding import DecodingError, decode, encode
from sync.protocol.rows import StaffRow, Stream
from sync.store.connection import Database, Proof
from sync.store.copy_book import CopyBook
from sync.store.engine import sqlite3
from sync.store.sealed_body import BodyDamagedError, opened, sealed
from sync.vault.phone_vault import PhoneVault
from sync.vault.sealed_pin import is_sealed, open_pin_hash, seal_pin_hash


class StaffList(CopyBook):
    """Reads of one thread."""

    stream: ClassVar[Stream] = Stream.STAFF

    def __init__(self, database: Database, vault: PhoneVault) -> None:
        super().__init__(database)
        self._vault = vault

    def operators(self) -> tuple[Operator, ...]:
        """All in force, sorted by name."""
        stored = self._records(Operator, self._database.rows("SELECT body FROM staff ORDER BY name, operator_id"))
        return tuple(
            replace(each, pin_hash=open_pin_hash(self._vault, each.pin_hash, each.operator_id)) for each in stored
        )

    def of_badge(self, badge: str) -> Operator | None:
        """Whose badge has this number; None for a stranger's."""
        hashed = self._vault.badge_hash(badge)
        return next((each for each in self.operators() if each.badge_hash == hashed), None)


def put_staff(connection: sqlite3.Connection, rows: Iterable[StaffRow], vault: PhoneVault) -> None:
    """Write rows of the staff feed; inside a write transaction. Hashes of PINs are sealed."""
    for row in rows:
        if row.operator is None:
            connection.execute("DELETE FROM staff WHERE operator_id = ?", (row.operator_id,))
        else:
            connection.execute(
                "INSERT INTO staff (operator_id, name, body) VALUES (?, ?, ?)"
                " ON CONFLICT (operator_id) DO UPDATE SET name = excluded.name, body = excluded.body",
                (row.operator_id, row.operator.name, _body(row.operator, vault)),
            )


def seal_clear_pins(database: Database, vault: PhoneVault) -> None:
    """Hashes that an earlier version kept in clear; what they were is overwritten. Nothing where there are none."""
    clear = []
    for (body,) in database.rows("SELECT body FROM staff"):
        try:
            person = decode(Operator, opened(bytes(body)))
        except (BodyDamagedError, DecodingError):
            continue  # whoever reads it says so
        if not is_sealed(person.pin_hash):
            clear.append(person)
    if not clear:
        return
    database.connection.execute("PRAGMA secure_delete=ON")
    with database.transaction(Proof("SELECT 1 FROM staff")) as connection:
        for person in clear:
            values = (_body(person, vault), person.operator_id)
            connection.execute("UPDATE staff SET body = ? WHERE operator_id = ?", values)
    database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _body(person: Operator, vault: PhoneVault) -> bytes:
    return sealed(encode(replace(person, pin_hash=seal_pin_hash(vault, person.pin_hash, person.operator_id))))
