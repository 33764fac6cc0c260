"""A till's disk: real SQLite files whose statements can fail, and at any of which the machine can die.

A kill leaves what the system holds (the files as they are, with the log of the database); a power cut leaves what was
synced, so of a connection that does not sync its commits only what there was at the start. Either way the next life of
the till begins in a copy of those files: what the dead one does while it unwinds changes nothing that counts.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sync.store.connection import Database, open_connection
from sync.store.engine import sqlite3
from sync.store.errors import store_error

Opened = Callable[[Path], sqlite3.Connection]
_SYNCHRONOUS_FULL = 2
_LEFT_OUT = "-shm"
_WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class DiskFault(StrEnum):
    """What is wrong with the disk."""

    FULL = "full"
    READ_ONLY = "read_only"
    IO_ERROR = "io_error"
    COMMIT_LOST = "commit_lost"
    """COMMIT fails and nothing is stored."""
    COMMIT_KEPT = "commit_kept"
    """COMMIT fails and everything is stored."""


_CODES = {
    DiskFault.FULL: (13, "database or disk is full"),
    DiskFault.READ_ONLY: (8, "attempt to write a readonly database"),
    DiskFault.IO_ERROR: (10, "disk I/O error"),
    DiskFault.COMMIT_LOST: (10, "disk I/O error"),
    DiskFault.COMMIT_KEPT: (10, "disk I/O error"),
}


class TillDisk:
    """One life of a till's folder. ``on_death`` is called at the step where the machine dies and must raise."""

    def __init__(self, folder: Path, on_death: Callable[[], None], count: Callable[[str], None]) -> None:
        self.folder = folder
        self._on_death = on_death
        self._count = count
        self.steps = 0
        self.dies_at_step: int | None = None
        self.fault: DiskFault | None = None
        self.look_up_fails = False
        self.syncs_commits = True
        self._synced = copy_of(folder)

    def connect(self, path: Path, opened: Opened = open_connection) -> "DiskConnection":
        """A connection, made by ``opened``, that this disk can break. Raises ``StoreError``."""
        if self.look_up_fails and self.fault is not None:
            self._count("look_up_failed")
            raise store_error(_error(DiskFault.IO_ERROR), path)
        connection = DiskConnection(opened(path), self)
        level = connection.execute("PRAGMA synchronous").fetchone()[0]
        if path.name == "till.db" and level < _SYNCHRONOUS_FULL:
            self.syncs_commits = False
        return connection

    def step(self) -> None:
        """One thing done to the disk. Raises whatever ``on_death`` raises when its time has come."""
        self.steps += 1
        if self.dies_at_step is not None and self.steps >= self.dies_at_step:
            self.dies_at_step = None
            self._on_death()

    def break_if_faulty(self, *faults: DiskFault) -> None:
        """Raise the fault if the disk has one of these."""
        if self.fault in faults and self.fault is not None:
            self._count(f"disk_{self.fault.value}")
            raise _error(self.fault)

    def left_after_power_cut(self) -> dict[str, bytes]:
        """The files, less what was never synced."""
        return copy_of(self.folder) if self.syncs_commits else self._synced

    def left_after_kill(self) -> dict[str, bytes]:
        """The files as they are."""
        return copy_of(self.folder)


class DiskConnection:
    """An SQLite connection on a :class:`TillDisk`; what it does not know it leaves to the real one."""

    def __init__(self, real: sqlite3.Connection, disk: TillDisk) -> None:
        self._real = real
        self._disk = disk

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        """One statement, with the faults of the moment."""
        if sql == "COMMIT":
            return self._commit()
        if sql.startswith("BEGIN"):
            self._disk.step()
            self._disk.break_if_faulty(DiskFault.READ_ONLY)
        elif sql.startswith(_WRITING):
            self._disk.step()
            self._disk.break_if_faulty(DiskFault.FULL, DiskFault.READ_ONLY, DiskFault.IO_ERROR)
        return self._real.execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any) -> sqlite3.Cursor:
        """Many rows."""
        self._disk.step()
        self._disk.break_if_faulty(DiskFault.FULL, DiskFault.READ_ONLY, DiskFault.IO_ERROR)
        return self._real.executemany(sql, parameters)

    def _commit(self) -> sqlite3.Cursor:
        disk = self._disk
        disk.step()
        if disk.fault is DiskFault.COMMIT_LOST:
            self._real.execute("ROLLBACK")
        disk.break_if_faulty(DiskFault.COMMIT_LOST)
        done = self._real.execute("COMMIT")
        disk.break_if_faulty(DiskFault.COMMIT_KEPT)
        disk.step()
        return done


def copy_of(folder: Path) -> dict[str, bytes]:
    """Every file of a till's folder, but for the shared memory, which a dead process takes along."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and _is_kept(path.name)}


def _is_kept(name: str) -> bool:
    return not name.endswith(_LEFT_OUT)


def lay_out(folder: Path, files: dict[str, bytes]) -> None:
    """Write the files of an earlier life into a new folder."""
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def forget(folder: Path) -> None:
    """A life that is over needs no room."""
    shutil.rmtree(folder, ignore_errors=True)


class DiskRoom:
    """Which disk a path lies on; every ``Database`` of the till's code connects through it."""

    def __init__(self) -> None:
        self._disks: dict[Path, TillDisk] = {}

    def add(self, disk: TillDisk) -> None:
        """From now on paths below the disk's folder are its."""
        self._disks[disk.folder] = disk

    def drop(self, disk: TillDisk) -> None:
        """Its till is gone."""
        self._disks.pop(disk.folder, None)

    def connect(self, path: Path, opened: Opened = open_connection) -> Any:
        """What ``opened`` gives, on the disk that ``path`` lies on."""
        disk = self._disks.get(path.parent)
        return opened(path) if disk is None else disk.connect(path, opened)


@contextmanager
def every_database_on(room: DiskRoom) -> Iterator[None]:
    """Let every ``Database`` connect through the room, in whichever way it opens its connection."""
    real = Database.__init__

    def made(database: Database, path: Path, connect: Opened = open_connection) -> None:
        real(database, path, partial(room.connect, opened=connect))

    with patch.object(Database, "__init__", made):
        yield


def _error(fault: DiskFault) -> sqlite3.OperationalError:
    code, text = _CODES[fault]
    error = sqlite3.OperationalError(text)
    error.sqlite_errorcode = code
    error.sqlite_errorname = fault.value.upper()
    return error
