"""A real PostgreSQL for the tests, and `database_url`: the same test on SQLite and on PostgreSQL.

One server for the session, started when the first test asks for it, without fsync. What a test gets is a database of
its own, cloned in about 20 ms from a template that was migrated once, and dropped after it.

* `database_url`: a new database at this version's shape; the test runs twice.
* `postgres_url`, `sqlite_url`: one of them.
* `database_of(kind)`: for tests that make many.
* `postgres_server`: the server itself. Tests of durability start their own `PostgresServer(DURABLE)`.
"""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from pos_app.scratch.postgres import QUICK, PostgresServer
from sync.server.database import open_engine
from sync.server.migrate import migrate

KINDS = ("sqlite", "postgresql")
_TEMPLATE = "template_of_the_tests"


class Databases:
    """Makes databases from filled ones. ``fill`` is called once for each kind and name."""

    def __init__(self, postgres: Callable[[], PostgresServer], folder: Path) -> None:
        self._postgres = postgres
        self._folder = folder
        self._numbers = count(1)
        self._templates: dict[tuple[str, str], str] = {}
        self._clones: list[str] = []

    def new(self, kind: str, name: str = "empty", fill: Callable[[str], None] | None = None) -> str:
        """The URL of a new database that equals the one which ``fill(url)`` left."""
        template = self._templates.get((kind, name))
        if template is None:
            template = self._templates[kind, name] = self._make(kind, name, fill)
        number = next(self._numbers)
        if kind == "sqlite":
            path = self._folder / f"{number}" / "server.db"
            path.parent.mkdir()
            shutil.copyfile(template, path)
            return f"sqlite:///{path}"
        clone = f"test_{number}"
        self._postgres().execute(f"CREATE DATABASE {clone} TEMPLATE {template}")
        self._clones.append(clone)
        return self._postgres().url(clone)

    def drop_clones(self) -> None:
        """Drop what ``new`` made, whoever is still connected."""
        while self._clones:
            self._postgres().execute(f"DROP DATABASE IF EXISTS {self._clones.pop()} WITH (FORCE)")

    def _make(self, kind: str, name: str, fill: Callable[[str], None] | None) -> str:
        template = f"{_TEMPLATE}_{name}"
        if kind == "sqlite":
            path = self._folder / f"{template}.db"
            url = f"sqlite:///{path}"
        else:
            self._postgres().execute(f"CREATE DATABASE {template}")
            url = self._postgres().url(template)
        engine = open_engine(url)
        migrate(engine)
        engine.dispose()
        if fill is not None:
            fill(url)
        return str(path) if kind == "sqlite" else template


@pytest.fixture(scope="session")
def _postgres_on_demand() -> Iterator[Callable[[], PostgresServer]]:
    running: list[PostgresServer] = []

    def server() -> PostgresServer:
        if not running:
            running.append(PostgresServer(QUICK).__enter__())
        return running[0]

    yield server
    for each in running:
        each.close()


@pytest.fixture(scope="session")
def postgres_server(_postgres_on_demand: Callable[[], PostgresServer]) -> PostgresServer:
    return _postgres_on_demand()


@pytest.fixture(scope="session")
def _databases(
    _postgres_on_demand: Callable[[], PostgresServer], tmp_path_factory: pytest.TempPathFactory
) -> Databases:
    return Databases(_postgres_on_demand, tmp_path_factory.mktemp("databases"))


@pytest.fixture
def databases(_databases: Databases) -> Iterator[Databases]:
    yield _databases
    _databases.drop_clones()


@pytest.fixture
def database_of(databases: Databases) -> Callable[[str], str]:
    """A function: kind ("sqlite", "postgresql") → the URL of a new, migrated database."""
    return databases.new


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database_url(databases: Databases, database_kind: str) -> str:
    return databases.new(database_kind)


@pytest.fixture
def postgres_url(databases: Databases) -> str:
    return databases.new("postgresql")


@pytest.fixture
def sqlite_url(databases: Databases) -> str:
    return databases.new("sqlite")
