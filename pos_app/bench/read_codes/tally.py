"""How many pictures each reader read, and how many it read wrongly."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pos_app.bench.figure import Table
from pos_app.bench.read_codes.readers import Reader
from pos_app.bench.read_codes.sample import Sample

_NS_PER_MS = 1_000_000


@dataclass(slots=True)
class _Count:
    pictures: int = 0
    read: int = 0
    misread: int = 0


@dataclass(slots=True)
class _ReaderTally:
    groups: dict[str, _Count] = field(default_factory=dict)
    cpu_ns: int = 0


def tally(key: str, title: str, samples: Iterable[Sample], compared: Sequence[Reader]) -> Table:
    """A row for each group of samples, a column for each reader: ``decoded/misread``; then the time for a picture.

    A picture counts as misread if any text comes out of it that is not in it.
    """
    found = {reader.name: _ReaderTally() for reader in compared}
    groups: dict[str, int] = {}
    for sample in samples:
        groups[sample.group] = groups.get(sample.group, 0) + 1
        for reader in compared:
            began = time.thread_time_ns()
            texts = reader.read(sample.picture)
            found[reader.name].cpu_ns += time.thread_time_ns() - began
            _count(found[reader.name], sample, texts)
    names = [reader.name for reader in compared]
    total = sum(groups.values())
    rows = [(group, str(size), *(_cell(found[name], [group]) for name in names)) for group, size in groups.items()]
    rows.append(("all", str(total), *(_cell(found[name], list(groups)) for name in names)))
    times = (f"{found[name].cpu_ns / _NS_PER_MS / max(1, total):.1f}" for name in names)
    rows.append(("ms a picture (CPU)", "", *times))
    return Table(key, title, ("decoded/misread", "of", *names), tuple(rows))


def _count(found: _ReaderTally, sample: Sample, texts: Sequence[str]) -> None:
    count = found.groups.setdefault(sample.group, _Count())
    count.pictures += 1
    count.read += any(_same(text, sample.expected) for text in texts)
    count.misread += any(not any(_same(text, true) for true in (sample.expected, *sample.also)) for text in texts)


def _same(text: str, expected: str | None) -> bool:
    """Libraries give a UPC-A as an EAN-13 with a leading zero: the same number."""
    if expected is None:
        return False
    return text == expected or (len(expected) == 12 and expected.isdigit() and text == "0" + expected)


def _cell(found: _ReaderTally, groups: Sequence[str]) -> str:
    counts = [found.groups[group] for group in groups]
    return f"{sum(count.read for count in counts)}/{sum(count.misread for count in counts)}"
