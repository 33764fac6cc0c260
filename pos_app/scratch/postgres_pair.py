"""A primary and its standby by PostgreSQL's own streaming replication, each a cluster of its own."""

import os
import signal
import time
from types import TracebackType
from typing import Self
from urllib.parse import quote

from pos_app.scratch.postgres import DURABLE, USER, PostgresFailedError, PostgresServer

_STANDBY = "standby"
_PORT = 5432
_SECONDS = 30.0
_REPLICATING = {
    "wal_level": "replica",
    "max_wal_senders": "4",
    "hot_standby": "on",
    "dynamic_shared_memory_type": "mmap",  # in its folder: who is killed leaves nothing in the machine's memory
}


class PostgresPair:
    """``synchronous``: a COMMIT is acknowledged only after the standby has it on its disk."""

    def __init__(self, synchronous: bool = True) -> None:
        confirm = {"synchronous_standby_names": _STANDBY, "synchronous_commit": "on"} if synchronous else {}
        self.primary = PostgresServer({**DURABLE, **_REPLICATING, **confirm})
        self.standby = PostgresServer({**DURABLE, **_REPLICATING})

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def url(self, database: str) -> str:
        """Whichever of the two takes writes."""
        hosts = ",".join(quote(each.socket_folder, safe="") for each in (self.primary, self.standby))
        ports = f"{_PORT},{_PORT}"
        return f"postgresql:///{database}?host={hosts}&port={ports}&user={USER}&target_session_attrs=read-write"

    def promote(self) -> None:
        """Make the standby the primary, and wait until it takes writes."""
        self.standby.run("pg_ctl", "promote", "-w", f"--pgdata={self.standby.data}")

    def hold_back(self) -> None:
        """From now on nothing reaches the standby: each COMMIT waits. Only the primary's ``kill`` ends it."""
        with self.primary.connect() as connection:
            row = connection.execute("SELECT pid FROM pg_stat_replication").fetchone()
        if row is None:
            raise PostgresFailedError("the standby does not follow")
        os.kill(int(str(row[0])), signal.SIGSTOP)

    def commits_that_wait(self, database: str, *tables: str) -> int:
        """How many sessions of the primary that wrote into one of these wait in COMMIT for the standby."""
        with self.primary.connect(database) as connection:
            row = connection.execute(
                "SELECT count(DISTINCT pid) FROM pg_stat_activity JOIN pg_locks USING (pid)"
                " WHERE wait_event = 'SyncRep' AND mode = 'RowExclusiveLock'"
                " AND relation = ANY(%s::text[]::regclass[])",
                (list(tables),),
            ).fetchone()
        return 0 if row is None else int(str(row[0]))

    def replication_pid(self) -> int:
        """The standby's process that receives."""
        with self.standby.connect() as connection:
            row = connection.execute("SELECT pid FROM pg_stat_wal_receiver").fetchone()
        if row is None:
            raise PostgresFailedError("the standby does not receive")
        return int(str(row[0]))

    def _start(self) -> None:
        self.primary.initialise()
        self.primary.start()
        source = f"host={self.primary.socket_folder} port={_PORT} user={USER} application_name={_STANDBY}"
        target = f"--pgdata={self.standby.data}"
        self.standby.run("pg_basebackup", "--checkpoint=fast", "--write-recovery-conf", f"--dbname={source}", target)
        self.standby.start()
        deadline = time.monotonic() + _SECONDS
        while not self._streams():
            if time.monotonic() > deadline:
                raise PostgresFailedError("the standby does not follow")
            time.sleep(0.05)

    def _streams(self) -> bool:
        with self.primary.connect() as connection:
            row = connection.execute("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'").fetchone()
        return row == (1,)

    def _close(self) -> None:
        self.standby.close()
        self.primary.close()
