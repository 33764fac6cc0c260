"""A report as PDF: tables, charts, page numbers, in the shipped font. The same report gives the same bytes."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import IO, Final
from xml.sax.saxutils import escape

from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from pos_app.domain.report.chart import Chart
from pos_app.domain.report.document import Fact, Facts, Note, Report, Section
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.table import Table as ReportTable
from pos_app.domain.report.words import Filling, Words
from pos_app.report_files.heading import heading_line
from pos_app.report_files.long_table import MOST_ROWS_ON_PAPER, FileRows
from pos_app.report_files.pdf import styles
from pos_app.report_files.pdf.pages import NumberedCanvas
from pos_app.report_files.pdf.painting import PaintedPicture
from pos_app.report_files.pdf.tables import least_width, page_table
from pos_app.report_files.picture.chart_picture import chart_picture
from pos_app.report_files.picture.text_width import fonts_ready
from pos_app.report_files.report_words import ReportWords, words_for

_FACTS_IN_A_ROW: Final = 4
_FRAME: Final = 6.0
"""Room that the library leaves within the margins."""


def report_pdf(report: Report, language: str) -> bytes:
    """The whole report on A4 pages, lying where a table needs the width. ``language``: ``ru`` or ``en``."""
    out = io.BytesIO()
    write_pdf(report, language, out)
    return out.getvalue()


def write_pdf(report: Report, language: str, out: IO[bytes]) -> None:
    """The same into a file."""
    fonts_ready()
    words = words_for(report, language)
    size = styles.LANDSCAPE if _is_wide(report, words) else styles.PORTRAIT
    room = size[0] - 2 * styles.MARGIN - 2 * _FRAME
    title = words.sentence(report.title)
    document = SimpleDocTemplate(
        out,
        pagesize=size,
        leftMargin=styles.MARGIN,
        rightMargin=styles.MARGIN,
        topMargin=styles.MARGIN,
        bottomMargin=styles.MARGIN + styles.FOOT,
        title=title,
        author=report.made_by or ", ".join(report.shops),
        lang=language,
        invariant=1,
    )
    foot = " · ".join((title, heading_line(report, words)))
    canvas = partial(NumberedCanvas, foot=foot, page_words=_page_words(words))
    story: list[Flowable] = [
        Paragraph(escape(title), styles.TITLE),
        Paragraph(escape(heading_line(report, words)), styles.ABOUT),
    ]
    for section in report.sections:
        story += _section(section, title, words, room)
    document.build(story, canvasmaker=canvas)


def _page_words(words: ReportWords) -> str:
    """«Page 2 of 5» with both places left open: they are known when the pages are."""
    places = (("page", Filling(Kind.TEXT, "{page}")), ("pages", Filling(Kind.TEXT, "{pages}")))
    return words.sentence(Words("Page {page} of {pages}", places))


def _is_wide(report: Report, words: ReportWords) -> bool:
    room = styles.PORTRAIT[0] - 2 * styles.MARGIN - 2 * _FRAME
    return any(least_width(block, words) > room for block in report.blocks() if isinstance(block, ReportTable))


def _section(section: Section, title: str, words: ReportWords, room: float) -> Iterator[Flowable]:
    heading = words.sentence(section.title)
    if heading != title:
        yield Paragraph(escape(heading), styles.SECTION)
    for block in section.blocks:
        match block:
            case Facts():
                yield from _facts(block.facts, words, room)
            case Note():
                yield Paragraph(escape(words.sentence(block.words)), styles.toned(styles.NOTE, block.tone))
            case Chart():
                yield PaintedPicture(chart_picture(block, words, room))
                yield Spacer(0, 10)
            case _:
                if words.sentence(block.title) not in (heading, title):
                    yield Paragraph(escape(words.sentence(block.title)), styles.TABLE_TITLE)
                yield from _table(block, words, room)


def _table(table: ReportTable, words: ReportWords, room: float) -> Iterator[Flowable]:
    rows = FileRows(table, MOST_ROWS_ON_PAPER)
    bounded = replace(table, rows=tuple(rows), whole=None)
    yield page_table(bounded, words, room)
    yield Spacer(0, 8)
    if rows.behind is not None:
        yield Paragraph(escape(words.sentence(rows.behind)), styles.NOTE)


def _facts(facts: Sequence[Fact], words: ReportWords, room: float) -> Iterator[Flowable]:
    """Cards side by side: the figure large, its name above, its note below."""
    cells = [_card(fact, words) for fact in facts]
    cells += [[] for _ in range(-len(cells) % _FACTS_IN_A_ROW)]
    rows = [cells[at : at + _FACTS_IN_A_ROW] for at in range(0, len(cells), _FACTS_IN_A_ROW)]
    if not rows:
        return
    made = Table(rows, colWidths=[room / _FACTS_IN_A_ROW] * _FACTS_IN_A_ROW)
    made.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("BOX", (0, 0), (-1, -1), 0.5, styles.GRID),
                ("INNERGRID", (0, 0), (-1, -1), 0.5, styles.GRID),
                ("BACKGROUND", (0, 0), (-1, -1), styles.STRIPE),
            ]
        )
    )
    yield made
    yield Spacer(0, 6)


def _card(fact: Fact, words: ReportWords) -> list[Flowable]:
    figure = escape(words.figure(fact.kind, fact.cell.value))
    parts: list[Flowable] = [
        Paragraph(escape(words.sentence(fact.title)), styles.FACT_NAME),
        Paragraph(figure, styles.toned(styles.FACT_FIGURE, fact.cell.tone)),
    ]
    if fact.note is not None:
        parts.append(Paragraph(escape(words.sentence(fact.note)), styles.FACT_NAME))
    return parts
