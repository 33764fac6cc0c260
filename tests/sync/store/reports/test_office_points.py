"""What burnt and is owed at a till's reports: as the office told it, with the moment; without the office as of then."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.report.building import day_report, shift_report
from pos_app.domain.report.document import Note, Report
from pos_app.domain.report.figures import LedgerDay, Owed, Scope
from pos_app.domain.report.report_name import ReportName
from pos_app.domain.report.setting import Setting
from pos_app.domain.report.table import Table
from pos_app.domain.report.words import Words
from sync.protocol.points_told import PointsToldAnswer
from sync.store.books import Books, open_books
from sync.store.reports.till_reports import TillReports
from sync.store.till_database import prepare_till_database
from tests.sync.server.paper import DAY
from tests.sync.store.reports.counter import trading_into

ZONE = ZoneInfo("Europe/Moscow")
NOON = datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=UTC)
SETTING = Setting("Europe/Moscow", NOON, ("Лавка",))


class Office:
    """Answers, or is silent."""

    def __init__(self) -> None:
        self.at = NOON
        self.answers = True
        self.asked: list[date] = []

    def told(self, first_day: date) -> PointsToldAnswer | None:
        self.asked.append(first_day)
        if not self.answers:
            return None
        owed = Owed(self.at - timedelta(minutes=5), 1_250_000, 300)
        return PointsToldAnswer((LedgerDay(DAY, awarded=700, burnt=6_000),), (owed,), "life")


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    prepare_till_database(tmp_path / "till.db", "till-1", "2")
    with closing(open_books(tmp_path / "till.db")) as opened:
        yield opened


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def reports(tmp_path: Path, books: Books, office: Office) -> Iterator[TillReports]:
    trading_into(books).day(1)
    opened = TillReports(
        tmp_path / "reports.db",
        tmp_path / "till.db",
        ZONE,
        "Лавка",
        lambda ids: {},
        lambda: 100,
        points_told=office.told,
        now=lambda: office.at,
    )
    opened.fold()
    yield opened
    opened.close()


def rows(report: Report, key: str) -> dict[str, tuple[object, object]]:
    table = next(block for block in report.blocks() if isinstance(block, Table) and block.key == key)
    return {
        str(row[0].value.text): (row[1].value, row[2].value) for row in table.rows if isinstance(row[0].value, Words)
    }


def notes(report: Report) -> set[str]:
    return {block.key for block in report.blocks() if isinstance(block, Note)}


def test_burnt_and_owed_stand_in_roubles_and_say_since_when(reports: TillReports, office: Office) -> None:
    scope = Scope(None, DAY, DAY)
    before = day_report(reports, ReportName.POINTS, scope, SETTING)
    assert "burnt" in notes(before), "nobody told it so far"
    reports.hear()
    shift = shift_report(reports, "shift-1", None, SETTING)
    assert shift is not None
    assert rows(shift, "points")["Burnt on this day, whole programme"] == (6_000, 6_000)
    assert rows(shift, "points")["Owed to customers, whole programme"] == (1_250_000, 1_250_000)
    heard = day_report(reports, ReportName.POINTS, scope, SETTING)
    assert rows(heard, "flow")["Burnt"] == (-6_000, -6_000)
    assert "heard" in notes(heard) and "burnt" not in notes(heard)
    office.answers, office.at = False, NOON + timedelta(days=3)
    reports.hear()
    assert reports.points_flow(scope).heard_at == NOON, "as of when the office answered last"
    assert rows(shift_report(reports, "shift-1", None, SETTING) or shift, "points") == rows(shift, "points")


def test_only_days_that_may_have_changed_are_asked_again(reports: TillReports, office: Office) -> None:
    reports.hear()
    reports.hear()
    assert office.asked == [DAY - timedelta(days=399), DAY - timedelta(days=2)]


def test_what_is_new_is_folded_beside_it(reports: TillReports, books: Books) -> None:
    reports.hear()
    assert reports.fold() == 0
    heard = reports.points_flow(Scope(None, DAY, DAY)).heard_at
    reports.fold()
    assert reports.points_flow(Scope(None, DAY, DAY)).heard_at == heard == NOON


def test_who_left_is_named_as_the_journal_names_him(reports: TillReports, books: Books) -> None:
    kinds = (DeedKind.SIGNED_ON, DeedKind.LINE_VOIDED)
    for number, kind in enumerate(kinds):
        boss = ("op-boss", "Вера П.") if kind is DeedKind.LINE_VOIDED else (None, "")
        at = NOON + timedelta(minutes=number)
        books.record_deeds((Deed(f"left-{number}", kind, at, "op-left", "Зоя Л.", boss[0], boss[1]),))
    assert reports.names({"op-left", "op-boss", "nobody"}) == {"op-left": "Зоя Л.", "op-boss": "Вера П."}
