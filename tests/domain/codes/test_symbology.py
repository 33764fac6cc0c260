import pytest

from pos_app.domain.codes.scan import Symbology
from pos_app.domain.codes.symbology import is_two_dimensional, split_aim_identifier


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("]E04600051000057", (Symbology.EAN13, "4600051000057")),
        ("]E496385074", (Symbology.EAN8, "96385074")),
        ("]C0KP000000422", (Symbology.CODE128, "KP000000422")),
        ("]C1010460\x1d21", (Symbology.CODE128, "010460\x1d21")),
        ("]Q1tel:+79730000000", (Symbology.QR, "tel:+79730000000")),
        ("]d2010460", (Symbology.DATAMATRIX, "010460")),
        ("]A0ABC", (Symbology.CODE39, "ABC")),
        ("]L0pdf", (None, "pdf")),
        ("4600051000057", (None, "4600051000057")),
        ("]Y0abc", (None, "]Y0abc")),
        ("]E", (None, "]E")),
        ("]Q-a", (None, "]Q-a")),
        ("", (None, "")),
    ],
)
def test_split(text: str, expected: tuple[Symbology | None, str]) -> None:
    assert split_aim_identifier(text) == expected


def test_two_dimensional() -> None:
    assert {symbology for symbology in Symbology if is_two_dimensional(symbology)} == {
        Symbology.QR,
        Symbology.DATAMATRIX,
    }
