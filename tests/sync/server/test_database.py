import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from pysqlite3 import dbapi2
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError

from pos_app.scratch.postgres import PostgresServer
from sync.server.central import open_home
from sync.server.database import DatabaseUrlError, look_up_by_keys, open_engine, reading, writing
from sync.server.ledger.accounts import LegList
from sync.server.ledger.books_reader import Need, load_books
from sync.server.ledger.books_writer import put_books, write_accounts
from sync.server.ledger.lot_state import LotState
from sync.server.ledger.row_sheet import RowSheet
from sync.server.ledger.spending import credit
from sync.server.migrate import DatabaseNewerError, migrate
from sync.server.tables import ACCOUNT, CARD, CHANGE_COUNTER, METADATA
from sync.vault.sqlite_guard import SqliteTooOldError
from tests.sync.server.running import ROOT


def test_the_steps_lead_to_the_tables_that_the_code_uses(database_url: str) -> None:
    engine = open_engine(database_url)
    migrate(engine)
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


def test_a_database_of_a_newer_server_is_left_alone(database_url: str) -> None:
    engine = open_engine(database_url)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseNewerError, match="9999"):
        migrate(engine)
    engine.dispose()


def test_a_reader_sees_one_snapshot_and_cannot_write(database_url: str) -> None:
    engine = open_engine(database_url)
    count = text("SELECT count(*) FROM card WHERE card_number = 'a'")
    with reading(engine) as reader:
        assert reader.execute(count).scalar_one() == 0
        with writing(engine) as writer:
            writer.execute(insert(CARD).values(card_number="a", customer_id="b"))
        assert reader.execute(count).scalar_one() == 0
    with reading(engine) as reader:
        assert reader.execute(count).scalar_one() == 1
    if engine.dialect.name == "postgresql":
        with pytest.raises(DBAPIError, match="read-only"), reading(engine) as reader:
            reader.execute(insert(CARD).values(card_number="c", customer_id="d"))
    engine.dispose()


def test_sums_are_whole_numbers(database_url: str) -> None:
    engine = open_engine(database_url)
    with writing(engine) as connection:
        connection.execute(
            insert(CHANGE_COUNTER), [{"stream": name, "last_number": 2**52} for name in ("goods", "staff")]
        )
        total = connection.execute(select(func.sum(CHANGE_COUNTER.c.last_number))).scalar_one()
    engine.dispose()
    assert (type(total), total) == (int, 2**53)


def test_a_postgresql_connection_suits_pgbouncer_in_transaction_mode(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    with reading(engine) as connection:
        raw = connection.connection.driver_connection
        assert raw is not None and raw.prepare_threshold is None
        assert connection.exec_driver_sql("SHOW application_name").scalar_one() == "kopilka"
        assert connection.exec_driver_sql("SHOW transaction_isolation").scalar_one() == "repeatable read"
    with writing(engine) as connection:
        assert connection.exec_driver_sql("SHOW transaction_isolation").scalar_one() == "read committed"
    engine.dispose()


_OPENS = """
import sys
from sync.server.central import open_central
from tests.sync.server.shop import vault
sys.stdin.readline()
central = open_central(sys.argv[1], vault())
print(central.incarnation)
central.close()
"""


@pytest.mark.slow
def test_servers_that_start_at_once_on_an_empty_database_all_start(postgres_server: PostgresServer) -> None:
    postgres_server.execute("CREATE DATABASE starting")
    command = [sys.executable, "-c", _OPENS, postgres_server.url("starting")]
    servers = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    with ThreadPoolExecutor(3) as threads:  # each reads its line when it is ready: all begin within a moment
        said = list(threads.map(lambda server: server.communicate("go\n", timeout=60)[0], servers))
    postgres_server.execute("DROP DATABASE starting WITH (FORCE)")
    assert [server.returncode for server in servers] == [0, 0, 0]
    assert len(set(said)) == 1 and said[0].strip()


@pytest.mark.parametrize(
    "url", ["mysql://host/base", "postgresql://[::1", "postgresql://host/base?hots=1", "server.db"]
)
def test_a_url_that_cannot_be_used_is_told_without_its_password(url: str) -> None:
    with pytest.raises(DatabaseUrlError, match="postgresql://") as told:
        open_engine(url.replace("//", "//me:secret@"))
    assert "secret" not in str(told.value)


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


def test_what_raises_leaves_nothing_behind(database_url: str) -> None:
    engine = open_engine(database_url)
    with pytest.raises(RuntimeError), writing(engine) as connection:
        connection.exec_driver_sql("INSERT INTO card (card_number, customer_id) VALUES ('a', 'b')")
        raise RuntimeError
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM card WHERE card_number = 'a'").scalar_one() == 0
    engine.dispose()


def test_a_home_and_its_books_are_their_owners_alone(tmp_path: Path) -> None:
    home = tmp_path / "server"
    home.mkdir(mode=0o755)
    (home / "server.db").touch(mode=0o644)
    central = open_home(home)
    with writing(central.engine) as connection:
        connection.exec_driver_sql("INSERT INTO card (card_number, customer_id) VALUES ('a', 'b')")
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
        day = date(2026, 3, 2)
        books = load_books(connection, {"ivan": Need(day)})["ivan"]
        assert books.debt == 250
        lot = LotState("sale-1", day, day, date(2026, 4, 2), 300, 0, "kopilka", sale_id="sale-1")
        credit(books, [lot], day, LegList("ivan", "kopilka"))
        sheet = RowSheet()
        put_books(sheet, books)
        sheet.write(connection)
        write_accounts(connection, [books])
        assert connection.execute(select(ACCOUNT.c.available, ACCOUNT.c.debt)).all() == [(50, 0), (5, 0)]
    engine.dispose()


def test_a_push_reads_by_keys_and_only_its_transaction_does(database_url: str) -> None:
    engine = open_engine(database_url)
    if engine.dialect.name == "sqlite":
        with writing(engine) as connection:
            look_up_by_keys(connection)  # nothing to say: its planner reads by keys anyway
    else:
        asked = "SELECT current_setting('enable_seqscan'), current_setting('jit')"
        with writing(engine) as connection:
            before = tuple(connection.exec_driver_sql(asked).one())
            look_up_by_keys(connection)
            assert tuple(connection.exec_driver_sql(asked).one()) == ("off", "off")
        with reading(engine) as connection:
            assert tuple(connection.exec_driver_sql(asked).one()) == before
    engine.dispose()
