"""Puts a backup into a server's home or into an empty PostgreSQL database, and begins a new incarnation.

A server that starts on it tells every till that it was restored; see the README for what they do then.
"""

import http.client
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from sync.server.backup.books import VERSION_TABLE, load_postgresql, load_sqlite
from sync.server.backup.manifest import SECRETS, BackupError, Manifest, read_manifest, sync_file, sync_folder
from sync.server.backup.sealed_keys import fingerprint, unseal
from sync.server.database import is_postgresql, open_engine, reading, writing
from sync.server.home import ServerHome
from sync.server.home_lock import home_held
from sync.server.incarnation import new_incarnation
from sync.server.journal.journal import Action, add_to_journal
from sync.server.migrate import migrate
from sync.server.process import PORT_FILE
from sync.vault.private_file import make_private_file, make_private_folder


@dataclass(frozen=True, slots=True)
class NewLife:
    """Who restores, when, and where the id of the new incarnation comes from."""

    new_id: Callable[[], str]
    at: datetime
    actor: str


def restore_backup(
    folder: Path,
    home: ServerHome,
    database_url: str,
    passphrase: str | None,
    new_life: NewLife,
    replace: bool = False,
) -> Manifest:
    """Check the backup, put keys and books in place, begin a new incarnation. The server must not be running.

    SQLite: ``replace`` puts the present file aside as ``server.db.before-restore``. PostgreSQL: the database must be
    empty. Raises :class:`BackupError`, ``DatabaseNewerError``, ``HomeInUseError``.
    """
    manifest = read_manifest(folder)
    kind = "postgresql" if is_postgresql(database_url) else "sqlite"
    if kind != manifest.kind:
        raise BackupError(f"this is a backup of {manifest.kind}; the server's database here is {kind}")
    _refuse_running(home)
    make_private_folder(home.folder)
    with home_held(home.folder):
        keys = _keys_for(folder, home, manifest, passphrase)
        if kind == "sqlite":
            _restore_sqlite(folder, home, manifest, new_life, replace)
        else:
            _restore_postgresql(folder, database_url, manifest, new_life)
        if keys is not None:
            make_private_file(home.secrets)
            home.secrets.write_bytes(keys)
            sync_file(home.secrets)
    return manifest


def _keys_for(folder: Path, home: ServerHome, manifest: Manifest, passphrase: str | None) -> bytes | None:
    """The keys to write, None if the right ones are there already."""
    if home.secrets.exists():
        if fingerprint(home.secrets.read_bytes()) != manifest.keys:
            raise BackupError(f"{home.secrets} holds other keys than this backup was made with; move it aside")
        return None
    if not manifest.has_secrets:
        raise BackupError(f"the backup holds no keys: put the server's secrets.json into {home.folder} first")
    if passphrase is None:
        raise BackupError("the keys in the backup are sealed: name the file with the passphrase (--passphrase-file)")
    keys = unseal((folder / SECRETS).read_bytes(), passphrase)
    if fingerprint(keys) != manifest.keys:
        raise BackupError("the keys in the backup are not those that its books were made with")
    return keys


def _restore_sqlite(folder: Path, home: ServerHome, manifest: Manifest, new_life: NewLife, replace: bool) -> None:
    if home.database.exists() and not replace:
        raise BackupError(f"{home.database} is there already; --replace puts it aside")
    part = home.database.with_name("server.db.restoring")
    _forget_file(part)
    make_private_file(part)
    load_sqlite(folder / manifest.content, part)
    engine = open_engine(f"sqlite:///{part}")
    try:
        migrate(engine)
        with writing(engine) as connection:
            new_incarnation(connection, new_life.new_id)
            _note(connection, new_life, manifest)
    finally:
        engine.dispose()
    _forget_side_files(part)
    sync_file(part)
    if home.database.exists():
        _put_aside(home.database)
    part.replace(home.database)
    sync_folder(home.folder)


def _restore_postgresql(folder: Path, database_url: str, manifest: Manifest, new_life: NewLife) -> None:
    engine = open_engine(database_url)
    try:
        with reading(engine) as connection:
            if inspect(connection).get_table_names():
                raise BackupError("the PostgreSQL database is not empty; make a new one (createdb) and name that")
        load_postgresql(database_url, folder / manifest.content)
        with writing(engine) as connection:
            version = text(f"INSERT INTO {VERSION_TABLE} (version_num) VALUES (:revision)")
            connection.execute(version, {"revision": manifest.revision})
            # From here on a server could start. It would begin a life of its own: the saved one must not go on.
            connection.execute(text("DELETE FROM property WHERE name = 'incarnation'"))
        migrate(engine)
        with writing(engine) as connection:
            new_incarnation(connection, new_life.new_id)
            _note(connection, new_life, manifest)
    finally:
        engine.dispose()


def _note(connection: Connection, new_life: NewLife, manifest: Manifest) -> None:
    made_at = manifest.made_at.isoformat(timespec="seconds")
    add_to_journal(connection, new_life.at, new_life.actor, Action.RESTORED, manifest.incarnation, f"made {made_at}")


def _refuse_running(home: ServerHome) -> None:
    try:
        port = int((home.folder / PORT_FILE).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    with suppress(OSError):
        try:
            asking.connect()
        finally:
            asking.close()
        raise BackupError(f"a server of {home.folder} is running on port {port}; stop it first")


def _put_aside(database: Path) -> None:
    number = 1
    while (aside := database.with_name(f"{database.name}.before-restore-{number}")).exists():
        number += 1
    for side in ("-wal", "-shm"):
        beside = database.with_name(database.name + side)
        if beside.exists():
            shutil.move(beside, aside.with_name(aside.name + side))
    database.replace(aside)


def _forget_file(path: Path) -> None:
    path.unlink(missing_ok=True)
    _forget_side_files(path)


def _forget_side_files(path: Path) -> None:
    for side in ("-wal", "-shm"):
        path.with_name(path.name + side).unlink(missing_ok=True)
