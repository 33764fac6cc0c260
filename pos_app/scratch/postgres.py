"""A PostgreSQL server of its own: made in a folder, reached over a Unix socket, gone when it is closed.

As root it runs under another user's name, as PostgreSQL demands. It ends with the process that started it.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Self
from urllib.parse import quote

import psycopg

from pos_app.scratch.postgres_programs import Programs, find_programs, unprivileged_user

USER = "kopilka"
_PORT = 5432
"""Names the socket in the cluster's own folder; no port of the machine is taken."""
_START_SECONDS = 60.0
_STOP_SECONDS = 30.0
_PAUSE_SECONDS = 0.02

DURABLE: Mapping[str, str] = {"shared_buffers": "128MB", "max_connections": "200", "max_wal_size": "2GB"}
"""As a shop would run it: every acknowledged COMMIT is on the disk."""

QUICK: Mapping[str, str] = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "max_connections": "100",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
"""For what does not concern durability."""


class PostgresFailedError(RuntimeError):
    """A PostgreSQL program failed; the text holds what it said."""


class PostgresServer:
    """One cluster; ``settings`` are those of postgresql.conf. A context: leaving it ends the server, removes all."""

    def __init__(self, settings: Mapping[str, str], parent: Path | None = None) -> None:
        self.programs: Programs = find_programs()
        self._user = unprivileged_user()
        self.folder = Path(tempfile.mkdtemp(prefix="kopilka-pg-", dir=parent))
        self.data = self.folder / "data"
        self.log = self.folder / "server.log"
        self._own(self.folder)
        self._settings = dict(settings)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self.initialise()
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def initialise(self) -> None:
        """Make the cluster's files."""
        options = ("--auth=trust", f"--username={USER}", "--no-sync", "--no-instructions")
        self.run("initdb", *options, "--encoding=UTF8", "--locale=C", f"--pgdata={self.data}")

    def start(self) -> None:
        """Start it and wait until it answers. Raises :class:`PostgresFailedError` with its log."""
        given = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        own = ("-c", "listen_addresses=", "-c", f"unix_socket_directories={self.folder}", "-p", str(_PORT))
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self._as_user(), self.programs.path("postgres"), "-D", str(self.data), *own, *given],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                start_new_session=True,  # Ctrl+C is for us, not for it
            )
        self._wait_until_it_answers()

    def stop(self) -> None:
        """End it in order: what is committed is on the disk."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """End it and every process of it at once, as a machine that loses its power does."""
        process = self._process
        if process is not None and process.poll() is None:
            process.send_signal(signal.SIGSTOP)  # it must not notice one after the other
            for pid in _children(process.pid):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        self._end(signal.SIGKILL)

    def close(self) -> None:
        """End it without ceremony and remove its files."""
        self._end(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        """For ``open_engine`` and every program of PostgreSQL."""
        return f"postgresql:///{database}?host={quote(str(self.folder), safe='')}&port={_PORT}&user={USER}"

    def connect(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """A connection that commits each statement."""
        return psycopg.connect(self.url(database), autocommit=True, prepare_threshold=None)

    def execute(self, *statements: str) -> None:
        """Run statements in the database ``postgres``, each by itself."""
        with self.connect() as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def run(self, program: str, *arguments: str) -> None:
        """Run a program of PostgreSQL as the cluster's user. Raises :class:`PostgresFailedError`."""
        done = subprocess.run(
            [*self._as_user(), self.programs.path(program), *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd=self.folder,
            check=False,
        )
        if done.returncode:
            raise PostgresFailedError(f"{program} ended with {done.returncode}: {done.stdout}{done.stderr}")

    @property
    def socket_folder(self) -> str:
        """What a connection names as its host."""
        return str(self.folder)

    def _as_user(self) -> tuple[str, ...]:
        """Becomes the unprivileged user; a server whose parent went away ends."""
        setpriv = shutil.which("setpriv")
        if self._user is None:
            return () if setpriv is None else (setpriv, "--pdeathsig", "QUIT")
        if setpriv is None:
            raise PostgresFailedError("as root, setpriv (package util-linux) is needed to start PostgreSQL")
        name = self._user.pw_name
        return (setpriv, "--reuid", name, "--regid", str(self._user.pw_gid), "--init-groups", "--pdeathsig", "QUIT")

    def _own(self, path: Path) -> None:
        if self._user is not None:
            os.chown(path, self._user.pw_uid, self._user.pw_gid)

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                self.connect().close()
                return
            except psycopg.OperationalError as error:
                ended = self._process is None or self._process.poll() is not None
                if ended or time.monotonic() > deadline:
                    said = self.log.read_text(encoding="utf-8", errors="replace")
                    raise PostgresFailedError(f"PostgreSQL did not start: {said}") from error
            time.sleep(_PAUSE_SECONDS)

    def _end(self, number: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.poll() is None:
            process.send_signal(number)
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _children(pid: int) -> list[int]:
    """The backends and helpers of a server; each leads a session of its own, so no group holds them."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
    except OSError:
        return []
