import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.printer.document_job import PAPER_COLUMNS, document_job
from hardware.printer.print_job import PrintJob
from pos_app.domain.receipt.document import (
    Align,
    BarcodeBlock,
    Feed,
    PrintDocument,
    QrBlock,
    Row,
    Rule,
    Text,
)

DOUBLE_BOTH, DOUBLE_HEIGHT, BOLD = b"\x1b!0", b"\x1b!\x10", b"\x1bE\x01"


def _printed(document: PrintDocument, columns: int = 32) -> bytes:
    return document_job(document, columns).data


@pytest.mark.parametrize("columns", PAPER_COLUMNS)
def test_lines_of_the_paper(columns: int) -> None:
    document = PrintDocument("x", (Text("Привет", Align.RIGHT), Row("Хлеб", "45,00"), Rule(), Feed(2)))
    job = document_job(document, columns)
    body = job.data.removeprefix(b"\x1b@\x1bt\x11")
    assert body != job.data
    lines = body.decode("cp866").split("\n")
    assert lines[:5] == ["Привет".rjust(columns), "Хлеб".ljust(columns - 5) + "45,00", "-" * columns, "", ""]
    assert job.text == "\n".join(lines[:5]) + "\n"
    assert lines[5].encode("cp866") == b"\x1bd\x06\x1dV\x00"


def test_large_text_takes_half_the_columns() -> None:
    data = _printed(PrintDocument("x", (Text("Копилка магазин рядом", large=True),)))
    assert data.count(DOUBLE_BOTH) == 2
    assert "Копилка магазин\n".encode("cp866") in data


def test_a_large_row_that_would_not_fit_is_only_higher() -> None:
    data = _printed(PrintDocument("x", (Row("ИТОГ", "1,00", large=True), Row("К ОПЛАТЕ", "1 234 567,00", large=True))))
    assert data.count(DOUBLE_BOTH) == 1
    assert data.count(DOUBLE_HEIGHT) == 1
    assert "ИТОГ        1,00\n".encode("cp866") in data
    assert "К ОПЛАТЕ            1 234 567,00\n".encode("cp866") in data


def test_style_ends_with_its_line() -> None:
    data = _printed(PrintDocument("x", (Text("жирно", bold=True), Text("нет"))))
    bold, plain = data.index(BOLD), data.index("нет".encode("cp866"))
    assert bold < data.index(b"\x1bE\x00", bold) < plain


def test_codes_are_made_by_the_printer() -> None:
    data = _printed(PrintDocument("x", (QrBlock("K2-000231-7", "Возврат"), BarcodeBlock("K2-000231-7"))))
    assert b"\x1d(k\x0e\x001P0K2-000231-7" in data
    assert b"\x1dkI\x0d{BK2-000231-7" in data
    assert "            Возврат\n".encode("cp866") in data


def test_nothing_is_written_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    _printed(PrintDocument("x", (QrBlock("K2-000231-7"), BarcodeBlock("K2-000231-7"))))
    assert capsys.readouterr() == ("", "")


@given(st.lists(st.integers(0, 40), max_size=30), st.integers(1, 60))
def test_pieces_are_the_whole(lengths: list[int], size: int) -> None:
    borders, at = [], 0
    for length in lengths:
        at += length
        borders.append(at)
    job = PrintJob("x", bytes(range(256)) * 8, "", tuple(borders))
    pieces = list(job.pieces(size))
    assert b"".join(pieces) == job.data
    ends, at = set(borders) | {len(job.data)}, 0
    for piece in pieces:
        at += len(piece)
        assert at in ends
