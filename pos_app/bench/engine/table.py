"""The cells as a table for people: how the cost grows with lines and with rules, targets met or missed."""

from collections.abc import Sequence

from pos_app.bench.engine.cell import Cell

_NS_PER_US = 1_000
_NS_PER_MS = 1_000_000


def percentile(values: Sequence[int], percent: int) -> int:
    """The nearest-rank percentile: the least value that ``percent`` of all are not above."""
    rank = -(-len(values) * percent // 100)
    return sorted(values)[max(0, rank - 1)]


def is_met(cell: Cell) -> bool | None:
    """Whether the 99th percentile keeps within the target; None without one."""
    if not cell.target_ms:
        return None
    return percentile(cell.runs_ns, 99) <= cell.target_ms * _NS_PER_MS


def table_text(cells: Sequence[Cell]) -> str:
    """A row for each cell."""
    head = (
        f"{'lines':>6} {'rules':>6} {'touching':>9} {'n':>6} {'median':>10} {'p99':>10}"
        f" {'µs/line':>9} {'µs/touching rule':>17}   target for p99"
    )
    return "\n".join(["pricing again after a scan", head, *(_row(cell) for cell in cells)])


def _row(cell: Cell) -> str:
    median, p99 = percentile(cell.runs_ns, 50), percentile(cell.runs_ns, 99)
    met = is_met(cell)
    verdict = "" if met is None else f"{cell.target_ms} ms: {'met' if met else 'MISSED'}"
    per_line = median // cell.lines // _NS_PER_US
    per_rule = str(median // cell.touching // _NS_PER_US) if cell.touching else ""
    return (
        f"{cell.lines:>6} {cell.rules:>6} {cell.touching:>9} {len(cell.runs_ns):>6} {_ms(median):>10} {_ms(p99):>10}"
        f" {per_line:>9} {per_rule:>17}   {verdict}"
    ).rstrip()


def _ms(nanoseconds: int) -> str:
    microseconds = nanoseconds // _NS_PER_US
    return f"{microseconds // 1000}.{microseconds % 1000 // 10:02d} ms"
