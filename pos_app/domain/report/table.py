"""A table of a report: typed columns, rows, one row of totals."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pos_app.domain.report.cell import Cell, check_value
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.shape_error import ReportShapeError
from pos_app.domain.report.words import Words

Row = tuple[Cell, ...]
WholeRows = Callable[[], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Column:
    """``key`` names it in CSV and tests. ``on_paper``: False leaves it out where only 32 characters are there."""

    key: str
    title: Words
    kind: Kind
    on_paper: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` and ``totals`` have one cell for each column; ``totals`` is empty where nothing adds up.

    ``left_out`` counts rows that were not put in because there are too many (0: all are here); totals still count them.
    ``whole``: gives all rows from the first on, read as they are wanted; only files ask for them.
    """

    key: str
    title: Words
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...] = ()
    left_out: int = 0
    whole: WholeRows | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        for number, row in enumerate((*self.rows, *((self.totals,) if self.totals else ())), 1):
            if len(row) != len(self.columns):
                raise ReportShapeError(
                    f"table {self.key}, row {number}: expected {len(self.columns)} cells, got {len(row)}"
                )
            is_total = number > len(self.rows)
            for column, cell in zip(self.columns, row, strict=True):
                # The row of totals may say in words what it is, wherever there is room for it.
                kind = Kind.WORDS if is_total and isinstance(cell.value, Words) else column.kind
                check_value(kind, cell.value, f"table {self.key}, row {number}, column {column.key}")
