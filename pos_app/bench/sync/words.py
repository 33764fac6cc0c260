"""How rates, times and verdicts are written in the tables."""

from collections.abc import Sequence

from pos_app.bench.figure import percentile

NS = 1_000_000_000
_NS_PER_US = 1_000


def rate(count: int, took_ns: int) -> int:
    """So many a second."""
    return count * NS // max(1, took_ns)


def processor(count: int, spent_ns: int | None) -> str:
    """Microseconds of processors for each of so many."""
    return "" if spent_ns is None else str(spent_ns // _NS_PER_US // max(1, count))


def ratio(rate_: int, beside: int) -> str:
    """One rate over another, two places."""
    return f"{100 * rate_ // max(1, beside) / 100:.2f}"


def at_least(rate_: int, beside: int, hundredths: int) -> str:
    """Whether a rate is that share of another."""
    return f"≥ {hundredths / 100:g}: {'met' if 100 * rate_ >= hundredths * beside else 'MISSED'}"


def milliseconds(values: Sequence[int], percent: int) -> str:
    """A percentile of nanoseconds."""
    return f"{percentile(values, percent) // _NS_PER_US / 1_000:.2f} ms"


def seconds(took_ns: int) -> str:
    """A span."""
    return f"{took_ns / NS:.1f} s"


def megabytes(size: int) -> str:
    """A size on the disk."""
    return f"{size / 1_000_000:.1f} MB"
