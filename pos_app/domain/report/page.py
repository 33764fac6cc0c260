"""Which part of a long list is asked for."""

from dataclasses import dataclass

from pos_app.domain.report.document import Report
from pos_app.domain.report.queries import PAGE
from pos_app.domain.report.table import Table


@dataclass(frozen=True, slots=True)
class Page:
    """``limit`` rows behind the first ``offset``."""

    offset: int = 0
    limit: int = PAGE


FIRST_PAGE = Page()


def following(report: Report, page: Page) -> int | None:
    """The offset of the page behind this one; None where the report's list ends here."""
    for block in report.blocks():
        if isinstance(block, Table) and block.left_out and block.rows:
            return page.offset + len(block.rows)
    return None
