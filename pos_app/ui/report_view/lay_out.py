"""A report laid out as a sheet of a given width: headings, cards of figures, tables, pictures, sentences."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pos_app.domain.report.cell import Tone
from pos_app.domain.report.chart import Chart
from pos_app.domain.report.document import Fact, Facts, Note, Report
from pos_app.domain.report.table import Table
from pos_app.report_files.heading import heading_line, left_out
from pos_app.report_files.picture.shapes import Picture
from pos_app.report_files.report_words import ReportWords
from pos_app.ui.report_view.letters import SheetFonts
from pos_app.ui.report_view.lines import Letters, SheetLine, SheetText, Target
from pos_app.ui.report_view.table_lines import table_lines
from pos_app.ui.theme.sizes import TARGET

_PAD = 10
_CARD = 236
_GAP = 8
_SIGNS = {Tone.GOOD: "✓ ", Tone.WARNING: "⚠ ", Tone.BAD: "⚠ "}

Pictured = Callable[[Chart, int], Picture]
"""A chart as a picture so many pixels wide."""


def lay_out(report: Report, words: ReportWords, fonts: SheetFonts, width: int, pictured: Pictured) -> list[SheetLine]:
    """The lines of the whole report from top to bottom."""
    lines: list[SheetLine] = []

    def put(made: Iterator[SheetLine]) -> None:
        lines.extend(made)

    def y() -> int:
        return lines[-1].bottom if lines else 0

    title = words.sentence(report.title)
    put(_text(title, Letters.TITLE, fonts, width, y()))
    put(_text(heading_line(report, words), Letters.SMALL, fonts, width, y(), tone=Tone.MUTED))
    for section in report.sections:
        put(_gap(y(), _GAP))
        heading = words.sentence(section.title)
        if heading != title:
            put(_text(heading, Letters.HEADING, fonts, width, y()))
        for block in section.blocks:
            match block:
                case Facts():
                    put(_cards(block.facts, words, fonts, width, y()))
                case Note():
                    text = _SIGNS.get(block.tone, "") + words.sentence(block.words)
                    put(_text(text, Letters.PLAIN, fonts, width, y(), tone=block.tone))
                case Table():
                    if words.sentence(block.title) not in (heading, title):
                        put(_text(words.sentence(block.title), Letters.BOLD, fonts, width, y()))
                    put(table_lines(block, words, fonts, width, y()))
                    if block.left_out:
                        put(_text(words.sentence(left_out(block)), Letters.SMALL, fonts, width, y(), tone=Tone.MUTED))
                case Chart():
                    picture = pictured(block, width - 2 * _PAD)
                    lines.append(SheetLine(y(), int(picture.height) + 2 * _PAD, picture=picture, ground="surface"))
            put(_gap(y(), _GAP))
    return lines


def _gap(y: int, height: int) -> Iterator[SheetLine]:
    yield SheetLine(y, height)


def _text(
    text: str, letters: Letters, fonts: SheetFonts, width: int, y: int, tone: Tone = Tone.PLAIN
) -> Iterator[SheetLine]:
    room = width - 2 * _PAD
    height = fonts.height(text, letters, room)
    yield SheetLine(y, height + 6, (SheetText(_PAD, 3, room, height, text, letters, tone),))


def _cards(facts: Sequence[Fact], words: ReportWords, fonts: SheetFonts, width: int, y: int) -> Iterator[SheetLine]:
    """As many side by side as have room, all of a line equally high."""
    across = max(1, min(len(facts), width // _CARD))
    each = (width - _GAP * (across - 1)) // across
    for first in range(0, len(facts), across):
        texts: list[SheetText] = []
        targets: list[Target] = []
        boxes: list[tuple[int, int]] = []
        height = TARGET
        for place, fact in enumerate(facts[first : first + across]):
            x = place * (each + _GAP)
            made, high = _card(fact, words, fonts, each)
            texts += [replace(text, x=text.x + x) for text in made]
            boxes.append((x, each))
            height = max(height, high)
            if fact.cell.link is not None:
                targets.append(Target(x, each, fact.cell.link, f"{made[0].text} {made[1].text}"))
        yield SheetLine(y, height, tuple(texts), targets=tuple(targets), boxes=tuple(boxes))
        y += height + _GAP
        yield SheetLine(y - _GAP, _GAP)


def _card(fact: Fact, words: ReportWords, fonts: SheetFonts, width: int) -> tuple[list[SheetText], int]:
    room = width - 2 * _PAD
    figure = words.figure(fact.kind, fact.cell.value)
    letters = Letters.FIGURE
    if fonts.width(figure, letters) > room:
        letters = Letters.BOLD
    tones = (Tone.MUTED, fact.cell.tone, Tone.MUTED)
    parts = [(words.sentence(fact.title), Letters.SMALL), (figure, letters)]
    if fact.note is not None:
        parts.append((words.sentence(fact.note), Letters.SMALL))
    texts: list[SheetText] = []
    y = _PAD - 2
    for (text, each), tone in zip(parts, tones, strict=False):
        height = fonts.height(text, each, room)
        texts.append(SheetText(_PAD, y, room, height, text, each, tone))
        y += height + 2
    return texts, y + _PAD - 4
