"""A report that contradicts itself is refused where it is built."""

from datetime import UTC, date, datetime

import pytest

from pos_app.domain.report.cell import Cell, Value
from pos_app.domain.report.chart import Chart, Form, Series
from pos_app.domain.report.document import Fact, Facts, Note, Report, Section
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.shape_error import ReportShapeError
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Filling, Words, counted

_TITLE = Words("Cash")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.MONEY, 12.5),
        (Kind.MONEY, True),
        (Kind.MONEY, "12"),
        (Kind.TEXT, 12),
        (Kind.WORDS, "Cash"),
        (Kind.HOUR, 24),
        (Kind.INSTANT, datetime(2026, 1, 1)),  # noqa: DTZ001 - a moment without a zone is what is refused
        (Kind.DAY, datetime(2026, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_value_of_another_kind_is_refused(kind: Kind, value: Value) -> None:
    with pytest.raises(ReportShapeError, match=kind.value):
        Fact("cash", _TITLE, kind, Cell(value))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.MONEY, -1250),
        (Kind.TEXT, "=1+1"),
        (Kind.WORDS, _TITLE),
        (Kind.HOUR, 23),
        (Kind.INSTANT, datetime(2026, 1, 1, tzinfo=UTC)),
        (Kind.DAY, date(2026, 1, 1)),
        (Kind.SHARE, None),
    ],
)
def test_a_value_of_the_kind_is_taken(kind: Kind, value: Value) -> None:
    assert Fact("cash", _TITLE, kind, Cell(value)).cell.value == value


def test_a_row_has_a_cell_for_each_column() -> None:
    columns = (Column("name", Words("Name"), Kind.TEXT), Column("sum", Words("Sum"), Kind.MONEY))
    with pytest.raises(ReportShapeError, match="expected 2 cells, got 1"):
        Table("cash", _TITLE, columns, ((Cell("Иванова"),),))
    with pytest.raises(ReportShapeError, match="column sum"):
        Table("cash", _TITLE, columns, ((Cell("Иванова"), Cell("1")),))


def test_the_totals_may_say_what_they_are() -> None:
    columns = (Column("name", Words("Name"), Kind.TEXT), Column("sum", Words("Sum"), Kind.MONEY))
    table = Table("cash", _TITLE, columns, ((Cell("Иванова"), Cell(5)),), (Cell(Words("Total")), Cell(5)))
    assert table.totals[1].value == 5


def test_a_series_has_a_value_for_each_label() -> None:
    labels = (Cell(9), Cell(10))
    with pytest.raises(ReportShapeError, match="expected 2 values, got 1"):
        Chart("hours", _TITLE, Form.BARS, Kind.MONEY, Kind.HOUR, labels, (Series(_TITLE, (1,)),))
    with pytest.raises(ReportShapeError, match="can be measured"):
        Chart("hours", _TITLE, Form.BARS, Kind.TEXT, Kind.HOUR, labels, ())


def test_blocks_come_in_their_order() -> None:
    note = Note("ties", Words("Everything ties"))
    facts = Facts("head", (Fact("receipts", Words("Receipts"), Kind.COUNT, Cell(3)),))
    at = datetime(2026, 1, 1, tzinfo=UTC)
    sections = (Section("a", _TITLE, (facts,)), Section("b", _TITLE, (note,)))
    assert Report("one", _TITLE, ("Shop",), "Europe/Moscow", at, None, sections).blocks() == (facts, note)
    with pytest.raises(ReportShapeError, match="aware"):
        Report("one", _TITLE, ("Shop",), "Europe/Moscow", at.replace(tzinfo=None), None, ())


def test_counted_words_keep_both_texts() -> None:
    words = counted("{count} receipt", "{count} receipts", 21, (("sum", Filling(Kind.MONEY, 100)),))
    assert (words.text, words.plural, words.count) == ("{count} receipt", "{count} receipts", 21)
