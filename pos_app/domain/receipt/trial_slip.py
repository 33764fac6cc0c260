"""A slip that shows whether a receipt printer prints all that receipts need: letters, widths, codes, the cut."""

from dataclasses import dataclass
from datetime import datetime

from pos_app.domain.receipt.document import Align, BarcodeBlock, PrintDocument, QrBlock, Row, Rule, Text
from pos_app.domain.receipt.figures import day
from pos_app.domain.receipt.labels import LABELS, Language


@dataclass(frozen=True, slots=True)
class _Words:
    heading: str
    till: str
    wide: str
    bold: str
    right: str
    qr: str


_WORDS = {
    Language.RU: _Words("Проверка принтера", "Касса {code}", "Крупно", "Жирно", "справа", "читается сканером"),
    Language.EN: _Words("Printer test", "Till {code}", "Large", "Bold", "right", "a scanner reads it"),
}
_LETTERS = (
    "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "0123456789 №«»%*/+-=",
)


def trial_slip(till_code: str, now: datetime, language: Language) -> PrintDocument:
    """``now`` is in the shop's time zone; the slip is no receipt and says so by its heading."""
    words = _WORDS[language]
    time = f"{day(now.date(), LABELS[language])} {now:%H:%M:%S}"
    return PrintDocument(
        f"test {till_code} {now:%H%M%S}",
        (
            Text(words.heading, Align.CENTER, bold=True),
            Row(words.till.format(code=till_code), time),
            Rule(),
            *(Text(letters) for letters in _LETTERS),
            Text(words.wide, large=True),
            Text(words.bold, bold=True),
            Row("1 234,50", words.right),
            Rule(),
            BarcodeBlock(f"TEST-{till_code}"),
            QrBlock(f"TEST {till_code} {time}", words.qr),
        ),
    )
