"""What all charts have in common: where the plot lies, its legend, its axes, its values in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pos_app.domain.report.cell import Cell
from pos_app.domain.report.chart import Chart, Form
from pos_app.domain.report.kind import Kind
from pos_app.report_files.picture.axis import Axis, axis_for
from pos_app.report_files.picture.shapes import SERIES_INKS, Anchor, Box, Ink, Label, Shape, Stroke
from pos_app.report_files.picture.text_width import text_width
from pos_app.report_files.report_words import ReportWords

LETTERS: Final = 11.0
_LEGEND_LINE: Final = 18.0
_SWATCH: Final = 10.0
_DASHES: Final = 22.0
_GAP: Final = 16.0


@dataclass(frozen=True, slots=True)
class Plot:
    """The rectangle in which values are drawn."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


def ink_of(series: int) -> Ink:
    """The ink of the series with that place."""
    return SERIES_INKS[series % len(SERIES_INKS)]


def short_label(chart: Chart, label: Cell, words: ReportWords) -> str:
    """A label as it stands along an axis: ``14``, ``31.12``, a name."""
    if chart.label_kind is Kind.HOUR:
        return str(label.value)
    if chart.label_kind is Kind.DAY and label.value is not None:
        return words.figures.short_day(label.value)  # type: ignore[arg-type]  # the chart checked the kind of its labels
    return words.value(chart.label_kind, label.value)


def hint_of(chart: Chart, series: int, place: int, words: ReportWords) -> str:
    """One value in words: «14:00–15:00, Продажи: 1 234,50 ₽»."""
    one = chart.series[series]
    name = words.value(chart.label_kind, chart.labels[place].value)
    return f"{name}, {words.sentence(one.title)}: {words.figure(chart.kind, one.values[place])}"


def told(chart: Chart, words: ReportWords) -> str:
    """All values of the chart in words, for whoever does not see it."""
    return "; ".join(
        hint_of(chart, series, place, words)
        for place in range(len(chart.labels))
        for series in range(len(chart.series))
        if chart.series[series].values[place] is not None
    )


def value_axis(chart: Chart) -> Axis:
    """The axis of the values: of the sums above and below zero where parts are stacked."""
    if chart.form is not Form.STACKED:
        return axis_for([value for one in chart.series for value in one.values if value is not None], chart.kind)
    ends: list[int] = []
    for place in range(len(chart.labels)):
        values = [one.values[place] or 0 for one in chart.series]
        ends += [sum(value for value in values if value > 0), sum(value for value in values if value < 0)]
    return axis_for(ends, chart.kind)


def legend(chart: Chart, words: ReportWords, width: float) -> tuple[list[Shape], float]:
    """The names of the series with their inks, in lines of ``width``, and how high they are; none for one series."""
    if len(chart.series) < 2:
        return [], 0.0
    shapes: list[Shape] = []
    x, y = 0.0, LETTERS
    sign = _DASHES if chart.form is Form.LINE else _SWATCH
    for number, one in enumerate(chart.series):
        name = words.sentence(one.title)
        wide = sign + 5 + text_width(name, LETTERS)
        if x and x + wide > width:
            x, y = 0.0, y + _LEGEND_LINE
        shapes.append(swatch(chart, number, x, y))
        shapes.append(Label(x + sign + 5, y, name, LETTERS))
        x += wide + _GAP
    return shapes, y + 8


def swatch(chart: Chart, series: int, x: float, y: float) -> Shape:
    """The sign of a series in the legend."""
    if chart.form is Form.LINE:
        middle = y - LETTERS * 0.35
        return Stroke(((x, middle), (x + _DASHES, middle)), ink_of(series), 2.5, is_dashed(series))
    return Box(x, y - LETTERS * 0.8, _SWATCH, _SWATCH, ink_of(series))


def is_dashed(series: int) -> bool:
    """Every second line is dashed: told apart without colour."""
    return series % 2 == 1


def tick_labels(axis: Axis, chart: Chart, words: ReportWords) -> list[str]:
    """The figures beside the axis."""
    return [words.figures.on_axis(chart.kind, tick) for tick in axis.ticks]


def widest(texts: Sequence[str]) -> float:
    """The width of the widest of these, 0 for none."""
    return max((text_width(text, LETTERS) for text in texts), default=0.0)


def rows_of_values(plot: Plot, axis: Axis, labels: Sequence[str]) -> list[Shape]:
    """Lines across the plot with their figures to the left; the zero line is darker."""
    shapes: list[Shape] = []
    for tick, text in zip(axis.ticks, labels, strict=True):
        y = plot.bottom - axis.share(tick) * plot.height
        shapes.append(Stroke(((plot.left, y), (plot.right, y)), Ink.MUTED if tick == 0 else Ink.GRID))
        shapes.append(Label(plot.left - 6, y + LETTERS * 0.35, text, LETTERS, Ink.MUTED, Anchor.END))
    return shapes
