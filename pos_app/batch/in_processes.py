"""One function over many values in several processes, results in order.

The processes are forked: they inherit values and function, and send back nothing but results.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

from pos_app.batch.end_with_parent import end_with_parent

V = TypeVar("V")

CHUNK = 64
_AHEAD = 4
"""Chunks waiting for each process: what was computed and not yet taken stays bounded."""

_inherited: list[tuple[Sequence[Any], Callable[[Any], bytes]]] = []
"""In a forked process: what it works on."""


def in_processes(values: Sequence[V], make: Callable[[V], bytes], processes: int = 0) -> Iterator[bytes]:
    """``make`` of each value, in their order. ``processes`` 0: one for each core; few values are done right here."""
    wanted = processes or os.cpu_count() or 1
    if wanted == 1 or len(values) <= CHUNK or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(make, values)
        return
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(wanted, context, initializer=_inherit, initargs=(values, make)) as pool:
        yield from _in_order(pool, len(values), wanted)


def _in_order(pool: ProcessPoolExecutor, count: int, processes: int) -> Iterator[bytes]:
    starts = iter(range(0, count, CHUNK))
    waiting: list[Future[list[bytes]]] = []
    while True:
        while len(waiting) < processes * _AHEAD and (start := next(starts, None)) is not None:
            waiting.append(pool.submit(_chunk, start))
        if not waiting:
            return
        yield from waiting.pop(0).result()


def _inherit(values: Sequence[Any], make: Callable[[Any], bytes]) -> None:
    end_with_parent()
    _inherited.append((values, make))


def _chunk(start: int) -> list[bytes]:
    values, make = _inherited[-1]
    return [make(value) for value in values[start : start + CHUNK]]
