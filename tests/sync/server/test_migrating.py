"""A server that is killed in the middle of bringing an older database up, and several that do it at once."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, event, inspect

from pos_app.scratch.postgres import PostgresServer
from sync.server.database import open_engine, reading
from sync.server.migrate import is_at_head, migrate

OLD = "0009"
DIES_AT = 30
"""Which of its statements it does not come to the end of: some steps are done then, more are not."""


def in_a_process(work: Callable[[], None]) -> int:
    """Fork; the child does it and ends: 0, 9 if it was killed in the middle, 1 if it raised."""
    child = os.fork()
    if child:
        return child
    try:
        work()
        os._exit(0)
    except BaseException:
        os._exit(1)


def code_of(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def bring_up(url: str) -> None:
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()


def die_while_bringing_up(url: str) -> None:
    engine = open_engine(url)
    statements: list[str] = []

    def dies(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)
        if len(statements) == DIES_AT:
            os._exit(9)

    event.listen(engine, "before_cursor_execute", dies)
    migrate(engine)


def shape(connection: Connection) -> tuple[object, ...]:
    """The version, and every table with its columns."""
    seen = inspect(connection)
    tables = {name: [each["name"] for each in seen.get_columns(name)] for name in sorted(seen.get_table_names())}
    return MigrationContext.configure(connection).get_current_revision(), tables


@pytest.fixture
def empty_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'server.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    server.execute("CREATE DATABASE migrating")
    yield server.url("migrating")
    server.execute("DROP DATABASE migrating WITH (FORCE)")


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_step_that_was_cut_off_is_no_step_and_several_servers_do_it_once(empty_url: str) -> None:
    engine = open_engine(empty_url)
    migrate(engine, OLD)
    with reading(engine) as connection:
        before = shape(connection)
    engine.dispose()
    assert code_of(in_a_process(lambda: die_while_bringing_up(empty_url))) == 9
    with reading(engine) as connection:
        assert shape(connection) == before
    engine.dispose()
    servers = [in_a_process(lambda: bring_up(empty_url)) for _ in range(3)]
    assert [code_of(server) for server in servers] == [0, 0, 0]
    with reading(engine) as connection:
        assert is_at_head(connection)
    engine.dispose()
