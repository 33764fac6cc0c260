"""The process that tries receipts: it gets stored sales in the order of their time and answers sums.

It has no database and no keys; what it is told of a sale is its body. It ends with the pipe.
"""

import os
from dataclasses import dataclass
from multiprocessing.connection import Connection
from zoneinfo import ZoneInfo

from pos_app.domain.backtest.outcome import outcome_of
from pos_app.domain.backtest.past_sale import local_time
from pos_app.domain.backtest.tally import Change
from pos_app.domain.backtest.trial import Trial
from pos_app.domain.backtest.trial_result import TrialCount, TrialResult
from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.why.explain import rule_names
from sync.protocol.encoding import DecodingError, decode

_NICE = 5
"""Sales go before trials."""


@dataclass(frozen=True, slots=True)
class TrialQuestion:
    """Documents as text; ``against`` None: compared with what was sold. ``timezone``: the shops' clock."""

    document: str
    against: str | None
    timezone: str


@dataclass(frozen=True, slots=True)
class TrialFailed:
    """A defect, told to whoever waits."""

    detail: str


Told = int | TrialResult | TrialFailed
"""How many receipts of a portion are done; the result, when the pipe says that it is the end (an empty portion)."""


def try_receipts(pipe: Connection, question: TrialQuestion) -> None:
    """Take portions of bodies until an empty one, then send the result."""
    os.nice(_NICE)
    try:
        work = _Work(question)
        while portion := pipe.recv():
            for body in portion:
                work.count(body)
            pipe.send(len(portion))
        pipe.send(work.result())
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        return
    except Exception as error:  # whatever it is, the person who waits must hear of it
        pipe.send(TrialFailed(f"{type(error).__name__}: {error}"))


class _Work:
    def __init__(self, question: TrialQuestion) -> None:
        zone = ZoneInfo(question.timezone)
        new = read_programme(question.document)
        old = None if question.against is None else read_programme(question.against)
        self._zone = zone
        self._new = Trial(new, {}, zone)
        self._old = None if old is None else Trial(old, {}, zone)
        self._names = rule_names(old) | rule_names(new)
        self._count = TrialCount()
        self._index = 0

    def count(self, body: bytes) -> None:
        """One stored sale."""
        self._index += 1
        try:
            sale = decode(Sale, body)
        except DecodingError as error:
            self._count.tally.count_unreadable(str(error))
            return
        before = outcome_of(sale) if self._old is None else self._old.outcome(sale)
        change = Change(self._index, sale.receipt_id, sale.number, before, self._new.outcome(sale))
        self._count.count(change, local_time(sale, self._zone).date(), sale.customer_id is not None)

    def result(self) -> TrialResult:
        """All that was counted."""
        return self._count.result(self._names)
