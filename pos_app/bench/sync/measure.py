"""`./till bench sync`: all parts, or those that were asked for."""

import os
import platform
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from pos_app.bench.benches import BenchError, Order, Progress
from pos_app.bench.figure import Report, Table
from pos_app.bench.sync.holds import holds
from pos_app.bench.sync.ingest import ingest
from pos_app.bench.sync.pull import pull
from pos_app.bench.sync.queue_drain import queue_drain
from pos_app.bench.sync.sizes import SIZES, Sizes
from pos_app.bench.sync.till_commit import till_commit
from pos_app.bench.sync.till_customers import till_customers
from pos_app.bench.sync.till_goods import till_goods
from pos_app.bench.sync.till_request import RequestFailedError
from pos_app.scratch.postgres import PostgresFailedError
from pos_app.scratch.postgres_programs import PostgresMissingError
from pos_app.scratch.server_process import ServerNotReadyError

Part = Callable[[Path, Sizes, Progress], Table]

PARTS: Mapping[str, Part] = {
    "ingest": ingest,
    "drain": queue_drain,
    "commit": till_commit,
    "customers": till_customers,
    "goods": till_goods,
    "pull": pull,
    "holds": holds,
}


def measure(order: Order, progress: Progress) -> Report:
    """A table for each part, in a temporary folder in the home. Raises :class:`BenchError`."""
    unknown = [name for name in order.only if name not in PARTS]
    if unknown:
        raise BenchError(f"there is no part {', '.join(unknown)}; there are: {', '.join(PARTS)}")
    order.home.mkdir(parents=True, exist_ok=True)
    before = _load()
    tables = []
    try:
        with tempfile.TemporaryDirectory(prefix="bench-", dir=order.home) as folder:
            for name in order.only or PARTS:
                progress(name)
                tables.append(PARTS[name](Path(folder), SIZES[order.size], progress))
    except (PostgresMissingError, PostgresFailedError, ServerNotReadyError, RequestFailedError) as error:
        raise BenchError(str(error)) from error
    machine = f"{os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}"
    return Report("sync", (f"{machine}, load {before} before, {_load()} after; size {order.size}",), (), tuple(tables))


def _load() -> str:
    """How many processes wanted a processor in the last minute; not every system tells."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
