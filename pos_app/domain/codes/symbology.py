"""AIM symbology identifiers (ISO/IEC 15424): the ``]cm`` prefix by which a scanner says what it has read."""

from collections.abc import Mapping

from pos_app.domain.codes.scan import Symbology

_BY_CODE_CHARACTER: dict[str, Symbology | None] = {
    "A": Symbology.CODE39,
    "C": Symbology.CODE128,
    "E": Symbology.EAN13,
    "F": Symbology.CODABAR,
    "G": Symbology.CODE93,
    "I": Symbology.ITF,
    "Q": Symbology.QR,
    "d": Symbology.DATAMATRIX,
    # Symbologies of the standard that the till has no name for; the identifier is still no part of the data.
    "L": None,  # PDF417
    "e": None,  # GS1 DataBar
    "z": None,  # Aztec
    "S": None,  # 2 of 5
    "H": None,  # Code 11
    "M": None,  # MSI
    "X": None,  # other
}
_TWO_DIMENSIONAL = frozenset({Symbology.QR, Symbology.DATAMATRIX})
_IDENTIFIER_LENGTH = 3


def split_aim_identifier(text: str) -> tuple[Symbology | None, str]:
    """Split ``text`` into the symbology that its AIM identifier names and the data behind it.

    Gives ``(None, text)`` where there is no identifier, and ``(None, data)`` for a symbology that the till has no name
    for. UPC-A comes as ``]E0`` with 13 digits, so it is EAN-13 here, which is the same number.
    """
    if len(text) < _IDENTIFIER_LENGTH or text[0] != "]" or text[1] not in _BY_CODE_CHARACTER or not text[2].isalnum():
        return None, text
    symbology = _BY_CODE_CHARACTER[text[1]]
    if text[1] == "E" and text[2] == "4":
        symbology = Symbology.EAN8
    return symbology, text[_IDENTIFIER_LENGTH:]


def is_two_dimensional(symbology: Symbology) -> bool:
    """Whether the symbology is a matrix code with error correction, which may be believed on one read."""
    return symbology in _TWO_DIMENSIONAL


PRINTED_NAMES: Mapping[Symbology, str] = {
    Symbology.EAN13: "EAN-13",
    Symbology.EAN8: "EAN-8",
    Symbology.UPCA: "UPC-A",
    Symbology.CODE128: "Code128",
    Symbology.CODE39: "Code39",
    Symbology.CODE93: "Code93",
    Symbology.ITF: "ITF",
    Symbology.CODABAR: "Codabar",
    Symbology.QR: "QR",
    Symbology.DATAMATRIX: "DataMatrix",
}
"""What symbologies are called in lists and reports."""
