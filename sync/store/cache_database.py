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
_PUT_ASIDE = ".put-aside-"
_CLEAR_PIN = b"$argon2"
"""How every hash of a PIN begins that is not sealed: of four digits it tells the PIN within minutes."""
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class CacheState:
    """What was found at the start.

    ``why`` is the key of the reason for which a file could not be used (``damaged``, ``schema_newer``, ``foreign``,
    ``keys_changed``), ``put_aside`` where it is kept, None where it told PINs and was removed; both None if the cache
    was usable or new. ``empty``: no page of
    any feed was loaded yet, the till cannot sell before the first load.
    """

    empty: bool
    put_aside: Path | None = None
    why: str | None = None


def prepare_cache_database(path: Path, vault: PhoneVault) -> CacheState:
    """Make ``path`` if it is not there, check it, migrate it. Call once, before any thread uses it.

    A cache that is damaged, of another program or of a newer one, or whose phones were hashed with other keys, is
    renamed to ``cache.db.put-aside-N`` and begun anew with its cursors: nothing in it is a fact. One in which an
    earlier version kept hashes of PINs in clear is removed, whenever it was put aside. Raises ``StoreError``
    for what a new file would not mend (``disk_full``, ``read_only``, ``busy``, ``io_error``).
    """
    try:
        why = _prepare(path, vault)
        if why is None:
            _remove_those_with_clear_pins(path)
            return CacheState(empty=_is_empty(path))
    except StoreError as error:
        if error.key not in _USELESS:
            raise
        why = error.key
    except sqlite3.OperationalError:  # wrong bytes in the schema itself: a column or a table lost its name
        why = DAMAGED
    put_aside = _put_aside(path)
    _remove_those_with_clear_pins(path)
    _prepare(path, vault)
    return CacheState(empty=True, put_aside=put_aside if put_aside.exists() else None, why=why)


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
    while (target := path.with_name(f"{path.name}{_PUT_ASIDE}{number}")).exists():
        number += 1
    for suffix in _SIDE_FILES:
        source = path.with_name(path.name + suffix)
        if source.exists():
            source.rename(target.with_name(target.name + suffix))
    return target


def _remove_those_with_clear_pins(path: Path) -> None:
    """What cannot be opened cannot be sealed either: its bytes are looked through, and no fact goes with it."""
    for aside in path.parent.glob(f"{path.name}{_PUT_ASIDE}*"):
        if aside.name.endswith(_SIDE_FILES[1:]):
            continue
        files = [file for suffix in _SIDE_FILES if (file := aside.with_name(aside.name + suffix)).exists()]
        if any(_holds(file, _CLEAR_PIN) for file in files):
            for file in files:
                file.unlink(missing_ok=True)


def _holds(file: Path, wanted: bytes) -> bool:
    with file.open("rb") as content:
        rest = b""
        while piece := content.read(_PIECE):
            if wanted in rest + piece:
                return True
            rest = piece[1 - len(wanted) :]
    return False
