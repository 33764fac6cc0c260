"""A chart's figures as a table: for files and readers that have no pictures."""

from pos_app.domain.report.cell import Cell
from pos_app.domain.report.chart import Chart
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Words

_NAMES = {
    Kind.HOUR: Words("Hour"),
    Kind.DAY: Words("Day"),
    Kind.INSTANT: Words("When"),
}


def chart_table(chart: Chart) -> Table:
    """A row for each label, a column for each series."""
    columns = (
        Column("label", _NAMES.get(chart.label_kind, Words("Name")), chart.label_kind),
        *(Column(f"series_{number}", one.title, chart.kind) for number, one in enumerate(chart.series, 1)),
    )
    rows = tuple(
        (label, *(Cell(one.values[place]) for one in chart.series)) for place, label in enumerate(chart.labels)
    )
    return Table(chart.key, chart.title, columns, rows)
