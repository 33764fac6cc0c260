"""Reports whose lists are longer than what is shown: how their rows are read when a file asks for all of them."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from pos_app.domain.report.document import Block, Report
from pos_app.domain.report.table import Row, Table, WholeRows

Reading = Callable[[Iterator[Row]], Iterator[Row]]


def with_wholes(report: Report, reading: Reading) -> Report:
    """The same report; whoever wants all rows of a list reads them through ``reading``."""

    def through(whole: WholeRows) -> WholeRows:
        return lambda: reading(whole())

    def block(each: Block) -> Block:
        if isinstance(each, Table) and each.whole is not None:
            return replace(each, whole=through(each.whole))
        return each

    sections = (replace(each, blocks=tuple(map(block, each.blocks))) for each in report.sections)
    return replace(report, sections=tuple(sections))
