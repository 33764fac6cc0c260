"""The PDF is opened by another library: text can be read and searched, pages are numbered, fonts are inside."""

import io

import pypdf
import pytest

from pos_app.report_files.pdf.pdf_file import report_pdf
from tests.report_files.sample_report import sample_report


@pytest.fixture(scope="module")
def reader() -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(report_pdf(sample_report(), "ru")))


def test_every_page_has_its_number_shop_and_period(reader: pypdf.PdfReader) -> None:
    count = len(reader.pages)
    assert count >= 2
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        assert f"Страница {number} из {count}" in text
        assert "Лавка на углу" in text
        assert "01.11.2026 – 22.11.2026" in text
        assert "22.11.2026 21:05" in text


def test_sums_can_be_read_as_they_are(reader: pypdf.PdfReader) -> None:
    text = "\n".join(page.extract_text() for page in reader.pages).replace("\u00a0", " ")
    for figure in ("79 101,49 ₽", "−120,00 ₽", "1 234,50", "99 999 999,99", "100 001 114,89", "21 балл", "67,50 %"):
        assert figure in text, figure
    assert "<b>&amp;</b>" in text
    assert "Мельников Денис Олегович" in text


def test_only_the_shipped_font_is_used_and_it_is_inside(reader: pypdf.PdfReader) -> None:
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
        if "Golos" in str(font.get_object()["/BaseFont"]) or page.extract_text()
    }
    assert any("Golos" in font for font in fonts)
    embedded = [
        font.get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
        if "Golos" in str(font.get_object()["/BaseFont"])
    ]
    assert all("/FontFile2" in font["/FontDescriptor"] for font in embedded)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert report_pdf(sample_report(), "en") == report_pdf(sample_report(), "en")
