import string

from hypothesis import given
from hypothesis import strategies as st

from hardware.printer.code_page import printable, printable_document
from pos_app.domain.receipt.document import BarcodeBlock, PrintDocument, QrBlock, Row, Rule, Text


@given(st.text())
def test_everything_can_be_encoded(text: str) -> None:
    assert printable(text).encode("cp866").decode("cp866") == printable(text)


@given(st.text("АБВЯабвяЁё№ " + string.ascii_letters + string.digits))
def test_russian_stays_as_it_is(text: str) -> None:
    assert printable(text) == text


def test_what_paper_cannot_show() -> None:
    assert printable("89,90 ₽") == "89,90 руб."
    assert printable("1\u00a0234,50 — «сыр» ×2…") == '1 234,50 - "сыр" x2...'
    assert printable("Café Žižek") == "Cafe Zizek"
    assert printable("漢") == "?"
    assert printable("a\x1b@b\r\nc\u200b") == "a@b\nc"


def test_a_document() -> None:
    document = PrintDocument(
        "t", (Text("«a»"), Row("b—", "1 ₽"), Rule(), QrBlock("«K»", "×"), BarcodeBlock("K2-000231-7"))
    )
    assert printable_document(document).blocks == (
        Text('"a"'),
        Row("b-", "1 руб."),
        Rule(),
        QrBlock("«K»", "x"),
        BarcodeBlock("K2-000231-7"),
    )
