"""A sum that has no room gets smaller and keeps every digit."""

import pytest
from PySide6.QtGui import QFontMetrics

from pos_app.ui.models.line_delegate import fitting
from tests.ui.stage import Stage


@pytest.mark.parametrize("text", ["1", "4\u00a0132,15\u00a0₽", "100\u00a0000,00\u00a0₽"])
def test_every_digit_stands_in_the_cell(stage: Stage, text: str) -> None:
    font = stage.ui.window._ui.theme.font("small")
    assert QFontMetrics(fitting(font, text, 64)).horizontalAdvance(text) <= 64
    assert fitting(font, "1", 64) == font
