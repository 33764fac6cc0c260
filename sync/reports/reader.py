"""The questions of reports, answered from derived tables; what a till and the server do differently is handed in."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import tzinfo
from itertools import chain

from sqlalchemy import Connection, select

from pos_app.domain.report.alarms import AlarmList
from pos_app.domain.report.beside_figure import BesideChoice
from pos_app.domain.report.deed_figure import DeedChoice
from pos_app.domain.report.figures import (
    BesidePage,
    CashierList,
    DayLine,
    DeedLine,
    DeedList,
    DeedPage,
    DifferenceHistory,
    DiscountLine,
    HourLine,
    ReceiptPage,
    Scope,
    ShiftDetail,
    ShiftLine,
    ShiftList,
)
from pos_app.domain.report.queries import PAGE
from pos_app.domain.report.receipt_choice import ReceiptChoice
from pos_app.domain.report.ties import Finding
from sync.reports import alarms, answers
from sync.reports.amounts import amounts_of
from sync.reports.cashiers import cashiers_of
from sync.reports.deeds_behind import deeds_behind, sold_of
from sync.reports.differences_of import differences_of
from sync.reports.points_beside import points_beside
from sync.reports.receipts_behind import lines_behind
from sync.reports.rolled_up import numbering_findings, rolled_up_findings
from sync.reports.shift_row import shift_line
from sync.reports.shops import shops_of
from sync.reports.tables import REPORT_SHIFT
from sync.reports.told import ShiftFacts, findings_of

Reading = Callable[[], AbstractContextManager[Connection]]
"""One snapshot of the derived tables."""


class ReportReader:
    """Fulfils ``ReportQueries`` but for ``fold``, ``points_flow`` and the names."""

    def __init__(self, reading: Reading, facts: ShiftFacts, zone: tzinfo) -> None:
        self._reading = reading
        self._facts = facts
        self._zone = zone

    def hear(self) -> int:
        """Nothing is elsewhere."""
        return 0

    def shifts(self, scope: Scope, limit: int = PAGE, offset: int = 0, closed_by: str = "") -> ShiftList:
        """Shifts of the scope, differences first; ``closed_by``: one person's, with a difference."""
        with self._reading() as connection:
            if closed_by:
                return differences_of(connection, scope, closed_by, limit, offset)
            return answers.shifts(connection, scope, limit, offset)

    def shops(self, scope: Scope) -> Mapping[str, ShiftList]:
        """What the shops did, by id."""
        with self._reading() as connection:
            return shops_of(connection, scope)

    def shift(self, shift_id: str, shop_ids: frozenset[str] | None) -> ShiftDetail | None:
        """One shift, compared with its facts now. None: there is none in these shops."""
        with self._reading() as connection:
            row = answers.shift_of(connection, shift_id, shop_ids)
            if row is None:
                return None
            told = self._facts.told(connection, row)
            deeds = answers.deeds_of_shift(connection, shift_id)
            of_shift = [DeedLine(shift_id, row.shop_id, row.cells["till_code"], deed) for deed in deeds]
            return ShiftDetail(
                line=shift_line(row),
                parts=answers.parts(connection, shift_id),
                discounts=answers.discounts_of_shift(connection, shift_id),
                movements=answers.movements(connection, shift_id),
                deeds=deeds,
                findings=findings_of(connection, row, told, self._zone),
                sold=sold_of(connection, of_shift),
            )

    def compare(self) -> Iterator[tuple[ShiftLine | None, Finding]]:
        """Every shift against its facts, then what is rolled up against the shifts (None): a long look at all."""
        with self._reading() as connection:
            rows = connection.execute(select(REPORT_SHIFT.c.shift_id).order_by(REPORT_SHIFT.c.opened_ms)).scalars()
            shift_ids = list(rows)
        for shift_id in shift_ids:
            with self._reading() as connection:
                row = answers.shift_of(connection, shift_id, None)
                if row is None:
                    continue
                told = self._facts.told(connection, row)
                for finding in findings_of(connection, row, told, self._zone):
                    yield shift_line(row), finding
        with self._reading() as connection:
            for finding in chain(numbering_findings(connection), rolled_up_findings(connection)):
                yield None, finding

    def receipts(self, choice: ReceiptChoice, limit: int = PAGE, after: str = "") -> ReceiptPage:
        """The receipts behind a figure, oldest first."""
        with self._reading() as connection:
            found = lines_behind(connection, choice, limit, after)
            amounts = amounts_of(connection, choice, found.lines, self._facts)
        whole = found.whole
        return ReceiptPage(found.lines, amounts, found.shop_ids, whole.count, whole.amount, found.next_after)

    def hours(self, scope: Scope) -> tuple[HourLine, ...]:
        """By hour of the day."""
        with self._reading() as connection:
            return answers.hours(connection, scope)

    def cashiers(self, scope: Scope, limit: int = PAGE) -> CashierList:
        """Most net sales first."""
        with self._reading() as connection:
            return cashiers_of(connection, scope, limit)

    def days(self, scope: Scope) -> tuple[DayLine, ...]:
        """Oldest first."""
        with self._reading() as connection:
            return answers.days(connection, scope)

    def discounts(self, scope: Scope) -> tuple[DiscountLine, ...]:
        """By reason, the dearest first."""
        with self._reading() as connection:
            return answers.discounts(connection, scope)

    def differences(self, scope: Scope, limit: int = PAGE, offset: int = 0) -> DifferenceHistory:
        """Over and short in time."""
        with self._reading() as connection:
            return answers.differences(connection, scope, limit, offset)

    def deeds(self, scope: Scope, limit: int = PAGE, offset: int = 0) -> DeedList:
        """Newest first."""
        with self._reading() as connection:
            found = answers.deeds(connection, scope, limit, offset)
            return replace(found, sold=sold_of(connection, found.lines))

    def deeds_behind(self, choice: DeedChoice, limit: int = PAGE, after: str = "") -> DeedPage:
        """The deeds that a figure counts, newest first."""
        with self._reading() as connection:
            return deeds_behind(connection, choice, limit, after)

    def points_beside(self, choice: BesideChoice, limit: int = PAGE, after: str = "") -> BesidePage:
        """The credits for typed sums, or the rewards, that a figure counts."""
        with self._reading() as connection:
            return points_beside(connection, self._facts, choice, limit, after)

    def alarms(self, scope: Scope, limit: int = PAGE, offset: int = 0) -> AlarmList:
        """Newest first."""
        with self._reading() as connection:
            return alarms.alarms(connection, scope, limit, offset)
