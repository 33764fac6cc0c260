"""The CSV is opened as a spreadsheet would: numbers are numbers, texts stay texts, sums are the same kopeck."""

import csv
import io

import pytest

from pos_app.report_files.csv_file import report_csv
from tests.report_files.sample_report import MONEY, PLANTED, sample_report


def _rows(language: str) -> list[list[str]]:
    data = report_csv(sample_report(), language)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize(("language", "sign"), [("ru", ","), ("en", ".")])
def test_sums_are_the_same_to_the_kopeck(language: str, sign: str) -> None:
    rows = _rows(language)
    read = [row[1] for row in rows if len(row) == 7 and row[0].lstrip("'") in PLANTED]
    assert len(read) == len(MONEY)
    kopecks = tuple(int(text.replace(sign, "")) for text in read)
    assert all(text[-3] == sign for text in read)
    assert kopecks == MONEY
    total = next(row for row in rows if len(row) == 7 and row[1].replace(sign, "") == str(sum(MONEY)))
    assert total[2] == ""


def test_no_text_is_a_formula() -> None:
    for row in _rows("ru"):
        for cell in row:
            is_number = cell.lstrip("-").replace(",", "").isdigit()
            assert is_number or not cell.startswith(("=", "+", "-", "@", "\t")), cell


def test_a_chart_is_there_as_its_figures() -> None:
    rows = _rows("ru")
    assert ["09:00–10:00", "1200,00", "400,00"] in rows
    assert ["2026-11-09", "", "45,00"] in rows


def test_left_out_rows_are_told_in_the_right_form() -> None:
    assert ["Ещё 3 строки не показаны"] in _rows("ru")
    assert ["3 more rows are not shown"] in _rows("en")
