"""Shift review at the till: reports of its own shop for a manager, and his acceptance of Z reports."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import islice

from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.people.operator import Operator
from pos_app.domain.report.acceptance import NotAcceptedError, acceptance_facts, check_acceptable
from pos_app.domain.report.building import day_report, deeds_report, receipts_report, shift_report, shifts_report
from pos_app.domain.report.document import Report
from pos_app.domain.report.figures import Acceptance, Scope
from pos_app.domain.report.link import DeedsLink, ReceiptsLink
from pos_app.domain.report.page import Page, following
from pos_app.domain.report.queries import Going, ReportQueries, go_on
from pos_app.domain.report.receipt_choice import FigureUnknownError
from pos_app.domain.report.report_name import ReportName
from pos_app.domain.report.setting import Setting
from pos_app.domain.report.table import Row
from pos_app.domain.report.whole_rows import with_wholes
from pos_app.domain.transaction.errors import StoreError
from pos_app.services.deeds import DeedWriter
from pos_app.services.errors import ServiceError
from pos_app.services.operator import OperatorService
from pos_app.services.ports import Clock, DeedBooks, Ids
from pos_app.services.rights import Right
from pos_app.services.store_once import StoreOnce

_HEARD_EVERY = timedelta(seconds=30)
_ROWS_AT_ONCE = 1_000


class ReviewService:
    """Fulfils ``ReviewReading``. What reads may be called from any thread: one reads at a time.

    Every method may raise ServiceError ``books_unreadable(cause)``.
    """

    def __init__(
        self,
        *,
        open_reports: Callable[[], ReportQueries],
        books: DeedBooks,
        operators: OperatorService,
        clock: Clock,
        ids: Ids,
        zone: str,
        shop_name: str,
    ) -> None:
        """``open_reports``: called once, when somebody first asks; ``zone``: IANA name of the shop's clock."""
        self._open_reports = open_reports
        self._opened: ReportQueries | None = None
        self._books = books
        self._operators = operators
        self._clock = clock
        self._deeds = DeedWriter(clock, ids)
        self._zone = zone
        self._shop_name = shop_name
        self._one_at_a_time = threading.RLock()
        self._waiting = 0
        """Who wants to read while reports are kept up."""
        self._counting = threading.Lock()
        self._heard_at: datetime | None = None
        self._once: StoreOnce[Deed] = StoreOnce()

    def prepare(self, reader: Operator, going: Going) -> None:
        """Take in what happened since the last report, also at the office; ``going`` as ``ReportQueries.fold`` has it.

        May wait some seconds for the network, at most twice a minute.
        """
        self._require(reader)
        with self._reading():
            reports = self._fresh(going)
            now = self._clock.now()
            if self._heard_at is None or not timedelta(0) <= now - self._heard_at < _HEARD_EVERY:
                self._heard_at = now
                reports.hear()

    def shifts(
        self, reader: Operator, first_day: date, last_day: date, offset: int = 0, closed_by: str = ""
    ) -> tuple[Report, int | None]:
        """The list of shifts, differences first, and the offset of the page that follows."""
        self._require(reader)
        scope = Scope(None, first_day, last_day)
        with self._reading():
            report, more = shifts_report(self._fresh(), scope, self._setting(reader), offset, closed_by)
        return self._guarded(report), more

    def shift(self, reader: Operator, shift_id: str) -> Report:
        """One shift. ServiceError ``shift_unknown``."""
        self._require(reader)
        with self._reading():
            report = shift_report(self._fresh(), shift_id, None, self._setting(reader))
        if report is None:
            raise ServiceError("shift_unknown")
        return report

    def receipts(self, reader: Operator, link: ReceiptsLink, after: str = "") -> tuple[Report, str | None]:
        """The receipts behind a figure. ServiceError ``figure_unknown(named)``."""
        self._require(reader)
        with self._reading():
            try:
                report, more = receipts_report(self._fresh(), link, None, self._setting(reader), after)
            except FigureUnknownError as error:
                raise ServiceError(error.key, named=error.named) from error
        return self._guarded(report), more

    def deeds(self, reader: Operator, link: DeedsLink, after: str = "") -> tuple[Report, str | None]:
        """The deeds that a figure counts. ServiceError ``figure_unknown(named)``."""
        self._require(reader)
        with self._reading():
            try:
                report, more = deeds_report(self._fresh(), link, None, self._setting(reader), after)
            except FigureUnknownError as error:
                raise ServiceError(error.key, named=error.named) from error
        return self._guarded(report), more

    def report(
        self, reader: Operator, name: ReportName, first_day: date, last_day: date, offset: int = 0
    ) -> tuple[Report, int | None]:
        """A report about days, both included, and the offset of its page that follows."""
        self._require(reader)
        page = Page(offset)
        with self._reading():
            scope = Scope(None, first_day, last_day)
            report = day_report(self._fresh(), name, scope, self._setting(reader), page)
        return self._guarded(report), following(report, page)

    def can_accept(self, shift_id: str) -> bool:
        """Whether the shift is closed and nobody has accepted its Z report."""
        with self._reading():
            found = self._fresh().shift(shift_id, None)
        return found is not None and found.line.closed_at is not None and found.line.acceptance is None

    def accept(self, shift_id: str, operator: Operator, note: str) -> Acceptance:
        """Accept the Z report of a shift for ever. Called by the thread of the books.

        ServiceError ``approval_needed(right, needed_role)``, ``shift_unknown``, ``shift_open``, ``already_accepted``,
        ``acceptance_note_needed``, ``note_too_long``, ``not_stored(cause)``, ``checking_last_receipt``: call it again.
        """
        settled = self._once.settle()
        if settled is not None and settled.fact("shift") == shift_id:
            return _acceptance(settled)
        if not self._operators.may(operator, Right.ACCEPT_Z):
            self._operators.authorise(operator, Right.ACCEPT_Z, None)
        with self._reading():
            found = self._fresh().shift(shift_id, None)
            try:
                line = check_acceptable(None if found is None else found.line, note)
            except NotAcceptedError as error:
                raise ServiceError(error.key) from error
            facts: Mapping[str, int | str] = acceptance_facts(line)
            deed = self._deeds.deed(DeedKind.Z_ACCEPTED, operator, None, note, "", **facts)
            self._once.store(deed, lambda each: self._books.record_deeds((each,)))
        return _acceptance(deed)

    def keep_up(self, going: Callable[[], bool]) -> int:
        """Take in what happened, beside other work and as long as ``going`` says so; how many records.

        Whoever reads a report meanwhile waits for one portion of it, some ten milliseconds.
        """
        with self._one_at_a_time:
            try:
                if self._opened is None:
                    self._opened = self._open_reports()
                return self._opened.keep_up(lambda: going() and not self._waiting)
            except StoreError as error:
                raise ServiceError("books_unreadable", cause=error.key) from error

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._counting:
            self._waiting += 1
        try:
            with self._one_at_a_time:
                yield
        finally:
            with self._counting:
                self._waiting -= 1

    def _fresh(self, going: Going = go_on) -> ReportQueries:
        """The reports with all that happened until now."""
        try:
            if self._opened is None:
                self._opened = self._open_reports()
            self._opened.fold(going)
        except StoreError as error:
            raise ServiceError("books_unreadable", cause=error.key) from error
        return self._opened

    def _guarded(self, report: Report) -> Report:
        """A file may be written by another thread: what it still has to read it reads one page at a time."""
        return with_wholes(report, self._one_after_another)

    def _one_after_another(self, rows: Iterator[Row]) -> Iterator[Row]:
        while True:
            with self._reading():
                some = list(islice(rows, _ROWS_AT_ONCE))
            if not some:
                return
            yield from some

    def _require(self, reader: Operator) -> None:
        if not self._operators.may(reader, Right.REVIEW_SHIFTS):
            self._operators.authorise(reader, Right.REVIEW_SHIFTS, None)

    def _setting(self, reader: Operator) -> Setting:
        return Setting(self._zone, self._clock.now(), (self._shop_name,), reader.name)


def _acceptance(deed: Deed) -> Acceptance:
    return Acceptance(deed.at, deed.operator_id, deed.operator_name, deed.reason, at_office=False)
