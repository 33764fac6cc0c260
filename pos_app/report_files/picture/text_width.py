"""How wide a text is in the shipped font, without painting it."""

from functools import lru_cache
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from resources.paths import resource_path

REGULAR: Final = "Golos"
BOLD: Final = "GolosBold"
_FILES: Final = {REGULAR: "GolosText-Regular.ttf", BOLD: "GolosText-SemiBold.ttf"}


@lru_cache(maxsize=1)
def fonts_ready() -> bool:
    """Make the shipped fonts known to the PDF library, once."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resource_path("fonts", file))))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    return True


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text of ``size`` points, in points."""
    fonts_ready()
    return float(pdfmetrics.stringWidth(text, BOLD if bold else REGULAR, size))


def shortened(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """The text, or as much of it as fits with «…»."""
    if text_width(text, size, bold=bold) <= room:
        return text
    for length in range(len(text) - 1, 0, -1):
        cut = text[:length].rstrip() + "…"
        if text_width(cut, size, bold=bold) <= room:
            return cut
    return "…"
