"""Runs a trial: reads stored sales in portions, has a process of its own try them, writes the progress down."""

import logging
import multiprocessing
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection as Pipe

from sqlalchemy import select

from pos_app.domain.backtest.trial_result import TrialResult
from sync.reports.receipts_of_days import receipts_of_days
from sync.server.among import among
from sync.server.central import Central
from sync.server.database import reading
from sync.server.programme.trial_work import Told, TrialFailed, TrialQuestion, try_receipts
from sync.server.programme.trials import TrialSeen, TrialState, beat, end_trial, question_of
from sync.server.tables import OPERATION, RECEIPT

_log = logging.getLogger("kopilka.server.programme")
_PORTION = 200
_BEAT_SECONDS = 1.0
_SALE = "sale"


class TrialStoppedError(Exception):
    """Somebody asked for the end."""


def run_aside(central: Central, trial: TrialSeen) -> threading.Thread:
    """Run it beside the requests; the thread is answered for who wants to wait."""
    thread = threading.Thread(target=run_trial, args=(central, trial), name=f"trial-{trial.trial_id}", daemon=True)
    thread.start()
    return thread


def run_trial(central: Central, trial: TrialSeen) -> None:
    """To its end, whatever that is; nothing is raised."""
    try:
        result = _Run(central, trial).result()
    except TrialStoppedError:
        end_trial(central, trial.trial_id, TrialState.STOPPED)
    except Exception as error:  # the person at the page must hear of it
        _log.exception("trial %s failed", trial.trial_id)
        end_trial(central, trial.trial_id, TrialState.FAILED, detail=f"{type(error).__name__}: {error}")
    else:
        end_trial(central, trial.trial_id, TrialState.DONE, result)


class _Run:
    def __init__(self, central: Central, trial: TrialSeen) -> None:
        self._central = central
        self._trial = trial
        self._done = 0
        self._beat_at = time.monotonic()

    def result(self) -> TrialResult:
        """Raises :class:`TrialStoppedError`, and RuntimeError with what the process said."""
        document, against = question_of(self._central, self._trial.trial_id)
        question = TrialQuestion(document, against, self._central.timezone.key)
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=try_receipts, args=(theirs, question), daemon=True)
        process.start()
        theirs.close()
        try:
            return self._asked(ours)
        finally:
            ours.close()
            process.terminate()
            process.join()

    def _asked(self, pipe: Pipe) -> TrialResult:
        for bodies, count in self._portions():
            if bodies:
                pipe.send(bodies)
                self._told(pipe)
            self._done += count
            self._say(always=False)
        pipe.send([])
        told = self._told(pipe)
        if not isinstance(told, TrialResult):
            raise RuntimeError(f"expected the result of the trial, got {told!r}")
        self._say(always=True)
        return told

    def _told(self, pipe: Pipe) -> Told:
        while not pipe.poll(_BEAT_SECONDS):
            self._say(always=False)
        try:
            told: Told = pipe.recv()
        except EOFError as error:
            raise RuntimeError("the process of the trial ended early") from error
        if isinstance(told, TrialFailed):
            raise RuntimeError(told.detail)
        return told

    def _say(self, *, always: bool) -> None:
        now = time.monotonic()
        if not always and now - self._beat_at < _BEAT_SECONDS:
            return
        self._beat_at = now
        if not beat(self._central, self._trial.trial_id, self._done):
            raise TrialStoppedError

    def _portions(self) -> Iterator[tuple[list[bytes], int]]:
        """Bodies of sales in the order of time, and how many receipts they are with the returns between them."""
        trial = self._trial
        with reading(self._central.engine) as connection:
            ids = receipts_of_days(connection, trial.shop_ids, trial.first_day, trial.last_day)
        for start in range(0, len(ids), _PORTION):
            portion = ids[start : start + _PORTION]
            with reading(self._central.engine) as connection:
                found = connection.execute(
                    select(RECEIPT.c.receipt_id, OPERATION.c.body)
                    .join(
                        OPERATION,
                        (OPERATION.c.till_id == RECEIPT.c.till_id)
                        & (OPERATION.c.epoch == RECEIPT.c.epoch)
                        & (OPERATION.c.seq == RECEIPT.c.seq),
                    )
                    .where(among(connection, RECEIPT.c.receipt_id, portion), RECEIPT.c.kind == _SALE)
                )
                bodies = {row.receipt_id: bytes(row.body) for row in found}
            yield [bodies[one] for one in portion if one in bodies], len(portion)
