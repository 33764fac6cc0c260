"""Charts along time or hours: bars that stand, parts on top of each other, lines."""

from typing import Final

from pos_app.domain.report.chart import Chart, Form
from pos_app.report_files.picture.axis import Axis
from pos_app.report_files.picture.frame import (
    LETTERS,
    Plot,
    hint_of,
    ink_of,
    is_dashed,
    rows_of_values,
    short_label,
    tick_labels,
    value_axis,
    widest,
)
from pos_app.report_files.picture.shapes import Anchor, Box, Dot, Ink, Label, Shape, Stroke
from pos_app.report_files.report_words import ReportWords

_BAR_SHARE: Final = 0.72
_WIDEST_BAR: Final = 56.0
_LABEL_GAP: Final = 6.0
_MOST_DOTS: Final = 62


def upright(chart: Chart, words: ReportWords, top: float, width: float, height: float) -> list[Shape]:
    """The chart below ``top``, without its title and legend."""
    axis = value_axis(chart)
    figures = tick_labels(axis, chart, words)
    plot = Plot(widest(figures) + 10, top + LETTERS, width - 6, height - LETTERS * 2)
    shapes = rows_of_values(plot, axis, figures)
    shapes += _labels(chart, words, plot)
    if chart.form is Form.LINE:
        return shapes + _lines(chart, words, plot, axis)
    return shapes + (
        _stacks(chart, words, plot, axis) if chart.form is Form.STACKED else _bars(chart, words, plot, axis)
    )


def _slot(chart: Chart, plot: Plot) -> float:
    return plot.width / max(1, len(chart.labels))


def _labels(chart: Chart, words: ReportWords, plot: Plot) -> list[Shape]:
    """As many labels as have room, evenly left out."""
    texts = [short_label(chart, label, words) for label in chart.labels]
    slot = _slot(chart, plot)
    every = max(1, -int(-(widest(texts) + _LABEL_GAP) // slot))
    return [
        Label(plot.left + slot * (place + 0.5), plot.bottom + LETTERS + 5, text, LETTERS, Ink.MUTED, Anchor.MIDDLE)
        for place, text in enumerate(texts)
        if place % every == 0
    ]


def _bars(chart: Chart, words: ReportWords, plot: Plot, axis: Axis) -> list[Shape]:
    slot = _slot(chart, plot)
    each = min(_WIDEST_BAR, slot * _BAR_SHARE / max(1, len(chart.series)))
    zero = plot.bottom - axis.share(0) * plot.height
    shapes: list[Shape] = []
    for number, one in enumerate(chart.series):
        for place, value in enumerate(one.values):
            if not value:
                continue
            end = plot.bottom - axis.share(value) * plot.height
            left = plot.left + slot * (place + 0.5) + each * (number - len(chart.series) / 2)
            hint = hint_of(chart, number, place, words)
            shapes.append(Box(left, min(zero, end), each, abs(zero - end), ink_of(number), hint))
    return shapes


def _stacks(chart: Chart, words: ReportWords, plot: Plot, axis: Axis) -> list[Shape]:
    slot = _slot(chart, plot)
    shapes: list[Shape] = []
    for place in range(len(chart.labels)):
        above = below = 0
        wide = min(_WIDEST_BAR, slot * _BAR_SHARE)
        left = plot.left + slot * (place + 0.5) - wide / 2
        for number, one in enumerate(chart.series):
            value = one.values[place] or 0
            if not value:
                continue
            start = above if value > 0 else below
            ends = [plot.bottom - axis.share(at) * plot.height for at in (start, start + value)]
            hint = hint_of(chart, number, place, words)
            box = Box(left, min(ends), wide, abs(ends[0] - ends[1]), ink_of(number), hint)
            shapes.append(box)
            if value > 0:
                above += value
            else:
                below += value
    return shapes


def _lines(chart: Chart, words: ReportWords, plot: Plot, axis: Axis) -> list[Shape]:
    slot = _slot(chart, plot)
    shapes: list[Shape] = []
    for number, one in enumerate(chart.series):
        run: list[tuple[float, float]] = []
        for place, value in enumerate((*one.values, None)):
            if value is not None:
                point = (plot.left + slot * (place + 0.5), plot.bottom - axis.share(value) * plot.height)
                run.append(point)
                if len(chart.labels) <= _MOST_DOTS:
                    shapes.append(Dot(*point, 3.0, ink_of(number), hint_of(chart, number, place, words)))
                continue
            if len(run) > 1:
                shapes.append(Stroke(tuple(run), ink_of(number), 2.0, is_dashed(number)))
            run = []
    return shapes
