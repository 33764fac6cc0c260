import stat
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from pysqlite3 import dbapi2
from sqlalchemy import select

from sync.server.central import open_home
from sync.server.database import open_engine, reading, writing
from sync.server.ledger.books_tables import load_books, save_books
from sync.server.migrate import DatabaseNewerError, migrate
from sync.server.tables import ACCOUNT, METADATA
from sync.vault.sqlite_guard import SqliteTooOldError


def test_the_steps_lead_to_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'server.db'}")
    migrate(engine)
    migrate(engine)
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


def test_a_database_of_a_newer_server_is_left_alone(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'server.db'}")
    migrate(engine)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseNewerError, match="9999"):
        migrate(engine)
    engine.dispose()


def test_connections_are_durable(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'server.db'}")
    with reading(engine) as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    engine.dispose()


def test_an_affected_sqlite_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbapi2, "sqlite_version_info", (3, 40, 1))
    with pytest.raises(SqliteTooOldError):
        open_engine(f"sqlite:///{tmp_path / 'server.db'}")


def test_what_raises_leaves_nothing_behind(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'server.db'}")
    migrate(engine)
    with pytest.raises(RuntimeError), writing(engine) as connection:
        connection.exec_driver_sql("INSERT INTO property (name, value) VALUES ('a', 'b')")
        raise RuntimeError
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM property").scalar_one() == 0
    engine.dispose()


def test_a_home_and_its_books_are_their_owners_alone(tmp_path: Path) -> None:
    home = tmp_path / "server"
    home.mkdir(mode=0o755)
    (home / "server.db").touch(mode=0o644)
    central = open_home(home)
    with writing(central.engine) as connection:
        connection.exec_driver_sql("INSERT INTO property (name, value) VALUES ('a', 'b')")
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in home.iterdir()}
    central.close()
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert set(modes) >= {"server.db", "server.db-wal", "server.db-shm", "secrets.json"}
    assert set(modes.values()) == {0o600}


def test_a_debt_from_before_the_parts_followed_their_lots_is_paid_by_what_comes_next(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'server.db'}")
    migrate(engine, "0001")
    with writing(engine) as connection:
        connection.exec_driver_sql(
            "INSERT INTO account VALUES ('ivan', 0, 250, 0, NULL, 1), ('olga', 5, 0, 0, NULL, 2)"
        )
    migrate(engine)
    with writing(engine) as connection:
        books = load_books(connection, "ivan", date(2026, 3, 2))
        assert books is not None and books.debt == 250
        books.earn(300, "sale-1", date(2026, 3, 2), date(2026, 4, 2), "kopilka")
        save_books(connection, books)
        assert connection.execute(select(ACCOUNT.c.available, ACCOUNT.c.debt)).all() == [(50, 0), (5, 0)]
    engine.dispose()
