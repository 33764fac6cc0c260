"""The workbook is opened by another library: typed cells, exact sums, no formula, charts are there."""

import io
import zipfile
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.report.kind import Kind
from pos_app.report_files.xlsx_cells import SheetNames, exact
from pos_app.report_files.xlsx_file import report_xlsx
from tests.report_files.sample_report import MONEY, PLANTED, sample_report


@pytest.fixture(scope="module")
def data() -> bytes:
    return report_xlsx(sample_report(), "ru")


def test_cells_have_types_and_sums_are_exact(data: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Магазины"]
    rows = list(sheet.iter_rows(min_row=2, max_row=1 + len(MONEY)))
    assert tuple(row[0].value for row in rows) == PLANTED
    assert tuple(Decimal(str(row[1].value)) * 100 for row in rows) == tuple(map(Decimal, MONEY))
    assert {row[1].number_format for row in rows} == {"#,##0.00;[Red]-#,##0.00"}
    assert rows[0][6].value == datetime(2026, 11, 22, 21, 5)  # noqa: DTZ001 - the shop's clock
    assert rows[1][4].value == pytest.approx(0.0333)
    total = next(sheet.iter_rows(min_row=2 + len(MONEY), max_row=2 + len(MONEY)))
    assert Decimal(str(total[1].value)) * 100 == sum(MONEY)
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width > 20


def test_nothing_is_a_formula_or_a_link(data: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.coordinate)
                assert cell.hyperlink is None
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in parts.read(name) for name in sheets)


def test_every_chart_is_a_native_one(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
        assert len(charts) == 3
        assert any(b"<c:lineChart>" in parts.read(name) for name in charts)


@given(st.integers(-(10**14), 10**14))
def test_any_sum_survives_the_workbook_s_numbers(kopecks: int) -> None:
    stored = float(exact(Kind.MONEY, kopecks))
    assert round(Decimal(repr(stored)) * 100) == kopecks
    assert float(f"{exact(Kind.MONEY, kopecks):.16G}") == stored


def test_names_of_sheets_are_free_short_and_clean() -> None:
    names = SheetNames()
    first = names.free("Продажи: по часам [и кассирам] / магазин")
    assert len(first) <= 31
    assert not set("[]:*?/\\'") & set(first)
    second = names.free("Продажи: по часам [и кассирам] / магазин")
    assert second != first
    assert len(second) <= 31
