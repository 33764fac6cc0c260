"""The words in the scan line keep their colour, however long they are."""

import pytest
from PySide6.QtGui import QPalette

from tests.ui.stage import Stage


@pytest.mark.parametrize("words", ["Short", "A long sentence that says what is wrong and what to do " * 2])
def test_an_error_is_written_in_its_own_colour(sale: Stage, words: str) -> None:
    line = sale.screen.entry
    assert line is not None
    for text in ("x", words, "y", words):
        line.show_error(text)
        sale.settle()
        shown = line.palette().color(QPalette.ColorRole.PlaceholderText)
        assert shown == sale.screen.ui.theme.colour("on_error")
