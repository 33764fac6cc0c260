"""The till's answers to reports: its own shop's own till, from reports.db."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, tzinfo
from pathlib import Path
from time import monotonic

from sqlalchemy import Connection, delete, select
from sqlalchemy.exc import DatabaseError

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.money.units import Kopecks
from pos_app.domain.people.deed import Deed
from pos_app.domain.report.alarms import AlarmList
from pos_app.domain.report.figures import PointsFlow, Scope
from pos_app.domain.report.link import PointsLink
from pos_app.domain.report.queries import PAGE, Going, go_on
from pos_app.domain.suspicion.thresholds import DEFAULT_THRESHOLDS
from sync.protocol.points_told import PointsToldAnswer
from sync.reports import answers
from sync.reports.fact import Fact
from sync.reports.folding import Folding
from sync.reports.reader import ReportReader
from sync.reports.suspicion import keep_look, look_at_shift, shifts_to_look_at
from sync.reports.tables import REPORT_CURSOR
from sync.reports.upsert import put_rows
from sync.store.reports.book_facts import RECEIPTS_AT_ONCE, BookFacts, Reached
from sync.store.reports.office_points import OfficePoints
from sync.store.reports.report_file import ReportFile

_log = logging.getLogger("kopilka.store.reports")
OWN_SHOP = "own"
"""A till's file knows one shop: its own."""
_FRESH_SECONDS = 0.5
"""Whoever opens the report waits no longer for shifts to be looked at; the rest follows when it is opened again."""
_MOST_SHIFTS = 200
_A_MOMENT = 100
"""Receipts of a portion beside other work: some 15 ms of it."""
_OFFICE = "office"
_ASKED_AT_ONCE = 200
_SOURCES = ("receipt", "shift", "z_report", "deed", "beside")


