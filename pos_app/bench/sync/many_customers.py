"""A cache with millions of customers in minutes: rows as the feed would bring them, in the order of the indexes.

A feed brings people in any order, so that each of its pages changes the file everywhere. Here people get their ids in
the order of their phones' hashes, and the index over last digits is made at the end. What comes out are the tables and
indexes that the till reads, with as many rows.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from pos_app.domain.codes.phone import last_four
from pos_app.scratch.shop import customer_id
from sync.store.connection import open_copy_connection
from sync.vault.phone_vault import HASH_BYTES, PhoneVault

_AT_ONCE = 200_000
_LAST4_INDEX = "customer_of_last4"


def fill_in_order(path: Path, vault: PhoneVault, phones: int, phone_of: Callable[[int], str]) -> None:
    """Fill the empty, prepared cache in ``path`` with one customer for each phone from 0 to ``phones`` − 1."""
    with closing(open_copy_connection(path)) as connection:
        made_by = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (_LAST4_INDEX,)).fetchone()[0]
        connection.execute(f"DROP INDEX {_LAST4_INDEX}")
        rows = _rows(vault, phones, phone_of)
        while part := list(islice(rows, _AT_ONCE)):
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                "INSERT INTO customer (customer_id, name, phone_hash, last4_hash, phone_cipher) VALUES (?, ?, ?, ?, ?)",
                part,
            )
            connection.execute("COMMIT")
        connection.execute(made_by)
        connection.execute("INSERT INTO feed (stream, cursor) VALUES ('customers', 'made-in-order')")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _rows(
    vault: PhoneVault, phones: int, phone_of: Callable[[int], str]
) -> Iterator[tuple[str, str, bytes, bytes, bytes]]:
    hashes = bytearray()
    for number in range(phones):
        hashes += vault.hash(phone_of(number)) + number.to_bytes(4, "big")
    width = HASH_BYTES + 4
    view = bytes(hashes)
    del hashes
    in_order = sorted(view[first : first + width] for first in range(0, len(view), width))
    last4 = {f"{digits:04d}": vault.last4_hash(f"{digits:04d}") for digits in range(10_000)}
    for place, each in enumerate(in_order):
        number = int.from_bytes(each[HASH_BYTES:], "big")
        phone, person = phone_of(number), customer_id(place)
        yield person, f"Клиент {number}", each[:HASH_BYTES], last4[last_four(phone)], vault.encrypt(phone, person)
