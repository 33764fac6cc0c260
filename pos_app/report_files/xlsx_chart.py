"""A chart of a report as a native chart of a workbook, drawn from the table on its sheet."""

from typing import Any, Final

from pos_app.domain.report.chart import Chart, Form
from pos_app.domain.report.kind import Kind
from pos_app.report_files.picture.frame import ink_of
from pos_app.report_files.picture.shapes import ON_LIGHT
from pos_app.report_files.report_words import ReportWords

_NAMED: Final = frozenset({Kind.TEXT, Kind.WORDS})
_SIZE: Final = {"width": 760, "height": 380}


def add_chart(book: Any, sheet: Any, chart: Chart, words: ReportWords) -> None:
    """Put the chart beside its table; nothing where there is nothing to draw."""
    if not chart.labels or not chart.series:
        return
    shape = book.add_chart(_kind(chart))
    last = len(chart.labels)
    name = sheet.get_name()
    for number in range(len(chart.series)):
        colour = ON_LIGHT.of(ink_of(number))
        line = {"color": colour, "width": 2.25}
        shape.add_series(
            {
                "name": [name, 0, number + 1],
                "categories": [name, 1, 0, last, 0],
                "values": [name, 1, number + 1, last, number + 1],
                **({"line": line} if chart.form is Form.LINE else {"fill": {"color": colour}}),
            }
        )
    shape.set_title({"name": words.sentence(chart.title), "overlay": False})
    shape.set_legend({"none": True} if len(chart.series) < 2 else {"position": "bottom"})
    if chart.label_kind in _NAMED:
        shape.set_y_axis({"reverse": True})
    shape.set_size(_SIZE)
    sheet.insert_chart(1, len(chart.series) + 2, shape)


def _kind(chart: Chart) -> dict[str, str]:
    if chart.form is Form.LINE:
        return {"type": "line"}
    kind = {"type": "bar" if chart.label_kind in _NAMED else "column"}
    return {**kind, "subtype": "stacked"} if chart.form is Form.STACKED else kind
