"""The deeds behind a figure that counts them: voids, approvals, discounts by hand."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from pos_app.domain.report.beside_figure import BESIDE_FIGURES
from pos_app.domain.report.cell import Cell
from pos_app.domain.report.deed_figure import DeedChoice, deeds_of
from pos_app.domain.report.deed_table import deed_table
from pos_app.domain.report.document import Fact, Facts, Report, Section
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import DeedsLink
from pos_app.domain.report.points_beside import beside_report
from pos_app.domain.report.queries import PAGE, ReportQueries
from pos_app.domain.report.setting import Setting
from pos_app.domain.report.table import Row
from pos_app.domain.report.words import Words

_FILE_PAGE = 1_000


def deeds_report(
    queries: ReportQueries,
    link: DeedsLink,
    shop_ids: frozenset[str] | None,
    setting: Setting,
    after: str = "",
    limit: int = PAGE,
) -> tuple[Report, str | None]:
    """A page of them, and where the next one begins. Raises ``FigureUnknownError`` for a link that no report made."""
    if link.figure in BESIDE_FIGURES:
        return beside_report(queries, link, shop_ids, setting, after, limit)
    choice = deeds_of(link, shop_ids)
    page = queries.deeds_behind(choice, limit, after)
    title = choice.figure.title
    facts = Facts("behind", (Fact("count", Words("How many"), Kind.COUNT, Cell(page.count)),))
    lines = [(line.shift_id, line.deed) for line in page.lines]
    left_out = 0 if after or page.next_after is None else max(0, page.count - len(lines))
    table = replace(
        deed_table("deeds", title, lines, page.sold, left_out), whole=partial(_whole, queries, choice, title)
    )
    return setting.report("deeds", title, None, (Section("deeds", title, (facts, table)),)), page.next_after


def _whole(queries: ReportQueries, choice: DeedChoice, title: Words) -> Iterator[Row]:
    """All rows, a page in memory at a time."""
    after: str | None = ""
    while after is not None:
        page = queries.deeds_behind(choice, _FILE_PAGE, after)
        lines = [(line.shift_id, line.deed) for line in page.lines]
        yield from deed_table("deeds", title, lines, page.sold).rows
        after = page.next_after
