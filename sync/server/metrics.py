"""What the server counts, in Prometheus' data model. Labels hold kinds and codes: no ids, no personal data.

With several processes each writes into files of the folder ``PROMETHEUS_MULTIPROC_DIR``, which must be named before
this module is imported; the figures of all are added up when they are asked for.
"""

import os
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_REGISTRY = CollectorRegistry()
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

REQUESTS = Counter(
    "kopilka_requests", "Answered requests, by door and status", ("method", "door", "status"), registry=_REGISTRY
)
REQUEST_SECONDS = Histogram(
    "kopilka_request_seconds", "From the first byte of a request to the last of its answer", ("door",),
    buckets=_SECONDS, registry=_REGISTRY,
)  # fmt: skip
REQUESTS_RUNNING = Gauge(
    "kopilka_requests_running", "Requests being worked on", registry=_REGISTRY, multiprocess_mode="livesum"
)
OPERATIONS = Counter(
    "kopilka_operations", "Operations of tills, by what became of them", ("outcome",), registry=_REGISTRY
)
PARKED = Counter("kopilka_parked_operations", "Operations that were parked, by reason", ("reason",), registry=_REGISTRY)
DATABASE_RETRIES = Counter(
    "kopilka_database_retries", "Transactions that were tried again, by SQLSTATE", ("sqlstate",), registry=_REGISTRY
)
BURNT_POINTS = Counter(
    "kopilka_burnt_points_hundredths", "Points that expired, hundredths of a point", registry=_REGISTRY
)


def exposition() -> bytes:
    """All figures of all processes in Prometheus' text format."""
    if FOLDER_VARIABLE not in os.environ:
        return generate_latest(_REGISTRY)
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return generate_latest(together)


def count_in_folder(folder: Path) -> None:
    """Let the processes started from here on count together in ``folder``; what an earlier life left there goes."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in folder.glob("*.db"):
        old.unlink()
    os.environ[FOLDER_VARIABLE] = str(folder)


def forget_process(pid: int) -> None:
    """A process ended: its gauges no longer count, its counters stay."""
    mark_process_dead(pid)  # type: ignore[no-untyped-call]
