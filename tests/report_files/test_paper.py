"""A report on receipt paper: no line is longer than the paper, every sum is there, printers know the signs."""

import pytest

from pos_app.domain.receipt.layout import lay_out
from pos_app.report_files.paper import report_paper
from tests.report_files.sample_report import sample_report


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_line_fits_and_sums_are_whole(columns: int, language: str) -> None:
    lines = lay_out(report_paper(sample_report(), language), columns)
    assert max(map(len, lines)) <= columns
    text = "\n".join(lines)
    for figure in ("100 001 114,89", "-120,00", "1 234,50") if language == "ru" else ("100,001,114.89", "-120.00"):
        assert figure in text


def test_only_signs_of_every_printer() -> None:
    text = "\n".join(lay_out(report_paper(sample_report(), "ru"), 42)).replace("\u00a0", " ")
    text.encode("cp866")
