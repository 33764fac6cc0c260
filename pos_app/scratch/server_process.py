"""The real server as a process over any database, as long as a block runs."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_STOP_SECONDS = 20.0


class ServerNotReadyError(RuntimeError):
    """The server ended instead of listening; its words stand above."""


@dataclass(frozen=True, slots=True)
class ServerProcess:
    """It listens at ``url``; ``pid`` is the first of its processes, which watches the others."""

    url: str
    pid: int

    def workers(self) -> list[int]:
        """The processes that serve beside the first (Linux)."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii").split()
        return [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@contextmanager
def running_server(home: Path, workers: int = 1) -> Iterator[str]:
    """``./till server`` on a free port of loopback; gives its URL. Raises :class:`ServerNotReadyError`."""
    with server_process(home, workers) as server:
        yield server.url


@contextmanager
def server_process(
    home: Path, workers: int = 1, module: str = "pos_app", words: Sequence[str] = ()
) -> Iterator[ServerProcess]:
    """As :func:`running_server`; ``module`` runs instead of the till's program, with ``words`` before its arguments."""
    command = [sys.executable, "-m", module, *words, "--home", str(home), "server", "--port", "0", "--until-input-ends"]
    with subprocess.Popen(
        [*command, "--workers", str(workers)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            word, _, url = (process.stdout.readline() if process.stdout else "").strip().partition(" ")
            if word != "ready":
                raise ServerNotReadyError(f"the server ended with code {process.wait()}")
            yield ServerProcess(url, process.pid)
        finally:
            if process.stdin is not None:
                process.stdin.close()
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def prepare_home(home: Path, database_url: str, most_requests: int = 1_000_000) -> None:
    """A server's home that names the database, and whose limits no measurement reaches."""
    home.mkdir(parents=True, exist_ok=True)
    words = (
        f'database = "{database_url}"\nrequests_per_minute = {most_requests}\nlookups_per_minute = {most_requests}\n'
    )
    (home / "server.toml").write_text(words, encoding="utf-8")
