"""Where reports are asked: a till's own file, the server on SQLite, the server on PostgreSQL."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from pos_app.bench.reports.made_trade import analyze, make_trade
from pos_app.bench.reports.real_shifts import real_shifts, tell_server, weigh_books_down, write_books
from pos_app.bench.reports.trade import SERVER_TRADES, TILL_TRADE, Trade
from pos_app.domain.report.queries import ReportQueries
from pos_app.scratch.postgres import DURABLE, PostgresServer
from sync.server.central import Central, open_home
from sync.server.database import writing
from sync.server.reports.fold_operations import fold_new
from sync.server.reports.server_reports import ServerReports
from sync.store.reports.report_file import ReportFile
from sync.store.reports.till_reports import TillReports

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Ground:
    """``folded_a_second``: real operations that were folded in a second while it was made."""

    queries: ReportQueries
    trade: Trade
    real: list[str]
    folded_a_second: int
    megabytes: int


@contextmanager
def till_ground(folder: Path, receipts: int, progress: Progress) -> Iterator[Ground]:
    """A year of one till."""
    trade = TILL_TRADE.with_receipts(receipts)
    place = folder / f"till-{receipts}"
    place.mkdir()
    shifts = list(real_shifts(min(trade.receipts_each, 700)))
    progress(f"till: books of {len(shifts)} real shifts")
    ids = write_books(place / "till.db", shifts)
    weigh_books_down(place / "till.db", trade)
    file = ReportFile(place / "reports.db")
    progress(f"till: {trade.receipts:,} receipts")
    with file.writing() as connection:
        make_trade(connection, trade)
    with file.writing() as connection:
        analyze(connection)
    file.close()
    reports = TillReports(
        place / "reports.db", place / "till.db", ZoneInfo("Europe/Moscow"), "bench", lambda ids: {}, lambda: 100
    )
    begun = time.perf_counter()
    folded = reports.fold()
    rate = int(folded / (time.perf_counter() - begun))
    yield Ground(reports, trade, ids, rate, _megabytes(place / "reports.db"))
    reports.close()


@contextmanager
def sqlite_ground(folder: Path, receipts: int, progress: Progress) -> Iterator[Ground]:
    """The server on one file."""
    place = folder / f"server-{receipts}"
    central = open_home(place)
    try:
        ground = _filled(central, receipts, progress, lambda: _megabytes(place / "server.db"))
        yield ground
    finally:
        central.close()


@contextmanager
def postgresql_ground(folder: Path, receipts: int, progress: Progress) -> Iterator[Ground]:
    """The server on PostgreSQL, with its durable settings."""
    with PostgresServer(DURABLE) as postgres:
        postgres.execute("CREATE DATABASE books")
        central = open_home(folder / f"postgresql-{receipts}", database_url=postgres.url("books"))
        try:
            yield _filled(central, receipts, progress, lambda: 0)
        finally:
            central.close()


def _filled(central: Central, receipts: int, progress: Progress, megabytes: Callable[[], int]) -> Ground:
    trade = SERVER_TRADES[receipts].with_receipts(receipts)
    progress(f"server: {trade.receipts:,} receipts in {trade.shifts:,} shifts")
    with writing(central.engine) as connection:
        make_trade(connection, trade)
    with writing(central.engine) as connection:
        analyze(connection)
    shifts = list(real_shifts(min(trade.receipts_each, 700)))
    with writing(central.engine) as connection:
        ids = tell_server(connection, shifts, "shop-000")
    begun = time.perf_counter()
    folded = fold_new(central)
    rate = int(folded / (time.perf_counter() - begun))
    return Ground(ServerReports(central), trade, ids, rate, megabytes())


def _megabytes(path: Path) -> int:
    return sum(file.stat().st_size for file in path.parent.glob(f"{path.name}*")) // 1_000_000
