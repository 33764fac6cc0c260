"""The table of benches: `./till bench NAME`. To add one: a module with ``measure``, and a row here."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from pos_app.bench.figure import Report

Progress = Callable[[str], None]
"""Told in a few words what is being measured."""


class BenchError(RuntimeError):
    """It cannot be measured here; the text tells what is missing."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the person asked for. ``home``: the till's home, whose disk is measured; nothing in it is changed.

    ``folder``: pictures for the bench that reads them.

    ``runs``: measured runs of each figure, at least 1. ``on_screen``: use the screen of this session, if it has one.
    ``only``: these parts of the bench, empty for all. ``size``: ``small``, ``usual``, ``full``.
    """

    home: Path
    runs: int
    on_screen: bool
    only: tuple[str, ...] = ()
    size: str = "usual"
    folder: Path | None = None


class Bench(Protocol):
    """What a bench module offers."""

    def measure(self, order: Order, progress: Progress) -> Report:
        """Measure. Raises :class:`BenchError`."""
        ...


@dataclass(frozen=True, slots=True)
class BenchRow:
    """``module`` is imported only when the bench is chosen. ``usual_runs`` gives figures that can be repeated."""

    help: str
    module: str
    usual_runs: int


BENCHES: dict[str, BenchRow] = {
    "till": BenchRow("what a cashier waits for: scan, customer, payment, start", "pos_app.bench.till.measure", 200),
    "sync": BenchRow("till and server: ingest, queue, holds, first load, search", "pos_app.bench.sync.measure", 200),
    "engine": BenchRow("pricing again after a scan, by lines and rules", "pos_app.bench.engine.measure", 300),
    "reports": BenchRow(
        "how long reports open: a year of a till, a chain's server", "pos_app.bench.reports.measure", 20
    ),
    "read-codes": BenchRow("codes read from pictures, beside single libraries", "pos_app.bench.read_codes.measure", 60),
}
DEFAULT_BENCH = "till"


def load_bench(name: str) -> Bench:
    """The bench of a name of ``BENCHES``."""
    return cast(Bench, importlib.import_module(BENCHES[name].module))
