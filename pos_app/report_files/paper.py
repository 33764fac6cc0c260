"""A report on receipt paper: the same figures as lines that any width of paper takes."""

from collections.abc import Iterator, Sequence
from typing import Final

from pos_app.domain.receipt.document import Align, Block, Feed, PrintDocument, Row, Rule, Text
from pos_app.domain.report.cell import Cell
from pos_app.domain.report.chart import Chart
from pos_app.domain.report.document import Facts, Note, Report
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Words
from pos_app.report_files.chart_table import chart_table
from pos_app.report_files.figures import MINUS, NBSP, NONE
from pos_app.report_files.heading import heading_rows, left_out
from pos_app.report_files.report_words import ReportWords, words_for

_PLAIN: Final = str.maketrans({NBSP: " ", MINUS: "-", NONE: "-", "—": "-", "·": "-", "₽": "р", "…": "..."})
"""Signs that not every printer has, and what stands in their place."""
_INDENT: Final = NBSP * 2


def report_paper(report: Report, language: str) -> PrintDocument:
    """The whole report; pictures as their figures. ``language``: ``ru`` or ``en``.

    Lines of tables with more than two columns take one line for each figure below their name.
    """
    words = words_for(report, language)
    title, *about = heading_rows(report, words)
    blocks: list[Block] = [Text(_plain(title[0]), Align.CENTER, bold=True)]
    blocks += [Row(_plain(name), _plain(value)) for name, value in about]
    tables = {block.key for block in report.blocks() if isinstance(block, Table)}
    for section in report.sections:
        heading = _plain(words.sentence(section.title))
        blocks += [Rule()] if heading == _plain(title[0]) else [Rule(), Text(heading, bold=True)]
        for block in section.blocks:
            match block:
                case Facts():
                    blocks += _facts(block, words)
                case Note():
                    blocks.append(Text(_plain(words.sentence(block.words))))
                case Table():
                    named = _plain(words.sentence(block.title)) in (heading, _plain(title[0]))
                    blocks += _table(block, words, titled=not named)
                case Chart() if block.key not in tables:  # its figures stand in a table of their own
                    blocks += _table(chart_table(block), words, titled=True)
    return PrintDocument(f"report {report.key}", (*blocks, Rule(), Feed(2)))


def _facts(block: Facts, words: ReportWords) -> Iterator[Block]:
    for fact in block.facts:
        yield Row(_plain(words.sentence(fact.title)), _plain(words.figure(fact.kind, fact.cell.value)))
        if fact.note is not None:
            yield Text(_INDENT + _plain(words.sentence(fact.note)))


def _table(table: Table, words: ReportWords, *, titled: bool) -> Iterator[Block]:
    if titled:
        yield Text(_plain(words.sentence(table.title)), bold=True)
    kept = [place for place, column in enumerate(table.columns) if column.on_paper]
    for row in table.rows:
        yield from _line([table.columns[place] for place in kept], [row[place] for place in kept], words, bold=False)
    if table.totals:
        cells = [table.totals[place] for place in kept]
        yield from _line([table.columns[place] for place in kept], cells, words, bold=True)
    if table.left_out:
        yield Text(_plain(words.sentence(left_out(table))))


def _line(columns: Sequence[Column], cells: Sequence[Cell], words: ReportWords, *, bold: bool) -> Iterator[Block]:
    texts = [_text(column, cell, words) for column, cell in zip(columns, cells, strict=True)]
    if len(texts) == 2:
        yield Row(texts[0], texts[1], bold=bold)
        return
    yield Text(texts[0], bold=bold)
    for column, cell, text in zip(columns[1:], cells[1:], texts[1:], strict=True):
        if cell.value is not None:
            yield Row(_INDENT + _plain(words.sentence(column.title)), text, bold=bold)


def _text(column: Column, cell: Cell, words: ReportWords) -> str:
    value = cell.value
    return _plain(words.sentence(value) if isinstance(value, Words) else words.value(column.kind, value))


def _plain(text: str) -> str:
    return text.translate(_PLAIN)
