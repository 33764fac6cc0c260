"""Reading a report away from the screen's thread; what is no longer wanted when it comes is thrown away."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from pos_app.domain.people.operator import Operator
from pos_app.domain.report.chart import Chart
from pos_app.report_files.picture.changed import enlarged
from pos_app.report_files.picture.chart_picture import chart_picture
from pos_app.report_files.picture.shapes import Picture
from pos_app.report_files.report_words import ReportWords
from pos_app.services.review_reading import ReviewReading
from pos_app.ui.background import Background
from pos_app.ui.report_view.lay_out import Pictured
from pos_app.ui.review.asked import Asked, DeedsAsked, PeriodAsked, ReceiptsAsked, ShiftAsked, ShiftsAsked, Shown

Came = TypeVar("Came")
_log = logging.getLogger("kopilka.ui")
_LARGER = 1.35
"""Letters of charts are made for pages of paper; on the screen they are read from further away."""


class _GivenUpError(Exception):
    """Nobody waits for the report any more."""


@dataclass(frozen=True, slots=True)
class _Wish:
    ticket: int
    reader: Operator
    asked: Asked
    told: Callable[[int], None]
    done: Callable[[Shown], None]
    failed: Callable[[Exception], None]


class ReviewReader:
    """One report at a time; another question, or ``cancel``, gives up the one before.

    It never takes more than one thread, however often somebody asks anew: PINs are checked on the others.
    """

    def __init__(self, review: ReviewReading, background: Background) -> None:
        self._review = review
        self._background = background
        self._wanted = 0
        self._next: _Wish | None = None
        self._is_at_work = False

    def read(
        self,
        reader: Operator,
        asked: Asked,
        told: Callable[[int], None],
        done: Callable[[Shown], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """``done`` or ``failed`` on the UI thread, unless something else is wanted by then.

        ``told``, on the UI thread too, hears how many records were read where there are many.
        """
        self._wanted += 1
        self._next = _Wish(self._wanted, reader, asked, told, done, failed)
        self._begin()

    def cancel(self) -> None:
        """Nothing is wanted any more."""
        self._wanted += 1
        self._next = None

    def _begin(self) -> None:
        if self._is_at_work or self._next is None:
            return
        wish, self._next, self._is_at_work = self._next, None, True
        done, failed = partial(self._deliver, wish.ticket, wish.done), partial(self._deliver, wish.ticket, wish.failed)
        self._background.run(partial(self._work, wish), done, failed)

    def _deliver(self, ticket: int, deliver: Callable[[Came], None], came: Came) -> None:
        self._is_at_work = False
        if ticket == self._wanted:
            deliver(came)
        else:
            _log.info("review=thrown_away")
        self._begin()

    def _work(self, wish: _Wish) -> Shown:
        """In another thread."""

        def going(count: int) -> bool:
            self._background.post(partial(self._tell, wish, count))
            return wish.ticket == self._wanted

        self._review.prepare(wish.reader, going)
        if wish.ticket != self._wanted:
            raise _GivenUpError
        return self._open(wish.reader, wish.asked)

    def _tell(self, wish: _Wish, count: int) -> None:
        if wish.ticket == self._wanted:
            wish.told(count)

    def _open(self, reader: Operator, asked: Asked) -> Shown:
        match asked:
            case ShiftsAsked():
                days = (asked.first_day, asked.last_day)
                report, offset = self._review.shifts(reader, *days, asked.offset, asked.closed_by)
                return Shown(asked, report, replace(asked, offset=offset) if offset is not None else None)
            case ShiftAsked():
                report = self._review.shift(reader, asked.shift_id)
                return Shown(asked, report, can_accept=self._review.can_accept(asked.shift_id))
            case ReceiptsAsked():
                report, after = self._review.receipts(reader, asked.link, asked.after)
                return Shown(asked, report, ReceiptsAsked(asked.link, after) if after is not None else None)
            case DeedsAsked():
                report, after = self._review.deeds(reader, asked.link, asked.after)
                return Shown(asked, report, DeedsAsked(asked.link, after) if after is not None else None)
            case PeriodAsked():
                days = (asked.first_day, asked.last_day)
                report, offset = self._review.report(reader, asked.report, *days, asked.offset)
                return Shown(asked, report, replace(asked, offset=offset) if offset is not None else None)


def pictured_with(words: ReportWords) -> Pictured:
    """Charts as pictures for the screen, each made once for its width."""
    made: dict[tuple[str, int], Picture] = {}

    def pictured(chart: Chart, width: int) -> Picture:
        key = (chart.key, width)
        if key not in made:
            made[key] = enlarged(chart_picture(chart, words, width / _LARGER), _LARGER)
        return made[key]

    return pictured
