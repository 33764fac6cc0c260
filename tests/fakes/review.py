"""Reports over the fake books: the real fold and the real reports, from a file of their own in memory."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pysqlite3 import dbapi2
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import StaticPool

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.people.operator import Operator
from pos_app.domain.report.acceptance import NotAcceptedError, acceptance_facts, check_acceptable
from pos_app.domain.report.beside_figure import BesideRecord
from pos_app.domain.report.building import day_report, deeds_report, receipts_report, shift_report, shifts_report
from pos_app.domain.report.document import Report
from pos_app.domain.report.figures import PointsFlow, Scope, ShiftList
from pos_app.domain.report.link import DeedsLink, PointsLink, ReceiptsLink
from pos_app.domain.report.page import Page, following
from pos_app.domain.report.queries import Going, go_on
from pos_app.domain.report.report_name import ReportName
from pos_app.domain.report.setting import Setting
from pos_app.domain.shift.shift import ZReport
from pos_app.domain.suspicion.thresholds import DEFAULT_THRESHOLDS
from pos_app.domain.transaction.quick_credit import QuickCredit
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.services.errors import ServiceError
from pos_app.services.operator import OperatorService
from pos_app.services.ports import Clock
from pos_app.services.rights import Right
from sync.protocol.operation import unix_ms
from sync.reports import answers
from sync.reports.fact import Fact, FactRecord
from sync.reports.folding import Folding
from sync.reports.reader import ReportReader
from sync.reports.shift_row import ShiftRow
from sync.reports.suspicion import keep_look, look_at_shift, shifts_to_look_at
from sync.reports.tables import REPORTS
from sync.reports.told import ToldShift
from tests.fakes.till_books import InMemoryTillBooks

_ZONE = "Europe/Moscow"
_SHOP, _TILL, _CODE = "shop-1", "till-2", "2"


@dataclass
class FakeReview:
    """``slow``: called before every report, so that a test can hold one back. ``reads``: what was asked for.

    ``page``: shifts of one list.
    """

    books: InMemoryTillBooks
    operators: OperatorService
    clock: Clock
    slow: Callable[[], None] = lambda: None
    slow_fold: Callable[[Going], None] = lambda going: None
    page: int = 200
    reads: list[str] = field(default_factory=list)
    acceptances: list[Deed] = field(default_factory=list)
    kept: list[Callable[[], bool]] = field(default_factory=list)

    def keep_up(self, going: Callable[[], bool]) -> int:
        self.kept.append(going)
        self.slow()
        return 1

    def prepare(self, reader: Operator, going: Going) -> None:
        self.operators.authorise(reader, Right.REVIEW_SHIFTS, None)
        self.slow_fold(going)

    def shifts(
        self, reader: Operator, first_day: date, last_day: date, offset: int = 0, closed_by: str = ""
    ) -> tuple[Report, int | None]:
        self._check(reader, "shifts")
        scope = _scope(first_day, last_day)
        return shifts_report(self._queries(), scope, self._setting(reader), offset, closed_by)

    def shift(self, reader: Operator, shift_id: str) -> Report:
        self._check(reader, "shift")
        report = shift_report(self._queries(), shift_id, None, self._setting(reader))
        if report is None:
            raise ServiceError("shift_unknown")
        return report

    def receipts(self, reader: Operator, link: ReceiptsLink, after: str = "") -> tuple[Report, str | None]:
        self._check(reader, f"receipts {link.figure}")
        return receipts_report(self._queries(), link, None, self._setting(reader), after)

    def deeds(self, reader: Operator, link: DeedsLink, after: str = "") -> tuple[Report, str | None]:
        self._check(reader, f"deeds {link.figure}")
        return deeds_report(self._queries(), link, None, self._setting(reader), after)

    def report(
        self, reader: Operator, name: ReportName, first_day: date, last_day: date, offset: int = 0
    ) -> tuple[Report, int | None]:
        self._check(reader, f"report {name.value}")
        page = Page(offset)
        report = day_report(self._queries(), name, _scope(first_day, last_day), self._setting(reader), page)
        return report, following(report, page)

    def can_accept(self, shift_id: str) -> bool:
        detail = self._queries().shift(shift_id, None)
        return detail is not None and detail.line.closed_at is not None and detail.line.acceptance is None

    def accept(self, shift_id: str, operator: Operator, note: str) -> None:
        self.operators.authorise(operator, Right.ACCEPT_Z, None)
        detail = self._queries().shift(shift_id, None)
        try:
            line = check_acceptable(None if detail is None else detail.line, note)
        except NotAcceptedError as error:
            raise ServiceError(error.key) from error
        self.acceptances.append(
            Deed(
                deed_id=f"accepted-{len(self.acceptances)}",
                kind=DeedKind.Z_ACCEPTED,
                at=self.clock.now(),
                operator_id=operator.operator_id,
                operator_name=operator.name,
                reason=note,
                facts=tuple(acceptance_facts(line).items()),
            )
        )

    def _check(self, reader: Operator, what: str) -> None:
        self.operators.authorise(reader, Right.REVIEW_SHIFTS, None)
        self.reads.append(what)
        self.slow()

    def _setting(self, reader: Operator) -> Setting:
        return Setting(_ZONE, self.clock.now(), ("Магазин «Копилка»",), reader.name)

    def _queries(self) -> "_Queries":
        engine = create_engine(
            "sqlite://", module=dbapi2, poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
        told = (*self.books.operations, *self.books.journal.values())
        records = sorted((record for record in told if isinstance(record, FactRecord)), key=_order)
        with engine.begin() as connection:
            REPORTS.create_all(connection)
            facts = [Fact(_SHOP, _TILL, _CODE, 1, seq, record) for seq, record in enumerate(records, 1)]
            Folding(connection, ZoneInfo(_ZONE), {}).take(facts)
            accepted = [Fact(_SHOP, _TILL, _CODE, 1, 10_000, deed) for deed in self.acceptances]
            Folding(connection, ZoneInfo(_ZONE), {}).take(accepted)
            for row in shifts_to_look_at(connection, self.clock.now().date(), DEFAULT_THRESHOLDS, 100):
                keep_look(connection, look_at_shift(connection, row, _Told(records), {}, DEFAULT_THRESHOLDS))
        return _Queries(
            engine, self.page, records, {each.operator_id: each.name for each in self.operators._operators()}
        )


class _Queries(ReportReader):
    def __init__(self, engine: Engine, page: int, records: list[FactRecord], people: Mapping[str, str]) -> None:
        super().__init__(lambda: _reading(engine), _Told(records), ZoneInfo(_ZONE))
        self._engine, self._page = engine, page
        self._people = people

    def fold(self, going: Going = go_on) -> int:
        del going
        return 0

    def shifts(self, scope: Scope, limit: int = 200, offset: int = 0, closed_by: str = "") -> ShiftList:
        return super().shifts(scope, min(limit, self._page), offset, closed_by)

    def points_flow(self, scope: Scope) -> PointsFlow:
        with self._engine.begin() as connection:
            return PointsFlow(answers.days(connection, scope), None, None, 100)

    def names(self, operator_ids: Collection[str]) -> Mapping[str, str]:
        return {each: self._people[each] for each in operator_ids if each in self._people}

    def rule_names(self, rule_ids: Collection[str], day: date) -> Mapping[str, LocalText]:
        del rule_ids, day
        return {}

    def till_names(self, till_codes: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        del till_codes
        return {}

    def customer_names(self, customer_ids: Collection[str]) -> Mapping[str, str]:
        return dict.fromkeys(customer_ids, "Ольга")

    def points_behind(self, link: PointsLink, limit: int = 200, after: str = "") -> None:
        del link, limit, after

    def shop_names(self, shop_ids: Collection[str]) -> Mapping[str, str]:
        return dict.fromkeys(shop_ids, "Магазин «Копилка»")


@dataclass
class _Told:
    all_records: list[FactRecord]

    def told(self, connection: Connection, row: ShiftRow) -> ToldShift:
        del connection
        shift_id = row.cells["shift_id"]
        return ToldShift(tuple(each for each in self.all_records if _shift_of(each, shift_id)))

    def beside_receipts(self, connection: Connection, row: ShiftRow) -> list[BesideRecord]:
        del connection
        opened, closed = row.cells["opened_ms"], row.cells["closed_ms"] or float("inf")
        beside = (each for each in self.all_records if isinstance(each, QuickCredit | RewardGiven))
        return [each for each in beside if opened <= unix_ms(_at(each)) <= closed]

    def records(
        self, connection: Connection, receipts: Mapping[str, Collection[str]]
    ) -> Mapping[str, Sale | SaleReturn]:
        del connection
        wanted = {each for ids in receipts.values() for each in ids}
        sold = (each for each in self.all_records if isinstance(each, Sale | SaleReturn))
        return {each.receipt_id: each for each in sold if each.receipt_id in wanted}


@contextmanager
def _reading(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as connection:
        yield connection


def _scope(first_day: date, last_day: date) -> Scope:
    return Scope(None, first_day, last_day)


def _shift_of(record: FactRecord, shift_id: str) -> bool:
    return not isinstance(record, Deed) and getattr(record, "shift_id", "") == shift_id


def _order(record: FactRecord) -> tuple[datetime, bool]:
    """A clock that stands still: what was done in the minute of closing was done before."""
    return _at(record), isinstance(record, ZReport)


def _at(record: FactRecord) -> datetime:
    names = ("opened_at", "sold_at", "returned_at", "moved_at", "closed_at", "given_at", "credited_at", "at")
    return next(at for name in names if (at := getattr(record, name, None)) is not None)
