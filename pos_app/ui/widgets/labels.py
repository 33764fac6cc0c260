"""Labels and panels whose look comes from the style sheet by properties."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


def label(
    text: str = "",
    *,
    size: str = "normal",
    tone: str = "text",
    bold: bool = False,
    wrap: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    parent: QWidget | None = None,
) -> QLabel:
    """A label of plain text. ``size``: small, normal, large, title, total; ``tone``: text, muted, points, error."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("size", size)
    made.setProperty("tone", tone)
    if bold:
        made.setProperty("weight", "bold")
    made.setWordWrap(wrap)
    made.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
    if not wrap:
        # A long text must not push the column wider than the screen.
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made


def show_text(target: QLabel, text: str) -> None:
    """Set a text that may be empty: an empty label takes no room. Screen readers read the same words."""
    if target.text() != text:
        target.setText(text)
        target.setAccessibleName(text)
    target.setVisible(bool(text))


def panel(look: str = "true", parent: QWidget | None = None) -> QFrame:
    """A white card with an outline; ``look``: true, error or warning."""
    made = QFrame(parent)
    made.setProperty("panel", look)
    return made
