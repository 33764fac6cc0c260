"""Every report as a document, from a shop's receipts: figures, pictures, links that lead somewhere, both languages."""

from datetime import timedelta

import pytest

from pos_app.domain.people.deed import DeedKind
from pos_app.domain.report.building import day_report, receipts_report, shift_report, shifts_report
from pos_app.domain.report.chart import Chart
from pos_app.domain.report.deed_table import DEED_WORDS
from pos_app.domain.report.document import Fact, Facts, Note, Report
from pos_app.domain.report.figures import Scope
from pos_app.domain.report.link import Link, ReceiptsLink
from pos_app.domain.report.receipt_choice import FIGURES
from pos_app.domain.report.receipts_behind import FIGURE_WORDS
from pos_app.domain.report.report_name import ReportName
from pos_app.domain.report.setting import Setting
from pos_app.domain.report.table import Table
from sync.server.reports.server_reports import ServerReports
from tests.sync.server.paper import AT, DAY
from tests.sync.server.reports.trading import Trading
from tests.sync.server.shop import Shop

SETTING = Setting("Europe/Moscow", AT, ("Лавка",), "Глеб")
SCOPE = Scope(None, DAY, DAY + timedelta(days=9))


@pytest.fixture
def reports(sqlite_shop: Shop) -> ServerReports:
    trading = Trading()
    for number, off in ((1, 0), (2, -700)):
        trading.day(number, off, "сдача не той купюрой" if off else "")
        trading.send(sqlite_shop)
    answers = ServerReports(sqlite_shop.central)
    answers.fold()
    return answers


def links(report: Report) -> list[Link]:
    found: list[Link | None] = []
    for block in report.blocks():
        if isinstance(block, Facts):
            found += [fact.cell.link for fact in block.facts]
        elif isinstance(block, Table):
            found += [cell.link for row in block.rows for cell in row]
        elif isinstance(block, Chart):
            found += [label.link for label in block.labels]
    return [link for link in found if link is not None]


def fact(report: Report, key: str) -> Fact:
    return next(one for block in report.blocks() if isinstance(block, Facts) for one in block.facts if one.key == key)


def test_one_shift_leads_from_every_figure_to_its_receipts(reports: ServerReports) -> None:
    report = shift_report(reports, "shift-2", None, SETTING)
    assert report is not None
    assert fact(report, "difference").cell.value == -700
    assert fact(report, "net_sales").cell.value == 60_000
    assert any(isinstance(block, Note) and block.key == "ties" for block in report.blocks())
    asked = [link for link in links(report) if isinstance(link, ReceiptsLink)]
    assert len(asked) > 20
    for link in asked:
        page, following = receipts_report(reports, link, None, SETTING)
        assert following is None
        assert page.title == FIGURE_WORDS[link.figure]
    behind, _ = receipts_report(reports, ReceiptsLink("sales", "shift-2"), None, SETTING)
    table = next(block for block in behind.blocks() if isinstance(block, Table))
    assert [row[0].value for row in table.rows] == ["2-000005", "2-000006", "2-000007"]
    assert table.totals[4].value == fact(report, "net_sales").cell.value


def test_the_list_of_shifts_has_differences_first(reports: ServerReports) -> None:
    report, following = shifts_report(reports, SCOPE, SETTING)
    assert following is None
    table = next(block for block in report.blocks() if isinstance(block, Table))
    assert [row[0].value for row in table.rows] == ["2-2", "2-1"]
    assert fact(report, "short").cell.value == -700
    assert fact(report, "waiting").cell.value == 2


@pytest.mark.parametrize("name", ReportName)
def test_every_report_of_days_is_built(reports: ServerReports, name: ReportName) -> None:
    report = day_report(reports, name, SCOPE, SETTING)
    assert report.key == name.value
    nothing_here = (ReportName.DISCOUNTS, ReportName.SUSPICION)
    assert any(isinstance(block, Table) for block in report.blocks()) or name in nothing_here
    empty = day_report(reports, name, Scope(frozenset({"elsewhere"}), DAY, DAY), SETTING)
    tables = [block for block in empty.blocks() if isinstance(block, Table)]
    assert name is ReportName.POINTS or not tables


def test_figures_and_deeds_all_have_words() -> None:
    assert FIGURE_WORDS.keys() == FIGURES.keys()
    assert DEED_WORDS.keys() == set(DeedKind)
