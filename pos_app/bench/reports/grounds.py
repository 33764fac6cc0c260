"""Where reports are asked: a till's own files, the server on SQLite, the server on PostgreSQL."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pos_app.bench.benches import Progress
from pos_app.bench.reports.made_chain import made_chain
from pos_app.bench.reports.made_till import made_till
from pos_app.bench.reports.memory import forget_files
from pos_app.bench.reports.questions import Questions, page_questions, till_questions
from pos_app.bench.reports.selling_beside import at_time, selling
from pos_app.bench.reports.trade import chain_trade, till_trade
from pos_app.scratch.postgres import DURABLE, PostgresServer
from sync.server.central import open_home


@dataclass(frozen=True, slots=True)
class Ground:
    """``chill``: everything leaves the memory, as after a restart; ``busy``: receipts come in as long as it lasts; at a

    till reports are made from its books beside.
    """

    questions: Questions
    said: str
    chill: Callable[[], None]
    busy: Callable[[], AbstractContextManager[None]]


@contextmanager
def till_ground(folder: Path, receipts: int, progress: Progress) -> Iterator[Ground]:
    """A year of one till."""
    place = folder / f"till-{receipts}"
    place.mkdir()
    till = made_till(place, till_trade(receipts), progress)
    try:
        said = (
            f"{till.said}; {_megabytes(place / 'reports.db')} MB of reports beside {_megabytes(place / 'till.db')} MB"
        )

        def chill() -> None:
            till.restart()
            forget_files(place)

        yield Ground(till_questions(till), said, chill, till.folding)
    finally:
        till.close()


@contextmanager
def sqlite_ground(folder: Path, receipts: int, progress: Progress) -> Iterator[Ground]:
    """The server on one file."""
    place = folder / f"server-{receipts}"
    trade = chain_trade(receipts)
    central = at_time(open_home(place), trade.now)
    try:
        chain = made_chain(central, trade, progress)

        def chill() -> None:
            central.engine.dispose()
            forget_files(place)

        url = f"sqlite:///{place / 'server.db'}"
        yield Ground(
            page_questions(central, chain.known),
            f"{chain.said}; {_megabytes(place / 'server.db'):,} MB",
            chill,
            lambda: selling(place, url, central.now()),
        )
    finally:
        central.close()


@contextmanager
def postgresql_ground(folder: Path, receipts: int, progress: Progress) -> Iterator[Ground]:
    """The server on PostgreSQL, with its durable settings."""
    place = folder / f"postgresql-{receipts}"
    trade = chain_trade(receipts)
    with PostgresServer(DURABLE) as postgres:
        postgres.execute("CREATE DATABASE books")
        url = postgres.url("books")
        central = at_time(open_home(place, database_url=url), trade.now)
        try:
            chain = made_chain(central, trade, progress)
            progress("what autovacuum does")
            with postgres.connect("books") as connection:
                connection.execute("VACUUM ANALYZE")
                size = connection.execute("SELECT pg_database_size('books') / 1000000").fetchone()

            def chill() -> None:
                central.engine.dispose()
                postgres.stop()
                forget_files(postgres.data)
                postgres.start()

            yield Ground(
                page_questions(central, chain.known),
                f"{chain.said}; {size[0] if size else 0:,} MB",
                chill,
                lambda: selling(place, url, central.now()),
            )
        finally:
            central.close()


def _megabytes(path: Path) -> int:
    return sum(file.stat().st_size for file in path.parent.glob(f"{path.name}*")) // 1_000_000
