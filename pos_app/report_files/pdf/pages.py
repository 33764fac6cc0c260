"""The pages of a report: heading of the first, the foot of each with its number and how many there are."""

from collections.abc import Sequence
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas

from pos_app.report_files.pdf.styles import FOOT, GRID, MARGIN, MUTED
from pos_app.report_files.picture.text_width import REGULAR, shortened

_SIZE: Final = 8.0


class NumberedCanvas(Canvas):
    """Keeps every page until it is known how many there are, then writes «page 2 of 5» on each.

    ``foot``: what stands at the left of every foot; ``page_words`` with ``{page}`` and ``{pages}``.
    """

    def __init__(self, *arguments: Any, foot: str, page_words: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._foot = foot
        self._page_words = page_words
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:
        """Keep the page as it is now."""
        self._kept.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # the library's own way to begin a page

    def save(self) -> None:
        """Write all pages with their feet."""
        kept: Sequence[dict[str, Any]] = self._kept
        for number, page in enumerate(kept, 1):
            self.__dict__.update(page)
            self._draw_foot(number, len(kept))
            super().showPage()
        super().save()

    def _draw_foot(self, number: int, count: int) -> None:
        width: float = self._pagesize[0]  # type: ignore[attr-defined]  # of the page, not of the document
        self.setStrokeColor(GRID)
        self.setLineWidth(0.5)
        self.line(MARGIN, FOOT + _SIZE + 3, width - MARGIN, FOOT + _SIZE + 3)
        self.setFillColor(MUTED)
        self.setFont(REGULAR, _SIZE)
        page = self._page_words.format(page=number, pages=count)
        self.drawRightString(width - MARGIN, FOOT, page)
        self.drawString(MARGIN, FOOT, shortened(self._foot, _SIZE, width - 2 * MARGIN - 90))
