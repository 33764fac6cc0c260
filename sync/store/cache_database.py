"""cache.db at the start of the program. What cannot be used is put aside and fetched from the server again."""

from dataclasses import dataclass
from pathlib import Path

from pos_app.domain.transaction.errors import StoreError
from sync.store.cache_schema import CACHE_FILE
from sync.store.connection import Database, Proof, make_file
from sync.store.engine import sqlite3
from sync.store.errors import DAMAGED, FOREIGN, SCHEMA_NEWER
from sync.store.migrations import migrate
from sync.store.staff_list import seal_clear_pins
from sync.store.till_database import require_sound
from sync.vault.phone_vault import PhoneVault

_SIDE_FILES = ("", "-wal", "-shm")
_USELESS = {DAMAGED, FOREIGN, SCHEMA_NEWER}
KEYS_CHANGED = "keys_changed"


@dataclass(frozen=True, slots=True)
class CacheState:
    """What was found at the start.

    ``put_aside`` is where a file that could not be used is kept, ``why`` the key of the reason (``damaged``,
    ``schema_newer``, ``foreign``, ``keys_changed``); both None if the cache was usable or new. ``empty``: no page of
    any feed was loaded yet, the till cannot sell before the first load.
    """

    empty: bool
    put_aside: Path | None = None
    why: str | None = None


def prepare_cache_database(path: Path, vault: PhoneVault) -> CacheState:
    """Make ``path`` if it is not there, check it, migrate it. Call once, before any thread uses it.

    A cache that is damaged, of another program or of a newer one, or whose phones were hashed with other keys, is
    renamed to ``cache.db.put-aside-N`` and begun anew with its cursors: nothing in it is a fact. Raises ``StoreError``
    for what a new file would not mend (``disk_full``, ``read_only``, ``busy``, ``io_error``).
    """
    try:
        why = _prepare(path, vault)
        if why is None:
            return CacheState(empty=_is_empty(path))
    except StoreError as error:
        if error.key not in _USELESS:
            raise
        why = error.key
    except sqlite3.OperationalError:  # wrong bytes in the schema itself: a column or a table lost its name
        why = DAMAGED
    put_aside = _put_aside(path)
    _prepare(path, vault)
    return CacheState(empty=True, put_aside=put_aside, why=why)


def _prepare(path: Path, vault: PhoneVault) -> str | None:
    make_file(path)
    database = Database(path)
    try:
        require_sound(database)
        migrate(database.connection, path, CACHE_FILE)
        found = database.row("SELECT fingerprint FROM keys")
        if found is None:
            with database.transaction(Proof("SELECT 1 FROM keys")) as connection:
                connection.execute("INSERT INTO keys (only_row, fingerprint) VALUES (1, ?)", (vault.fingerprint,))
        if found is not None and found[0] != vault.fingerprint:
            return KEYS_CHANGED
        seal_clear_pins(database, vault)
        return None
    finally:
        database.close()


def _is_empty(path: Path) -> bool:
    database = Database(path)
    try:
        return database.row("SELECT 1 FROM feed") is None
    finally:
        database.close()


def _put_aside(path: Path) -> Path:
    number = 1
    while (target := path.with_name(f"{path.name}.put-aside-{number}")).exists():
        number += 1
    for suffix in _SIDE_FILES:
        source = path.with_name(path.name + suffix)
        if source.exists():
            source.rename(target.with_name(target.name + suffix))
    return target
