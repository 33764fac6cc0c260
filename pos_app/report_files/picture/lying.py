"""Charts of people or reasons: bars that lie, so that whole names have room, with the figure at the end of each."""

from typing import Final

from pos_app.domain.report.chart import Chart, Form
from pos_app.report_files.picture.axis import Axis
from pos_app.report_files.picture.frame import LETTERS, Plot, hint_of, ink_of, short_label, value_axis, widest
from pos_app.report_files.picture.shapes import Anchor, Box, Ink, Label, Shape, Stroke
from pos_app.report_files.picture.text_width import shortened
from pos_app.report_files.report_words import ReportWords

_NAMES_SHARE: Final = 0.36
_BAR: Final = 16.0
_BETWEEN: Final = 12.0


def lying_height(chart: Chart) -> float:
    """How high the bars of the chart are together."""
    lines = 1 if chart.form is Form.STACKED else max(1, len(chart.series))
    return len(chart.labels) * (_BAR * lines + _BETWEEN) + _BETWEEN


def lying(chart: Chart, words: ReportWords, top: float, width: float) -> list[Shape]:
    """The chart below ``top``, without its title and legend."""
    axis = value_axis(chart)
    names = [short_label(chart, label, words) for label in chart.labels]
    left = min(widest(names), width * _NAMES_SHARE) + 10
    figures = [words.figures.on_axis(chart.kind, value) for value in _ends(chart)]
    room = widest(figures) + 8
    plot = Plot(left + (room if axis.ticks[0] < 0 else 0), top, width - room, top + lying_height(chart))
    zero = plot.left + axis.share(0) * plot.width
    shapes: list[Shape] = [Stroke(((zero, plot.top), (zero, plot.bottom)), Ink.MUTED)]
    high = lying_height(chart) / max(1, len(chart.labels))
    for place, name in enumerate(names):
        y = plot.top + _BETWEEN / 2 + place * high
        middle = y + (high - _BETWEEN) / 2 + LETTERS * 0.35
        shapes.append(Label(left - 10, middle, shortened(name, LETTERS, left - 9), LETTERS, anchor=Anchor.END))
        shapes += (
            _stack(chart, words, plot, axis, place, y)
            if chart.form is Form.STACKED
            else _side_by_side(chart, words, plot, axis, place, y)
        )
    return shapes


def _ends(chart: Chart) -> list[int]:
    values = [[one.values[place] or 0 for one in chart.series] for place in range(len(chart.labels))]
    if chart.form is Form.STACKED:
        return [sum(each) for each in values]
    return [value for each in values for value in each]


def _side_by_side(chart: Chart, words: ReportWords, plot: Plot, axis: Axis, place: int, y: float) -> list[Shape]:
    shapes: list[Shape] = []
    zero = plot.left + axis.share(0) * plot.width
    for number, one in enumerate(chart.series):
        value = one.values[place]
        if value is None:
            continue
        end = plot.left + axis.share(value) * plot.width
        at = y + number * _BAR
        hint = hint_of(chart, number, place, words)
        shapes.append(Box(min(zero, end), at + 1, abs(end - zero), _BAR - 2, ink_of(number), hint))
        shapes.append(_figure(chart, words, value, end, at))
    return shapes


def _stack(chart: Chart, words: ReportWords, plot: Plot, axis: Axis, place: int, y: float) -> list[Shape]:
    shapes: list[Shape] = []
    above = below = 0
    for number, one in enumerate(chart.series):
        value = one.values[place] or 0
        if not value:
            continue
        start = above if value > 0 else below
        ends = [plot.left + axis.share(at) * plot.width for at in (start, start + value)]
        hint = hint_of(chart, number, place, words)
        shapes.append(Box(min(ends), y + 1, abs(ends[0] - ends[1]), _BAR - 2, ink_of(number), hint))
        above, below = (above + value, below) if value > 0 else (above, below + value)
    together = above + below
    end = plot.left + axis.share(below if together < 0 else above) * plot.width
    shapes.append(_figure(chart, words, together, end, y))
    return shapes


def _figure(chart: Chart, words: ReportWords, value: int, end: float, y: float) -> Label:
    text = words.figures.on_axis(chart.kind, value)
    baseline = y + _BAR / 2 + LETTERS * 0.35
    if value < 0:
        return Label(end - 5, baseline, text, LETTERS, Ink.MUTED, Anchor.END)
    return Label(end + 5, baseline, text, LETTERS, Ink.MUTED)
