"""A chart of a report as a picture: the one definition for page, PDF and till."""

from typing import Final

from pos_app.domain.report.chart import Chart
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.words import Words
from pos_app.report_files.picture.changed import moved_down
from pos_app.report_files.picture.frame import LETTERS, legend, told
from pos_app.report_files.picture.lying import lying, lying_height
from pos_app.report_files.picture.shapes import Ink, Label, Picture, Shape
from pos_app.report_files.picture.upright import upright
from pos_app.report_files.report_words import ReportWords

_TITLE: Final = 14.0
_UPRIGHT_HEIGHT: Final = 200.0
_NAMED: Final = frozenset({Kind.TEXT, Kind.WORDS})


def chart_picture(chart: Chart, words: ReportWords, width: float, height: float | None = None) -> Picture:
    """The chart ``width`` points wide; ``height`` is the whole picture's, None: as high as it needs.

    Bars of people and reasons lie and need a height of their own, whatever ``height`` says.
    """
    unit = words.unit(chart.kind)
    title = words.sentence(chart.title)
    shapes: list[Shape] = [Label(0, _TITLE, f"{title}, {unit}" if unit else title, _TITLE, bold=True)]
    top = _TITLE + 14
    names, high = legend(chart, words, width)
    shapes += [moved_down(shape, top) for shape in names]
    top += high
    if not chart.labels or not chart.series:
        shapes.append(Label(0, top + LETTERS, words.sentence(Words("Nothing to show")), LETTERS, Ink.MUTED))
        return Picture(width, top + LETTERS * 2, title, words.sentence(Words("Nothing to show")), tuple(shapes))
    if chart.label_kind in _NAMED:
        shapes += lying(chart, words, top, width)
        whole = top + lying_height(chart)
    else:
        whole = height if height is not None else top + _UPRIGHT_HEIGHT
        shapes += upright(chart, words, top, width, whole)
    return Picture(width, whole, title, told(chart, words), tuple(shapes))
