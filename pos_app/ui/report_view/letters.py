"""The fonts of a sheet and how much room texts take in them."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

from pos_app.ui.report_view.lines import Letters
from pos_app.ui.theme.theme import Theme

WRAPPED = int(Qt.TextFlag.TextWordWrap)
_TALL = 100_000


class SheetFonts:
    """Made once for a theme's sizes."""

    def __init__(self, theme: Theme) -> None:
        bold = QFont.Weight.DemiBold
        self._fonts = {
            Letters.TITLE: theme.font("title", bold),
            Letters.HEADING: theme.font("large", bold),
            Letters.FIGURE: theme.font("large", bold),
            Letters.BOLD: theme.font("normal", bold),
            Letters.PLAIN: theme.font("normal"),
            Letters.SMALL: theme.font("small"),
        }
        self._metrics = {letters: QFontMetrics(made) for letters, made in self._fonts.items()}

    def font(self, letters: Letters) -> QFont:
        """The font itself."""
        return self._fonts[letters]

    def width(self, text: str, letters: Letters) -> int:
        """Pixels of a text on one line."""
        return self._metrics[letters].horizontalAdvance(text) + 1 if text else 0

    def height(self, text: str, letters: Letters, width: int) -> int:
        """Pixels of a text wrapped to ``width``; of one line for an empty one."""
        if not text:
            return self._metrics[letters].height()
        return self._metrics[letters].boundingRect(QRect(0, 0, width, _TALL), WRAPPED, text).height()
