"""Makes a backup in a folder, while the server runs."""

from datetime import datetime
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, select
from sqlalchemy.engine import make_url

from sync.server.backup.books import save_postgresql, save_sqlite
from sync.server.backup.manifest import CONTENT, SECRETS, BackupError, Manifest, sum_of, write_manifest
from sync.server.backup.sealed_keys import fingerprint, seal
from sync.server.database import is_postgresql, open_engine, reading
from sync.server.home import ServerHome
from sync.server.tables import PROPERTY
from sync.vault.private_file import make_private_file, make_private_folder


def make_backup(home: ServerHome, database_url: str, folder: Path, passphrase: str | None, now: datetime) -> Manifest:
    """Save books and, sealed with ``passphrase``, keys into a new folder. Without one the keys are not in it.

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
    return manifest


def _version_of(engine: Engine) -> tuple[str, str]:
    with reading(engine) as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
        if revision is None:
            raise BackupError("the database holds no books of a server")
        incarnation = connection.execute(select(PROPERTY.c.value).where(PROPERTY.c.name == "incarnation")).scalar_one()
    return revision, incarnation


def _file_of(database_url: str) -> Path:
    return Path(str(make_url(database_url).database))
