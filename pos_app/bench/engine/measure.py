"""`./till bench engine`: pricing again after a scan, by lines and rules."""

from pos_app.bench.benches import Order, Progress
from pos_app.bench.engine.cell import LINES, RULES, Cell, measure_cell
from pos_app.bench.engine.workload import Workload
from pos_app.bench.figure import Figure, Report, Run, percentile

_NS_PER_US = 1_000


def measure(order: Order, progress: Progress) -> Report:
    """Every cell, ``order.runs`` runs each; nothing is read or written."""
    workload = Workload()
    figures = []
    for lines in LINES:
        for rules in RULES:
            progress(f"{lines} lines under {rules} rules")
            figures.append(_figure(measure_cell(workload, lines, rules, order.runs)))
    conditions = (
        "baskets of the demo shop's goods with a customer; the programme is compiled before",
        "each run prices the basket before the scan, then measures the price after it, with the memory of the first",
        "garbage collection is on, and what was there before counts as old, as in the till",
    )
    return Report("engine", conditions, tuple(figures))


def _figure(cell: Cell) -> Figure:
    median_us = percentile(cell.runs_ns, 50) // _NS_PER_US
    per_rule = f", {median_us // cell.touching} µs for each rule that touches them" if cell.touching else ""
    return Figure(
        key=f"lines_{cell.lines}_rules_{cell.rules}",
        title=f"{cell.lines} lines under {cell.rules} rules",
        target_ms=cell.target_ms,
        runs=tuple(Run(ns) for ns in cell.runs_ns),
        note=f"{median_us // cell.lines} µs a line{per_rule} ({cell.touching})",
    )
