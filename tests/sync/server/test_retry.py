"""What a failing PostgreSQL does to a write: tried again, looked up after an unknown COMMIT, never done twice."""

import threading
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, Engine, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from pos_app.scratch.postgres import PostgresServer
from sync.server.database import open_engine, reading, writing
from sync.server.metrics import DATABASE_RETRIES
from sync.server.retry import write
from sync.server.tables import CARD

NO_PAUSE: Callable[[float], None] = lambda seconds: None  # noqa: E731


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    opened = open_engine(postgres_url)
    yield opened
    opened.dispose()


def put(connection: Connection, name: str, value: str = "") -> str:
    connection.execute(insert(CARD).values(card_number=name, customer_id=value))
    return name


def names(engine: Engine) -> set[str]:
    with reading(engine) as connection:
        return set(connection.execute(select(CARD.c.card_number)).scalars())


def end_backend(server: PostgresServer, pid: int) -> None:
    with server.connect() as connection:
        connection.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def backend_of(connection: Connection) -> int:
    return int(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())


def test_a_connection_lost_in_the_middle_is_tried_again(engine: Engine, postgres_server: PostgresServer) -> None:
    tries = []

    def work(connection: Connection) -> str:
        tries.append(put(connection, "a"))
        if len(tries) < 3:
            end_backend(postgres_server, backend_of(connection))
        return put(connection, "b")

    assert write(engine, work, pause=NO_PAUSE) == "b"
    assert len(tries) == 3
    assert names(engine) == {"a", "b"}


def test_writers_that_lock_each_other_both_get_through(engine: Engine) -> None:
    with writing(engine) as connection:
        put(connection, "a", "0")
        put(connection, "b", "0")
    met = threading.Barrier(2)
    before = DATABASE_RETRIES.labels(sqlstate="40P01")._value.get()

    def writer(order: str) -> None:
        first = True

        def work(connection: Connection) -> None:
            nonlocal first
            for name in order:
                connection.execute(
                    update(CARD).where(CARD.c.card_number == name).values(customer_id=CARD.c.customer_id + order)
                )
                if first:
                    first = False
                    met.wait(60)

        write(engine, work)

    threads = [threading.Thread(target=writer, args=[order]) for order in ("ab", "ba")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with reading(engine) as connection:
        values = connection.execute(select(CARD.c.customer_id)).scalars().all()
    assert values[0] == values[1] and values[0] in ("0abba", "0baab")
    assert DATABASE_RETRIES.labels(sqlstate="40P01")._value.get() == before + 1


@pytest.mark.parametrize("committed", [True, False])
def test_after_an_unknown_commit_the_work_is_looked_up_and_done_once(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, committed: bool
) -> None:
    """The connection breaks while COMMIT runs: once after it took effect, once before."""
    lose_next_commit(engine, monkeypatch, committed)
    calls: list[str] = []

    def work(connection: Connection) -> str:
        calls.append("work")
        return put(connection, "sale-1")

    def done(connection: Connection) -> str | None:
        calls.append("done")
        return connection.execute(select(CARD.c.card_number).where(CARD.c.card_number == "sale-1")).scalar_one_or_none()

    assert write(engine, work, done, NO_PAUSE) == "sale-1"
    assert calls == (["work", "done"] if committed else ["work", "done", "work"])
    assert names(engine) == {"sale-1"}


def lose_next_commit(engine: Engine, monkeypatch: pytest.MonkeyPatch, takes_effect: bool) -> None:
    true_commit = engine.dialect.do_commit
    lost = False

    def commit(dbapi_connection: object) -> None:
        nonlocal lost
        if lost:
            true_commit(dbapi_connection)  # type: ignore[arg-type]
            return
        lost = True
        if takes_effect:
            true_commit(dbapi_connection)  # type: ignore[arg-type]
        dbapi_connection.dbapi_connection.close()  # type: ignore[attr-defined]
        true_commit(dbapi_connection)  # type: ignore[arg-type]

    monkeypatch.setattr(engine.dialect, "do_commit", commit)


def test_what_is_wrong_with_the_work_itself_is_not_tried_again(engine: Engine) -> None:
    tries = []

    def work(connection: Connection) -> None:
        tries.append(put(connection, "a"))
        put(connection, "a")

    with pytest.raises(IntegrityError):
        write(engine, work, pause=NO_PAUSE)
    assert tries == ["a"]
    assert names(engine) == set()


def test_a_database_that_stays_away_is_given_up_after_growing_pauses() -> None:
    engine = open_engine("postgresql:///books?host=/nowhere/at/all")
    pauses: list[float] = []
    with pytest.raises(DBAPIError):
        write(engine, lambda connection: None, pause=pauses.append)
    assert len(pauses) == 7 and max(pauses) <= 2.0
    engine.dispose()


def test_on_sqlite_it_is_one_transaction(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    assert write(engine, lambda connection: put(connection, "a")) == "a"
    with pytest.raises(IntegrityError):
        write(engine, lambda connection: [put(connection, name) for name in "ba"])
    assert names(engine) == {"a"}
    engine.dispose()
