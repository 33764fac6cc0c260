"""A picture of figures. It holds the same integers as the tables; only painting makes lengths of them."""

from dataclasses import dataclass
from enum import StrEnum

from pos_app.domain.report.cell import Cell, check_value
from pos_app.domain.report.kind import NUMBERS, Kind
from pos_app.domain.report.shape_error import ReportShapeError
from pos_app.domain.report.words import Words


class Form(StrEnum):
    """How it is drawn. Negative values go below (left of) the zero line in every form."""

    BARS = "bars"  # series side by side
    STACKED = "stacked"  # series on top of each other: parts of a whole
    LINE = "line"  # something that changes in time


@dataclass(frozen=True, slots=True)
class Series:
    """One value for each label of its chart; None leaves a gap."""

    title: Words
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """``kind`` is what the values are (and the axis shows), ``label_kind`` what the labels along the other axis are."""

    key: str
    title: Words
    form: Form
    kind: Kind
    label_kind: Kind
    labels: tuple[Cell, ...]
    series: tuple[Series, ...]

    def __post_init__(self) -> None:
        if self.kind not in NUMBERS:
            raise ReportShapeError(f"chart {self.key}: expected a kind that can be measured, got {self.kind.value}")
        for label in self.labels:
            check_value(self.label_kind, label.value, f"chart {self.key}, labels")
        for one in self.series:
            if len(one.values) != len(self.labels):
                raise ReportShapeError(
                    f"chart {self.key}, {one.title.text}: expected {len(self.labels)} values, got {len(one.values)}"
                )
            for value in one.values:
                check_value(self.kind, value, f"chart {self.key}, {one.title.text}")
