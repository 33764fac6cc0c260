"""A list in a file is whole, however long it is; where it is cut the file says so; memory stays small."""

import csv
import io
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.report.cell import Cell
from pos_app.domain.report.document import Report, Section
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.table import Column, Row, Table
from pos_app.domain.report.words import Words
from pos_app.report_files import long_table
from pos_app.report_files.csv_file import report_csv, write_csv
from pos_app.report_files.pdf.pdf_file import report_pdf
from pos_app.report_files.xlsx_file import report_xlsx, write_xlsx

COLUMNS = (
    Column("number", Words("Receipt"), Kind.TEXT),
    Column("rule", Words("Rule"), Kind.TEXT),
    Column("sum", Words("Sum"), Kind.MONEY),
)


def long(count: int) -> Report:
    def rows() -> Iterator[Row]:
        for number in range(count):
            yield Cell(f"=1+{number}"), Cell(LocalText("Скидка", "Discount")), Cell(number)

    shown = tuple(row for row, _ in zip(rows(), range(200), strict=False))
    totals = (Cell(Words("Total")), Cell(None), Cell(count * (count - 1) // 2))
    table = Table("receipts", Words("Receipts"), COLUMNS, shown, totals, max(0, count - 200), rows)
    sections = (Section("receipts", Words("Receipts"), (table,)),)
    return Report(
        "receipts", Words("Receipts"), ("Лавка",), "Europe/Moscow", datetime(2026, 1, 1, tzinfo=UTC), None, sections
    )


def csv_rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def test_csv_holds_all_rows_and_no_formula() -> None:
    found = csv_rows(report_csv(long(1_234), "ru"))
    sums = [row for row in found if row and row[0].startswith("'=1+")]
    assert len(sums) == 1_234
    assert {row[1] for row in sums} == {"Скидка"}
    assert sum(int(row[2].replace(",", "")) for row in sums) == 1_234 * 1_233 // 2
    assert found[-1][:1] == ["Итого"]


def test_xlsx_holds_all_rows_and_no_formula() -> None:
    sheet = load_workbook(io.BytesIO(report_xlsx(long(1_234), "en"))).worksheets[1]
    found = [row for row in sheet.iter_rows(min_row=2) if str(row[0].value).startswith("=1+")]
    assert len(found) == 1_234
    assert {row[0].data_type for row in found} == {"s"}
    assert {row[1].value for row in found} == {"Discount"}
    assert round(sum(row[2].value for row in found) * 100) == 1_234 * 1_233 // 2


def test_a_pdf_holds_all_rows() -> None:
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(report_pdf(long(450), "en"))).pages)
    assert all(f"=1+{number}" in text for number in (0, 199, 200, 449))
    assert "not shown" not in text


@pytest.mark.parametrize("kind", ["csv", "xlsx", "pdf"])
def test_what_is_cut_says_so(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_table.FileRows, "__init__", _short)
    report = long(400)
    if kind == "csv":
        text = report_csv(report, "en").decode()
    elif kind == "xlsx":
        sheet = load_workbook(io.BytesIO(report_xlsx(report, "en"))).worksheets[1]
        text = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    else:
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(report_pdf(report, "en"))).pages)
    assert "the first 300 rows" in text.replace("\n", " ")
    assert "=1+299" in text
    assert "=1+300" not in text


def _short(self: long_table.FileRows, table: Table, most: int = 0) -> None:
    del most
    self._table, self._most, self._was_cut, self.count = table, 300, False, 0


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_long_list_is_not_held_in_memory(write: object, tmp_path: Path) -> None:
    report = long(30_000)
    write_small = write
    with (tmp_path / "list").open("wb") as file:
        tracemalloc.start()
        write_small(report, "ru", file)  # type: ignore[operator]
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert (tmp_path / "list").stat().st_size > 100_000
    assert peak < 12_000_000, "bytes"


def test_without_more_rows_what_is_left_out_is_said_as_before() -> None:
    report = long(400)
    (table,) = report.blocks()
    assert isinstance(table, Table)
    sections = (replace(report.sections[0], blocks=(replace(table, whole=None),)),)
    assert "200 more rows are not shown" in report_csv(replace(report, sections=sections), "en").decode()
