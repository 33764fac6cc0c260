"""Copies the books out of a running database and into an empty one: SQLite's backup, PostgreSQL's pg_dump."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict
from pysqlite3 import dbapi2

from sync.server.backup.manifest import BackupError, sync_file

_VARIABLES = {
    "host": "PGHOST",
    "hostaddr": "PGHOSTADDR",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "passfile": "PGPASSFILE",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
}
VERSION_TABLE = "alembic_version"
_DEBIAN_PROGRAMS = Path("/usr/lib/postgresql")


def save_sqlite(database: Path, target: Path) -> None:
    """One whole snapshot, while the server runs; the copy is checked and is a single file."""
    with closing(dbapi2.connect(database)) as source, closing(dbapi2.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        (found,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise BackupError(f"{database} is damaged: {found}. Nothing was saved.")
    sync_file(target)


def load_sqlite(saved: Path, target: Path) -> None:
    """Copy the file and look whether it is whole."""
    shutil.copyfile(saved, target)
    with closing(dbapi2.connect(target)) as copy:
        (found,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise BackupError(f"{saved} is damaged: {found}")


def save_postgresql(database_url: str, target: Path) -> None:
    """One snapshot in pg_dump's own format, while the servers run.

    The row of the version is left out: what ``load_postgresql`` brings is no database that a server would start on
    until the restore is finished.
    """
    _run("pg_dump", database_url, "--format=custom", "--no-owner", "--no-privileges",
         f"--exclude-table-data={VERSION_TABLE}", f"--file={target}")  # fmt: skip
    sync_file(target)


def load_postgresql(database_url: str, saved: Path) -> None:
    """Everything in one transaction, or nothing."""
    database = str(conninfo_to_dict(database_url).get("dbname", ""))
    _run("pg_restore", database_url, "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges",
         f"--dbname={database}", str(saved))  # fmt: skip


def _run(program: str, database_url: str, *arguments: str) -> None:
    """The connection goes by the environment: a command line, with its password, is readable by everybody."""
    done = subprocess.run(
        [_path_of(program), "--no-password", *arguments],
        env={**os.environ, **_environment(database_url)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()}")


def _environment(database_url: str) -> Mapping[str, str]:
    given = conninfo_to_dict(database_url)
    return {_VARIABLES[name]: str(value) for name, value in given.items() if name in _VARIABLES}


def _path_of(program: str) -> str:
    """The newest of Debian's versions, which reads every older server; else the one on the path."""
    found = sorted(_DEBIAN_PROGRAMS.glob(f"*/bin/{program}"), key=lambda path: int(path.parts[-3]))
    path = str(found[-1]) if found else shutil.which(program)
    if path is None:
        raise BackupError(f"{program} is missing: apt-get install postgresql-client")
    return path
