"""How a report looks on a page: A4, the shipped font, dark text on white."""

from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from pos_app.domain.report.cell import Tone
from pos_app.report_files.picture.text_width import BOLD, REGULAR

MARGIN: Final = 15 * mm
FOOT: Final = 10 * mm
PORTRAIT: Final = A4
LANDSCAPE: Final = landscape(A4)
BODY_SIZE: Final = 9.0

TEXT: Final = HexColor("#14171C")
MUTED: Final = HexColor("#485264")
GRID: Final = HexColor("#D5DBE6")
HEADER: Final = HexColor("#E2E6EE")
STRIPE: Final = HexColor("#F6F7FA")
_TONES: Final = {
    Tone.GOOD: HexColor("#0B6B3A"),
    Tone.WARNING: HexColor("#8A3A00"),
    Tone.BAD: HexColor("#A31515"),
    Tone.MUTED: MUTED,
}


def _style(name: str, size: float, *, bold: bool = False, **more: Any) -> ParagraphStyle:
    font = BOLD if bold else REGULAR
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=size * 1.3, textColor=TEXT, **more)


TITLE: Final = _style("title", 18, bold=True, spaceAfter=2 * mm)
ABOUT: Final = ParagraphStyle("about", parent=_style("about_base", 9), textColor=MUTED, spaceAfter=4 * mm)
SECTION: Final = _style("section", 13, bold=True, spaceBefore=6 * mm, spaceAfter=2 * mm, keepWithNext=1)
TABLE_TITLE: Final = _style("table_title", 10.5, bold=True, spaceBefore=3 * mm, spaceAfter=1.5 * mm, keepWithNext=1)
CELL: Final = _style("cell", BODY_SIZE)
CELL_RIGHT: Final = ParagraphStyle("cell_right", parent=CELL, alignment=TA_RIGHT)
CELL_BOLD: Final = _style("cell_bold", BODY_SIZE, bold=True)
CELL_BOLD_RIGHT: Final = ParagraphStyle("cell_bold_right", parent=CELL_BOLD, alignment=TA_RIGHT)
FACT_NAME: Final = ParagraphStyle("fact_name", parent=_style("fact_name_base", 8.5), textColor=MUTED)
FACT_FIGURE: Final = _style("fact_figure", 14, bold=True)
NOTE: Final = _style("note", 10, spaceBefore=2 * mm, spaceAfter=2 * mm)


def toned(style: ParagraphStyle, tone: Tone) -> ParagraphStyle:
    """The style in the colour of a tone; the words say it too."""
    if tone not in _TONES:
        return style
    return ParagraphStyle(f"{style.name}_{tone.value}", parent=style, textColor=_TONES[tone])
