"""The till's own reports from real books: equal to its Z reports, made anew when needed, receipts accounted for."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from pos_app.domain.report.beside_figure import CREDITED, REWARDED, beside_of
from pos_app.domain.report.figures import Scope, ShiftDetail
from pos_app.domain.report.fold import fold, report_of
from pos_app.domain.report.link import DeedsLink
from pos_app.domain.report.shift_sums import total
from pos_app.domain.report.ties import FindingKind
from pos_app.domain.transaction.errors import StoreError
from sync.reports.tables import DERIVED, REPORT_CURSOR
from sync.store.books import Books, open_books
from sync.store.engine import sqlite3
from sync.store.reports import report_file, till_reports
from sync.store.reports.report_file import ReportFile
from sync.store.reports.till_reports import TillReports
from sync.store.till_database import prepare_till_database
from tests.sync.server.paper import DAY
from tests.sync.server.test_points_beside_receipts import CREDIT, reward
from tests.sync.store.reports.counter import trading_into, without_guards

ZONE = ZoneInfo("Europe/Moscow")
SCOPE = Scope(None, DAY, DAY + timedelta(days=60))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "till.db"
    prepare_till_database(made, "till-1", "2")
    return made


@pytest.fixture
def books(path: Path) -> Iterator[Books]:
    with closing(open_books(path)) as opened:
        yield opened


@pytest.fixture
def reports(tmp_path: Path, path: Path) -> Iterator[TillReports]:
    opened = reports_of(tmp_path / "reports.db", path)
    yield opened
    opened.close()


def reports_of(file: Path, books: Path) -> TillReports:
    return TillReports(file, books, ZONE, "Лавка", lambda ids: dict.fromkeys(ids, "Анна"), lambda: 100)


def shift(reports: TillReports, number: int = 1) -> ShiftDetail:
    reports.fold()
    found = reports.shift(f"shift-{number}", None)
    assert found is not None
    return found


def derived(path: Path) -> dict[str, list[tuple[object, ...]]]:
    file = ReportFile(path)
    with file.reading() as connection:
        found = {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in DERIVED
            if table is not REPORT_CURSOR
        }
    file.close()
    return found


def test_the_tills_report_of_a_shift_is_its_z_report(books: Books, reports: TillReports) -> None:
    trading = trading_into(books)
    stated = [trading.day(number, off, "сдача") for number, off in ((1, 0), (2, -300), (3, 20))]
    for z_report in stated:
        found = shift(reports, z_report.report.shift.number)
        line = found.line
        told = report_of(z_report.report.shift, line.sums, line.first_number, line.last_number, z_report.closed_at)
        assert told == z_report.report
        assert found.findings == ()
        assert [deed.approved_by_name for deed in found.deeds] == ["Вера"]
    records = [*trading.sales, *trading.returns, *trading.movements, *trading.deeds]
    whole = total(fold(each).sums for each in records)
    assert reports.shifts(SCOPE).sums == whole
    assert total(each.sums for each in reports.hours(SCOPE)) == whole
    assert [line.number for line in reports.shifts(SCOPE).lines] == [2, 3, 1]


def test_an_open_shift_shows_what_happened_so_far(books: Books, reports: TillReports) -> None:
    trading = trading_into(books)
    trading.open(1)
    sale = trading.sell(2)
    assert shift(reports).line.sums.net_sales_kopecks == 20_000
    trading.take_back(sale)
    trading.void_line()
    found = shift(reports)
    assert (found.line.sums.net_kopecks, found.line.closed_at, found.findings) == (10_000, None, ())
    trading.close()
    assert shift(reports).line.z_number == 1


def test_piece_by_piece_is_all_at_once(books: Books, reports: TillReports, tmp_path: Path) -> None:
    trading = trading_into(books)
    for number in range(1, 4):
        trading.day(number, number, "нашли")
        reports.fold()
    piecemeal = derived(tmp_path / "reports.db")
    assert reports.fold() == 0
    reports.rebuild()
    assert derived(tmp_path / "reports.db") == piecemeal


def test_what_is_kept_up_in_moments_is_the_same(
    books: Books, reports: TillReports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(till_reports, "_A_MOMENT", 2)
    trading = trading_into(books)
    for number in range(1, 4):
        trading.day(number, number, "нашли")
    allowed = iter([True, True])
    reports.keep_up(lambda: next(allowed, False))
    some = len(derived(tmp_path / "reports.db")["report_receipt"])
    assert 0 < some < len(trading.sales) + len(trading.returns), "it stopped after three portions of two receipts"
    assert reports.keep_up(lambda: True) > 0
    piecemeal = derived(tmp_path / "reports.db")
    assert reports.fold() == 0
    reports.rebuild()
    assert derived(tmp_path / "reports.db") == piecemeal


@pytest.mark.allow_log("kopilka.store.reports")
@pytest.mark.parametrize("harm", [b"no database at all" * 400, b""])
def test_a_damaged_file_is_made_anew(books: Books, path: Path, tmp_path: Path, harm: bytes) -> None:
    trading_into(books).day(1)
    first = reports_of(tmp_path / "reports.db", path)
    first.fold()
    first.close()
    for end in ("-wal", "-shm"):
        (tmp_path / f"reports.db{end}").unlink(missing_ok=True)
    (tmp_path / "reports.db").write_bytes(harm)
    second = reports_of(tmp_path / "reports.db", path)
    assert second.fold() > 0
    assert shift(second).findings == ()
    second.close()


@pytest.mark.allow_log("kopilka.store.reports")
def test_reports_of_other_books_are_made_anew(books: Books, path: Path, tmp_path: Path, reports: TillReports) -> None:
    trading_into(books).day(1)
    reports.fold()
    other = tmp_path / "other.db"
    prepare_till_database(other, "till-1", "2")
    with closing(open_books(other)) as put_back:
        trading = trading_into(put_back)
        trading.open(1)
    second = reports_of(tmp_path / "reports.db", other)
    second.fold()
    assert second.shifts(SCOPE).sums.sales_count == 0
    second.close()


def _sql(*statements: str) -> Callable[[sqlite3.Connection], None]:
    def plant(connection: sqlite3.Connection) -> None:
        for statement in statements:
            connection.execute(statement)

    return plant


COLUMNS = (
    "number, kind, shift_id, operator_id, customer_id, at_ms, business_day, money_kopecks, points, points_kopecks,"
    " earned, sale_id, body"
)
PLANTED = {
    "lost": (
        FindingKind.LOST,
        _sql(
            "DELETE FROM sale_line WHERE receipt_id = 'sale-000002'",
            "DELETE FROM receipt WHERE receipt_id = 'sale-000002'",
        ),
    ),
    "doubled": (
        FindingKind.DOUBLED,
        _sql(
            f"INSERT INTO receipt (running, receipt_id, {COLUMNS})"
            f" SELECT 900, 'copied', {COLUMNS} FROM receipt WHERE receipt_id = 'sale-000002'"
        ),
    ),
    "another day": (
        FindingKind.REDATED,
        _sql("UPDATE receipt SET business_day = '2026-03-01' WHERE receipt_id = 'sale-000002'"),
    ),
    "another time": (
        FindingKind.REDATED,
        _sql("UPDATE receipt SET at_ms = at_ms - 86400000 WHERE receipt_id = 'sale-000002'"),
    ),
    "another sum": (
        FindingKind.CHANGED,
        _sql("UPDATE receipt SET money_kopecks = 1 WHERE receipt_id = 'sale-000002'"),
    ),
}


@pytest.mark.parametrize("folded_before", [True, False])
@pytest.mark.parametrize("planted", PLANTED)
def test_the_receipt_is_named(
    books: Books, reports: TillReports, path: Path, planted: str, folded_before: bool
) -> None:
    trading_into(books).day(1)
    if folded_before:
        assert shift(reports).findings == ()
    without_guards(path, "receipt", "sale_line")
    connection = sqlite3.connect(str(path))
    kind, plant = PLANTED[planted]
    plant(connection)
    connection.commit()
    connection.close()
    found = shift(reports).findings
    assert (kind, "2-000002") in {(each.kind, each.number) for each in found}
    assert {each.number for each in found if each.number} == {"2-000002"}


def test_typed_sums_and_rewards_are_listed_as_long_as_the_queue_keeps_them(
    books: Books, path: Path, reports: TillReports
) -> None:
    trading = trading_into(books)
    trading.open(1)
    at = trading.shift.opened_at + timedelta(minutes=20)
    for number, points in enumerate((500, 0, 250)):
        lot = replace(CREDIT.lots[0], lot_id=f"c-{number}", points=points)
        books.record_quick_credit(replace(CREDIT, credit_id=f"c-{number}", credited_at=at, earned=points, lots=(lot,)))
    books.record_reward(reward(300, given_at=at))
    trading.close()
    reports.fold()
    days = (("first", SCOPE.first_day.isoformat()), ("last", SCOPE.last_day.isoformat()))
    credited = beside_of(DeedsLink(CREDITED, "", days), None)
    first = reports.points_beside(credited, 2)
    assert first.next_after is not None
    second = reports.points_beside(credited, 2, first.next_after)
    assert (second.next_after, second.gone_count, second.count, second.points) == (None, 0, 3, 750)
    assert sorted(line.points for line in (*first.lines, *second.lines)) == [0, 250, 500]
    rewards = reports.points_beside(beside_of(DeedsLink(REWARDED, "shift-1"), None))
    assert [(line.points, line.shift_id) for line in rewards.lines] == [(300, "shift-1")]
    with closing(sqlite3.connect(str(path))) as connection:
        connection.execute("DROP TRIGGER op_unconfirmed_is_kept")
        connection.execute("DELETE FROM op WHERE op_id = 'c-0'")
        connection.commit()
    left = reports.points_beside(credited)
    assert (len(left.lines), left.gone_count, left.points) == (2, 1, 750)


@pytest.mark.parametrize(("key", "pragma"), [("disk_full", "max_page_count=1"), ("read_only", "query_only=1")])
def test_what_the_disk_refuses_is_no_damage(
    books: Books, reports: TillReports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, pragma: str
) -> None:
    trading = trading_into(books)
    trading.day(1, 1, "нашли")
    reports.fold()
    kept = derived(tmp_path / "reports.db")
    for number in range(2, 12):
        trading.day(number, number, "нашли")
    real = report_file._prepare

    def refused(connection: Any, record: object) -> None:
        real(connection, record)
        connection.execute(f"PRAGMA {pragma}").close()

    reports.close()
    with monkeypatch.context() as disk:
        disk.setattr(report_file, "_prepare", refused)
        with pytest.raises(StoreError) as failed:
            reports.fold()
        reports.close()
    assert failed.value.key == key
    assert derived(tmp_path / "reports.db") == kept
    assert reports.fold() > 0
