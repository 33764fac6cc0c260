"""Where a measurement happens: a filled shop on one of the two databases, with the real server over it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pos_app.scratch.postgres import DURABLE, PostgresServer
from pos_app.scratch.server_process import prepare_home, running_server
from pos_app.scratch.shop import ScratchTill, fill_shop
from sync.server.central import open_home
from sync.server.upkeep import upkeep

DATABASES = ("PostgreSQL", "SQLite")
POSTGRESQL_WORKERS = 2


@dataclass(frozen=True, slots=True)
class Ground:
    """``url``: of the running server; ``postgres`` None on SQLite."""

    url: str
    database_url: str
    tills: tuple[ScratchTill, ...]
    day: date
    postgres: PostgresServer | None


@contextmanager
def ground(
    parent: Path, database: str, customers: int, tills: int, goods: int = 100, workers: int = POSTGRESQL_WORKERS
) -> Iterator[Ground]:
    """As long as the block runs; everything lies in a folder of ``parent`` (PostgreSQL: where its user may write)."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir=parent) as folder:
        home = Path(folder)
        if database == "SQLite":
            prepare_home(home, f"sqlite:///{home / 'server.db'}")
            yield from _served(home, None, f"sqlite:///{home / 'server.db'}", customers, tills, goods, 1)
            return
        with PostgresServer(DURABLE) as postgres:
            postgres.execute("CREATE DATABASE books")
            prepare_home(home, postgres.url("books"))
            yield from _served(home, postgres, postgres.url("books"), customers, tills, goods, workers)


def _served(
    home: Path, postgres: PostgresServer | None, url: str, customers: int, tills: int, goods: int, workers: int
) -> Iterator[Ground]:
    central = open_home(home)
    enrolled = fill_shop(central, customers, tills, goods)
    upkeep(central)  # what a server does by itself when it starts would else fall into what is measured
    day = central.today()
    central.close()
    with running_server(home, workers) as address:
        yield Ground(address, url, enrolled, day, postgres)
