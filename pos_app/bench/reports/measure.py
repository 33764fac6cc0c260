"""`./till bench reports`: how long each report takes to open, and how that grows with ten times the receipts."""

import os
import platform
import tempfile
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from pos_app.bench.benches import BenchError, Order, Progress
from pos_app.bench.figure import Report, Table, percentile
from pos_app.bench.reports.grounds import Ground, postgresql_ground, sqlite_ground, till_ground
from pos_app.bench.reports.questions import Asked, ask_all
from pos_app.scratch.postgres import PostgresFailedError
from pos_app.scratch.postgres_programs import PostgresMissingError

Open = Callable[[Path, int, Progress], AbstractContextManager[Ground]]
_TARGET_MS = 1_000
_NS_PER_MS = 1_000_000
_GROUNDS: Mapping[str, tuple[str, Open]] = {
    "till": ("on the till's own disk", till_ground),
    "sqlite": ("on the server, SQLite", sqlite_ground),
    "postgresql": ("on the server, PostgreSQL", postgresql_ground),
}
_SIZES: Mapping[str, Mapping[str, int]] = {
    "small": {"till": 20_000, "sqlite": 20_000, "postgresql": 20_000},
    "usual": {"till": 500_000, "sqlite": 2_000_000, "postgresql": 2_000_000},
    "full": {"till": 500_000, "sqlite": 20_000_000, "postgresql": 20_000_000},
}
_SAID = (
    "Generated: derived tables and the receipts' index, by statements of the database, with sums that are the sums of "
    "those receipts; three real shifts with bodies, operations and register, which «one shift» is held against; in a "
    "till's books a row of 3 kB for every other receipt too, and five weeks of the queue. "
    "What opens: the questions to the database and the document, folding apart."
)


def measure(order: Order, progress: Progress) -> Report:
    """A table for each ground, in a temporary folder in the home. Raises :class:`BenchError`."""
    unknown = [name for name in order.only if name not in _GROUNDS]
    if unknown:
        raise BenchError(f"there is no part {', '.join(unknown)}; there are: {', '.join(_GROUNDS)}")
    order.home.mkdir(parents=True, exist_ok=True)
    before = os.getloadavg()[0]
    try:
        tables = [_grown(name, order, progress) for name in order.only or _GROUNDS]
    except (PostgresMissingError, PostgresFailedError) as error:
        raise BenchError(str(error)) from error
    machine = f"{os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}"
    load = f"load {before:.1f} before, {os.getloadavg()[0]:.1f} after"
    return Report("reports", (f"{machine}, {load}; size {order.size}, {order.runs} runs", _SAID), (), tuple(tables))


def _grown(name: str, order: Order, progress: Progress) -> Table:
    """A tenth of the receipts first, then all of them."""
    title, opening = _GROUNDS[name]
    receipts = _SIZES[order.size][name]
    tenth, _ = _asked(opening, receipts // 10, order, progress)
    whole, said = _asked(opening, receipts, order, progress)
    head = ("report", "p50 ms", "p95 ms", "of a tenth: p50", "p95", "grew", "under 1 s")
    rows = tuple(_row(few, many) for few, many in zip(tenth, whole, strict=True))
    return Table(f"reports_{name}", f"{receipts:,} receipts {title}", head, rows, said)


def _asked(opening: Open, receipts: int, order: Order, progress: Progress) -> tuple[tuple[Asked, ...], str]:
    with (
        tempfile.TemporaryDirectory(prefix="bench-", dir=order.home) as folder,
        opening(Path(folder), receipts, progress) as ground,
    ):
        asked = ask_all(ground.queries, ground.trade, ground.real, order.runs, progress)
        trade = ground.trade
        said = (
            f"{trade.receipts:,} receipts, {trade.shifts:,} shifts, {trade.shops} shops; folds"
            f" {ground.folded_a_second:,} operations a second" + (f"; {ground.megabytes:,} MB" * bool(ground.megabytes))
        )
    return asked, said


def _row(few: Asked, many: Asked) -> tuple[str, ...]:
    figures = [percentile(runs, percent) for runs in (many.runs, few.runs) for percent in (50, 95)]
    shown = [f"{figure / _NS_PER_MS:.1f}" for figure in figures]
    grew = f"×{figures[0] / max(1, figures[2]):.1f}"
    met = "yes" if figures[1] < _TARGET_MS * _NS_PER_MS else "NO"
    return (many.question, *shown, grew, met)
