"""Makes a backup in a folder, while the server runs."""

import logging
from datetime import datetime
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from sync.server.backup.books import save_postgresql, save_sqlite
from sync.server.backup.manifest import CONTENT, SECRETS, BackupError, Manifest, sum_of, write_manifest
from sync.server.backup.sealed_keys import fingerprint, seal
from sync.server.database import is_postgresql, open_engine, reading, writing
from sync.server.home import ServerHome
from sync.server.journal.journal import Action, add_to_journal
from sync.server.tables import PROPERTY
from sync.vault.private_file import make_private_file, make_private_folder

_log = logging.getLogger("kopilka.server.backup")


def make_backup(
    home: ServerHome, database_url: str, folder: Path, passphrase: str | None, now: datetime, actor: str
) -> Manifest:
    """Save books and, sealed with ``passphrase``, keys into a new folder. Without one the keys are not in it.

    It stands in the journal under ``actor``, where that can be written: not so on a full disk, of all times.
    Raises :class:`BackupError`, and what opening the database raises.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BackupError(f"{folder} is not empty; name a new folder for each backup")
    if not home.secrets.exists():
        raise BackupError(f"there is no secrets.json in {home.folder}: this is not the server's home")
    kind = "postgresql" if is_postgresql(database_url) else "sqlite"
    if kind == "sqlite" and not _file_of(database_url).exists():
        raise BackupError(f"there is no database {_file_of(database_url)}")
    engine = open_engine(database_url)
    try:
        revision, incarnation = _version_of(engine)
        make_private_folder(folder)
        content = folder / CONTENT[kind]
        make_private_file(content)
        if kind == "sqlite":
            save_sqlite(_file_of(database_url), content)
        else:
            save_postgresql(database_url, content)
        if _version_of(engine) != (revision, incarnation):
            raise BackupError("the database changed its version or was restored meanwhile; make the backup again")
    finally:
        engine.dispose()
    keys = home.secrets.read_bytes()
    files = {content.name: sum_of(content)}
    if passphrase is not None:
        make_private_file(folder / SECRETS)
        (folder / SECRETS).write_bytes(seal(keys, passphrase))
        files[SECRETS] = sum_of(folder / SECRETS)
    manifest = Manifest(kind, revision, incarnation, now, fingerprint(keys), files)
    write_manifest(folder, manifest)
    _note(database_url, manifest, actor)
    return manifest


def _note(database_url: str, manifest: Manifest, actor: str) -> None:
    engine = open_engine(database_url)
    try:
        keys = "with its keys, sealed" if manifest.has_secrets else "without its keys"
        with writing(engine) as connection:
            add_to_journal(connection, manifest.made_at, actor, Action.BACKED_UP, manifest.incarnation, keys)
    except DBAPIError as error:
        _log.warning("the backup is whole, but the journal cannot say so: %s", type(error.orig).__name__)
    finally:
        engine.dispose()


def _version_of(engine: Engine) -> tuple[str, str]:
    with reading(engine) as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
        if revision is None:
            raise BackupError("the database holds no books of a server")
        incarnation = connection.execute(select(PROPERTY.c.value).where(PROPERTY.c.name == "incarnation")).scalar_one()
    return revision, incarnation


def _file_of(database_url: str) -> Path:
    return Path(str(make_url(database_url).database))
