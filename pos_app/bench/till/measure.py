"""The till's bench: what a cashier waits for, on a demo shop in a temporary folder in the till's home."""

import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path

from pos_app.bench.benches import BenchError, Order, Progress
from pos_app.bench.figure import Figure, Report
from pos_app.bench.till.demo_server import demo_server
from pos_app.bench.till.program_start import program_start
from pos_app.bench.till.screen_choice import ChosenScreen, chosen_screen


def measure(order: Order, progress: Progress) -> Report:
    """All figures of the till. Takes about three seconds for each ten runs. Raises :class:`BenchError`."""
    load = _load()
    order.home.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="bench-", dir=order.home) as folder,
        chosen_screen(order.on_screen) as screen,
    ):
        till_home = Path(folder) / "till"
        progress("demo shop")
        with demo_server(till_home, Path(folder) / "server"):
            figures = _at_the_counter(till_home, order.runs, screen)
            progress("starts")
            figures += program_start(till_home, order.runs, screen)
    conditions = (screen.words, f"{os.cpu_count()} processors, load {load} before, {_load()} after; {order.runs} runs")
    return Report("till", conditions, figures)


def _at_the_counter(till_home: Path, runs: int, screen: ChosenScreen) -> tuple[Figure, ...]:
    out = till_home / "figures"
    keys = "xtest" if screen.has_xtest else "posted"
    command = [sys.executable, "-m", "pos_app.bench.till.counter_process", str(till_home), str(out), str(runs), keys]
    ended = subprocess.run(command, env=screen.environment, check=False)
    if ended.returncode:
        raise BenchError(f"the measured till ended with code {ended.returncode}: its words stand above")
    figures: tuple[Figure, ...] = pickle.loads(out.read_bytes())  # written by our own process just now
    return figures


def _load() -> str:
    """How many processes wanted a processor in the last minute; not every system tells."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
