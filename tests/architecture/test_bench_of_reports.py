"""The bench of reports asks for every page of the server and every report of a till: what is new is named here."""

import ast
from pathlib import Path
from string import Formatter
from typing import get_args

from pos_app.bench.reports.pages import NOT_ASKED, PAGES
from pos_app.bench.reports.till_reads import ASKED_AT_A_TILL, TILL_READS
from pos_app.domain.report.queries import ReportQueries
from pos_app.domain.report.report_name import ReportName
from pos_app.ui.review.asked import Asked
from sync.server.pages.answer import Shown
from sync.server.pages.routes import ROWS

PROJECT = Path(__file__).parents[2]
PAGES_THAT_MOVE_ON = "Moved"


def asked() -> set[str]:
    return {f"{page.method} {page.path}" for page in PAGES}


def shows_a_page(handler: object) -> bool:
    """Whether a form's answer may be a page of its own, by what its handler is said to give."""
    return getattr(handler, "__annotations__", {}).get("return") is Shown


def test_every_page_that_shows_something_is_asked_for() -> None:
    shown = {f"{row.method} {row.path}" for row in ROWS if row.method == "GET" or shows_a_page(row.handler)}
    assert shown - asked() - set(NOT_ASKED) == set(), "add them to pos_app/bench/reports/pages.py"
    every = {f"{row.method} {row.path}" for row in ROWS}
    assert asked() - every == set(), "the bench asks for pages that are gone"
    assert set(NOT_ASKED) - every == set(), "pages that are left out are gone"
    assert set(NOT_ASKED) & asked() == set()


def test_forms_that_read_are_asked_for_too() -> None:
    assert {"POST /customers", "POST /customers/{customer_id}/phone"} <= asked()


def test_every_report_about_days_is_asked_for_here_and_there() -> None:
    questions = {page.question for page in PAGES}
    for name in ReportName:
        assert {f"{name.value}: the year, {of}" for of in ("all shops", "a hundred shops", "largest shop")} <= questions
        assert {f"{name.value}: a month", f"{name.value}: the year"} <= TILL_READS.keys()


def test_whatever_a_tills_reader_asks_for_is_asked_for() -> None:
    assert set(ASKED_AT_A_TILL) == set(get_args(Asked))
    for reads in ASKED_AT_A_TILL.values():
        assert set(reads) <= TILL_READS.keys()


def test_every_question_of_reports_is_asked_by_some_report() -> None:
    """A method of ``ReportQueries`` that nothing calls is measured by nothing."""
    questions = {name for name in vars(ReportQueries) if not name.startswith("_")}
    called = {
        node.func.attr
        for folder in ("pos_app/domain/report", "pos_app/services", "sync/server/pages")
        for path in (PROJECT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert questions - called == set()


def test_every_place_in_a_path_is_filled() -> None:
    for page in PAGES:
        row = next(row for row in ROWS if (row.method, row.path) == (page.method, page.path))
        assert {name for _, name, _, _ in Formatter().parse(row.path) if name} == {
            name for _, name, _, _ in Formatter().parse(page.path) if name
        }
