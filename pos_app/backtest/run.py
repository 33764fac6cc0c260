"""A back-test over many receipts in several processes; a customer's receipts stay in one of them, in order of time."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from multiprocessing.connection import Connection, wait
from pathlib import Path
from zlib import crc32

from pos_app.backtest.receipt_sources import Place, ReceiptSource, in_order_of_time, opened_sources
from pos_app.batch.end_with_parent import end_with_parent
from pos_app.domain.backtest.outcome import outcome_of
from pos_app.domain.backtest.tally import Change, Tally
from pos_app.domain.backtest.trial import Trial
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.transaction.sale import Sale
from sync.protocol.encoding import DecodingError, decode

_PORTION = 100
"""Receipts between two reports of a process."""


class BacktestError(RuntimeError):
    """A process of the back-test ended before its work was done."""


@dataclass(frozen=True, slots=True)
class Question:
    """``against`` None: what the receipts say themselves. ``openings``: customers before the first receipt, by id."""

    programme: Programme
    against: Programme | None
    openings: Mapping[str, Standing]
    zone: tzinfo
    paths: tuple[Path, ...]


def run_backtest(question: Question, processes: int, progress: Callable[[int, int], None]) -> Tally:
    """Try every receipt. ``progress`` is told how many of how many are done. ``processes`` 0: one for each core.

    Raises ``ReceiptSourceError`` and :class:`BacktestError`.
    """
    with opened_sources(question.paths) as sources:
        order = in_order_of_time(sources)
    wanted = processes or os.cpu_count() or 1
    if "fork" not in multiprocessing.get_all_start_methods() or len(order) <= _PORTION:
        wanted = 1
    shards = _shards(order, wanted)
    tally, done = Tally(), 0
    progress(0, len(order))
    portions = _portions(question, order, shards[0]) if wanted == 1 else _from_processes(question, order, shards)
    for portion in portions:
        tally.add(portion)
        done += portion.receipts + portion.unreadable
        progress(done, len(order))
    tally.changes.sort(key=lambda one: one.index)
    return tally


def _shards(order: Sequence[tuple[int, Place]], count: int) -> list[list[int]]:
    shards: list[list[int]] = [[] for _ in range(count)]
    for index, (_, place) in enumerate(order):
        key = index if place.customer_id is None else crc32(place.customer_id.encode("utf-8"))
        shards[key % count].append(index)
    return shards


def _portions(question: Question, order: Sequence[tuple[int, Place]], shard: Sequence[int]) -> Iterator[Tally]:
    """Tallies of a shard, some receipts each. Opens the files anew: a forked process must not share their positions."""
    new = Trial(question.programme, question.openings, question.zone)
    old = None if question.against is None else Trial(question.against, question.openings, question.zone)
    with opened_sources(question.paths) as sources:
        for start in range(0, len(shard), _PORTION):
            tally = Tally()
            for index in shard[start : start + _PORTION]:
                _try_one(tally, index, order[index], sources, (old, new))
            yield tally


def _try_one(
    tally: Tally,
    index: int,
    where: tuple[int, Place],
    sources: Sequence[ReceiptSource],
    trials: tuple[Trial | None, Trial],
) -> None:
    number, place = where
    old, new = trials
    try:
        sale = decode(Sale, sources[number].body(place.locator))
    except DecodingError as error:
        tally.count_unreadable(str(error))
        return
    before = outcome_of(sale) if old is None else old.outcome(sale)
    tally.count(Change(index, sale.receipt_id, sale.number, before, new.outcome(sale)), sale.customer_id is not None)


def _from_processes(
    question: Question, order: Sequence[tuple[int, Place]], shards: Sequence[Sequence[int]]
) -> Iterator[Tally]:
    context = multiprocessing.get_context("fork")
    open_ends: list[Connection] = []
    workers = []
    for shard in shards:
        receiving, sending = context.Pipe(duplex=False)
        worker = context.Process(target=_send_portions, args=(sending, question, order, shard), daemon=True)
        worker.start()
        sending.close()
        open_ends.append(receiving)
        workers.append(worker)
    try:
        yield from _received(open_ends)
    finally:
        for worker in workers:
            if worker.is_alive():
                worker.terminate()
            worker.join()


def _received(open_ends: list[Connection]) -> Iterator[Tally]:
    """Until every process has said that it is ready (None)."""
    while open_ends:
        for end in wait(open_ends):
            if not isinstance(end, Connection):
                continue
            try:
                portion = end.recv()
            except EOFError as error:
                raise BacktestError("a process of the back-test ended early; try --processes 1") from error
            if portion is None:
                open_ends.remove(end)
                end.close()
            elif isinstance(portion, str):
                raise BacktestError(portion)
            else:
                yield portion


def _send_portions(
    sending: Connection, question: Question, order: Sequence[tuple[int, Place]], shard: Sequence[int]
) -> None:
    end_with_parent()
    try:
        for portion in _portions(question, order, shard):
            sending.send(portion)
        sending.send(None)
    except KeyboardInterrupt:
        return
    except Exception as error:  # a defect must reach the person, whichever process it was in
        sending.send(f"{type(error).__name__}: {error}")