class TillReports(ReportReader):
    """Fulfils ``ReportQueries``. Any thread may ask; one at a time."""

    def __init__(
        self,
        path: Path,
        books: Path,
        zone: tzinfo,
        shop_name: str,
        names: Callable[[Collection[str]], Mapping[str, str]],
        point_value_kopecks: Callable[[], Kopecks],
        told_by_office: Callable[[Sequence[str]], Sequence[Deed]] = lambda shift_ids: (),
        own_accounts: Callable[[], Mapping[str, str]] = dict,
        today: Callable[[], date] | None = None,
        customers: Callable[[Collection[str]], Mapping[str, str]] | None = None,
        rule_names: Callable[[Collection[str], date], Mapping[str, LocalText]] = lambda rule_ids, day: {},
        points_told: Callable[[date], PointsToldAnswer | None] = lambda first_day: None,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        """``path``: reports.db, made if it is not there; ``books``: till.db, which is only read.

        ``told_by_office``: asks the server which of these shifts were accepted there; nothing when it does not answer.
        ``own_accounts``: cashier to his own account as a customer. ``today``: for how far back shifts are looked at
        (None: as on the last day that is asked for). ``customers``: short names of accounts as far as they are known.
        ``points_told``: asks the server what burnt and what is owed from a day on, None where it does not answer;
        ``now`` (None: nobody asks): what is heard is dated by it.
        """
        self._file = ReportFile(path)
        self._books = BookFacts(books, OWN_SHOP)
        super().__init__(self._file.reading, self._books, zone)
        self._shop_name = shop_name
        self._names = names
        self._point_value_kopecks = point_value_kopecks
        self._own_accounts = own_accounts
        self._today = today
        self._customers = customers
        self._told_by_office = told_by_office
        self._rule_names = rule_names
        self._office_points = OfficePoints(self._file, zone, points_told, now)
        self._left: dict[str, str] = {}

    def fold(self, going: Going = go_on) -> int:
        """Take in all that is new; how many facts. Raises ``StoreError`` where the books cannot be read.

        ``going`` as ``ReportQueries`` has it. Some hundred facts are folded between two calls of it.
        A file that is damaged, or that tells of other books (a till put back from a copy), is made anew.
        """
        return self._folded(going, RECEIPTS_AT_ONCE)

    def hear(self) -> int:
        """Ask the office about shifts that wait for a manager, and about points that no receipt makes; how many

        acceptances were heard. May take seconds.
        """
        self._office_points.hear()
        with self._file.reading() as connection:
            waiting = answers.waiting_shifts(connection, _ASKED_AT_ONCE)
        deeds = self._told_by_office(waiting) if waiting else ()
        facts = [Fact(OWN_SHOP, _OFFICE, _OFFICE, 0, 0, deed, at_office=True) for deed in deeds]
        if facts:
            with self._file.writing() as connection:
                Folding(connection, self._zone, {}).take(facts)
        return len(facts)

    def rebuild(self) -> int:
        """Make the file anew; how many facts."""
        self._file.throw_away()
        return self._fold(go_on, RECEIPTS_AT_ONCE)

    def close(self) -> None:
        """Nothing of the file stays open."""
        self._file.close()

    def points_flow(self, scope: Scope) -> PointsFlow:
        """Points of this till's receipts; what burnt and what is owed as the office told it last."""
        with self._file.reading() as connection:
            days = answers.days(connection, scope)
            heard_at = self._office_points.heard_at(connection)
            ledger = None if heard_at is None else answers.ledger_days(connection, scope)
            owed = None if heard_at is None else answers.owed(connection, scope)
        return PointsFlow(days, ledger, owed, self._point_value_kopecks(), heard_at)

    def points_behind(self, link: PointsLink, limit: int = PAGE, after: str = "") -> None:
        """Whose they are only the office knows."""
        del link, limit, after

    def customer_names(self, customer_ids: Collection[str]) -> Mapping[str, str]:
        """As far as this till knows them."""
        return {} if self._customers is None else self._customers(customer_ids)

    def alarms(self, scope: Scope, limit: int = PAGE, offset: int = 0) -> AlarmList:
        """Newest first; closed shifts that nobody looked at yet are looked at before, as far as time allows.

        It sees this till alone: the server compares all tills of the shop.
        """
        self._look(scope.last_day if self._today is None else self._today(), lambda: True, _FRESH_SECONDS)
        found = super().alarms(scope, limit, offset)
        return found if self._customers is None else found.with_customers(self._customers)

    def look(self, going: Callable[[], bool] = lambda: True) -> int:
        """Look at closed shifts that nobody looked at yet, as long as ``going`` says so; how many shifts."""
        if self._today is None:
            return 0
        return self._look(self._today(), going)

    def _look(self, today: date, going: Callable[[], bool], most_seconds: float | None = None) -> int:
        begun, own, looked = monotonic(), self._own_accounts(), 0
        with self._file.reading() as connection:
            rows = shifts_to_look_at(connection, today, DEFAULT_THRESHOLDS, _MOST_SHIFTS)
        for row in rows:
            if not going():
                break
            with self._file.reading() as connection:
                look = look_at_shift(connection, row, self._books, own, DEFAULT_THRESHOLDS)
            with self._file.writing() as connection:
                keep_look(connection, look)
            looked += 1
            if most_seconds is not None and monotonic() - begun >= most_seconds:
                break
        return looked

    def names(self, operator_ids: Collection[str]) -> Mapping[str, str]:
        """People of this shop; of those who left as the till's own journal names them."""
        found = dict(self._names(operator_ids))
        missing = set(operator_ids) - found.keys()
        if unknown := missing - self._left.keys():
            self._left |= dict.fromkeys(unknown, "") | self._books.names_in_journal(unknown)
        return found | {each: self._left[each] for each in missing if self._left[each]}

    def rule_names(self, rule_ids: Collection[str], day: date) -> Mapping[str, LocalText]:
        """By the versions of the programme that the till keeps."""
        return self._rule_names(rule_ids, day) if rule_ids else {}

    def till_names(self, till_codes: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        """A till is its own: it is called by its number."""
        del till_codes
        return {}

    def shop_names(self, shop_ids: Collection[str]) -> Mapping[str, str]:
        """The shop's own name."""
        return dict.fromkeys(shop_ids, self._shop_name)

    def keep_up(self, going: Callable[[], bool]) -> int:
        """Take in what is new and look at closed shifts, in portions so small that whoever needs the machine has it at
        once; how many facts and shifts.
        """
        return self._folded(lambda _count: going(), _A_MOMENT) + (self.look(going) if going() else 0)

    def _folded(self, going: Going, at_once: int) -> int:
        try:
            return self._fold(going, at_once)
        except DatabaseError:
            _log.exception("reports=damaged: made anew")
            self._file.throw_away()
            return self._fold(going, at_once)

    def _fold(self, going: Going, at_once: int) -> int:
        with self._file.reading() as connection:
            reached = _reached(connection)
        if not self._books.is_of_these_books(reached):
            _log.warning("reports=of_other_books: made anew")
            self._file.throw_away()
            reached = Reached()
        folded = 0
        while True:
            facts, now, count = self._books.new_facts(reached, at_once)
            if now == reached and not count:
                return folded
            with self._file.writing() as connection:
                Folding(connection, self._zone, {}).take(facts)
                _note(connection, now)
            folded += count
            if now == reached or not going(folded):
                return folded
            reached = now


def _reached(connection: Connection) -> Reached:
    rows = {row.source: row for row in connection.execute(select(REPORT_CURSOR))}
    if "receipt" not in rows:
        return Reached()
    return Reached(
        rows["receipt"].seq,
        rows["receipt"].open_shift_id,
        rows["shift"].seq,
        rows["z_report"].seq,
        rows["deed"].seq,
        rows["beside"].seq,
    )


def _note(connection: Connection, now: Reached) -> None:
    cursors = ((now.running, now.receipt_id), (now.shift, ""), (now.z_number, ""), (now.deed, ""), (now.queued, ""))
    rows = [
        {"source": source, "epoch": 0, "seq": seq, "open_shift_id": named}
        for source, (seq, named) in zip(_SOURCES, cursors, strict=True)
    ]
    connection.execute(delete(REPORT_CURSOR).where(REPORT_CURSOR.c.source.in_(_SOURCES)))
    put_rows(connection, REPORT_CURSOR, rows)
