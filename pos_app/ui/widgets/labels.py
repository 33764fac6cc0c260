"""Labels and panels whose look comes from the style sheet by properties."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget


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
    made.setProperty("letters", size)
    made.setProperty("tone", tone)
    if bold:
        made.setProperty("weight", "bold")
    made.setWordWrap(wrap)
    vertical = align & Qt.AlignmentFlag.AlignVertical_Mask
    made.setAlignment(align if vertical else align | Qt.AlignmentFlag.AlignVCenter)
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


def natural(made: QLabel) -> QLabel:
    """The label takes the width of its text: for short words in grids and strips."""
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return made


def centre(holder: QWidget, content: QWidget) -> None:
    """Put ``content`` (of a fixed width) into the middle of ``holder``, as high as its wrapped texts need."""
    across = QHBoxLayout()
    across.addStretch(1)
    across.addWidget(content)
    across.addStretch(1)
    down = QVBoxLayout(holder)
    down.addStretch(1)
    down.addLayout(across)
    down.addStretch(1)


def panel(look: str = "true", parent: QWidget | None = None) -> QFrame:
    """A white card with an outline; ``look``: true, error or warning."""
    made = QFrame(parent)
    made.setProperty("panel", look)
    return made
