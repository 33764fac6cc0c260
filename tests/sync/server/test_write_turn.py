"""Writers of one SQLite file in one process: in the order in which they came, none lost, none for ever."""

import threading
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import TimeoutError as WaitedTooLongError

from sync.server.database import open_engine, reading, writing
from sync.server.tables import CARD
from sync.server.write_turn import WriteTurn


def queued(turn: WriteTurn, count: int) -> None:
    """Wait until so many writers wait."""
    tick = threading.Event()
    while len(turn._queue) < count:
        tick.wait(0.001)


def test_who_came_first_writes_first() -> None:
    turn, order = WriteTurn(30), []
    threads = []

    def write(number: int) -> None:
        with turn.taken():
            order.append(number)

    with turn.taken():
        for number in range(20):
            threads.append(threading.Thread(target=write, args=[number]))
            threads[-1].start()
            queued(turn, number + 1)
    for thread in threads:
        thread.join()
    assert order == list(range(20))
    with turn.taken():  # free again
        order.append(20)
    assert order[-1] == 20


def test_who_waited_too_long_is_told_and_stands_in_nobody_s_way() -> None:
    turn = WriteTurn(0.05)
    with turn.taken(), pytest.raises(WaitedTooLongError, match=r"other writers took more than 0\.05 s"), turn.taken():
        pass
    with turn.taken():
        pass


def test_a_writer_that_fails_passes_the_turn_on() -> None:
    turn = WriteTurn(1)
    with pytest.raises(KeyError), turn.taken():
        raise KeyError
    with turn.taken():
        pass


def test_never_two_at_once() -> None:
    turn, inside, most = WriteTurn(30), [], []

    def write() -> None:
        for _ in range(200):
            with turn.taken():
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 1_600 and max(most) == 1


def test_engines_of_one_file_share_the_turn_and_other_files_do_not(sqlite_url: str, tmp_path: Path) -> None:
    first, second, other = open_engine(sqlite_url), open_engine(sqlite_url), open_engine(f"sqlite:///{tmp_path}/o.db")
    came: list[str] = []

    def write() -> None:
        with writing(second) as connection:
            connection.execute(insert(CARD).values(card_number="b", customer_id="b"))
        came.append("second")

    thread = threading.Thread(target=write)
    with ExitStack() as stack:
        connection = stack.enter_context(writing(first))
        thread.start()
        with writing(other) as beside:
            assert beside.exec_driver_sql("SELECT 1").scalar_one() == 1
        with reading(second) as reader:  # readers wait for nobody
            assert reader.execute(select(CARD)).all() == []
        connection.execute(insert(CARD).values(card_number="a", customer_id="a"))
        came.append("first")
    thread.join()
    assert came == ["first", "second"]
    with reading(first) as reader:
        assert len(reader.execute(select(CARD)).all()) == 2
    for engine in (first, second, other):
        engine.dispose()
