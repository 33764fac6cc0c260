"""One code found in an image."""

from dataclasses import dataclass

from pos_app.domain.codes.scan import Symbology


@dataclass(frozen=True, slots=True)
class ReadCode:
    """``text`` as printed in the code, GS separators kept."""

    symbology: Symbology
    text: str


def canonical(symbology: Symbology, text: str) -> ReadCode:
    """The code under one name: an EAN-13 that begins with 0 is a UPC-A, and readers call it the one or the other."""
    if symbology is Symbology.EAN13 and text.startswith("0"):
        return ReadCode(Symbology.UPCA, text[1:])
    return ReadCode(symbology, text)
