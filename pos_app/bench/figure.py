"""One measured figure: its runs, what they are made of, what they are held against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_NS_PER_US = 1_000
_NS_PER_MS = 1_000_000


def percentile(values: Sequence[int], percent: int) -> int:
    """The nearest-rank percentile: the least value that ``percent`` of all are not above; of one value, that value.

    Raises ValueError without values.
    """
    if not values:
        raise ValueError("a percentile needs at least one value")
    rank = -(-len(values) * percent // 100)
    return sorted(values)[max(0, rank - 1)]


@dataclass(frozen=True, slots=True)
class Run:
    """One measured run in nanoseconds. ``parts`` add up to ``total_ns``; ``beside`` was measured next to it."""

    total_ns: int
    parts: Mapping[str, int] = field(default_factory=dict)
    beside: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """``key`` is its name for programs. ``target_ms`` holds for the 99th percentile; 0: there is none."""

    key: str
    title: str
    target_ms: int
    runs: tuple[Run, ...]
    note: str = ""

    @property
    def totals(self) -> tuple[int, ...]:
        """Nanoseconds, in the order they were measured."""
        return tuple(run.total_ns for run in self.runs)

    @property
    def is_met(self) -> bool | None:
        """Whether the 99th percentile keeps within the target; None without one."""
        return percentile(self.totals, 99) <= self.target_ms * _NS_PER_MS if self.target_ms else None

    def parts(self) -> dict[str, tuple[int, ...]]:
        """The time of each part in every run, 0 where a run did not have it; in the order they were first seen."""
        names = dict.fromkeys(name for run in self.runs for name in run.parts)
        return {name: tuple(run.parts.get(name, 0) for run in self.runs) for name in names}

    def beside(self) -> dict[str, tuple[int, ...]]:
        """What was measured next to the runs, by name."""
        names = dict.fromkeys(name for run in self.runs for name in run.beside)
        return {name: tuple(run.beside[name] for run in self.runs if name in run.beside) for name in names}

    def to_json(self) -> dict[str, Any]:
        """Everything in whole microseconds, each single run too."""
        whole = sum(self.totals) or 1
        return {
            "key": self.key,
            "title": self.title,
            "note": self.note,
            "n": len(self.runs),
            "target_us": self.target_ms * 1_000 or None,
            "is_met": self.is_met,
            **_summary(self.totals),
            "parts": [
                {"title": name, **_summary(values), "share_permille": 1_000 * sum(values) // whole}
                for name, values in self.parts().items()
            ],
            "beside": [
                {"title": name, **_summary(values), "ratio_hundredths": self.ratio_hundredths(values)}
                for name, values in self.beside().items()
            ],
            "runs_us": [total // _NS_PER_US for total in self.totals],
        }

    def ratio_hundredths(self, values: Sequence[int]) -> int:
        """How many hundredths of the median of ``values`` the figure's median is."""
        return 100 * percentile(self.totals, 50) // max(1, percentile(values, 50))


@dataclass(frozen=True, slots=True)
class Table:
    """Counts that are no times: ``rows`` have as many cells as ``columns``, of which the first is the row's name."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {"title": self.title, "rows": [dict(zip(self.columns, row, strict=True)) for row in self.rows]}


@dataclass(frozen=True, slots=True)
class Report:
    """What a bench found. ``conditions``: where and how it was measured, one sentence each."""

    bench: str
    conditions: tuple[str, ...]
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "bench": self.bench,
            "conditions": list(self.conditions),
            "tables": [table.to_json() for table in self.tables],
            "figures": [figure.to_json() for figure in self.figures],
        }


def _summary(values: Sequence[int]) -> dict[str, int]:
    return {
        "median_us": percentile(values, 50) // _NS_PER_US,
        "p99_us": percentile(values, 99) // _NS_PER_US,
        "worst_us": max(values) // _NS_PER_US,
    }
