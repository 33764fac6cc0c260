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


def test_what_is_asked_stays_beside_what_is_typed(sale: Stage) -> None:
    line = sale.screen.entry
    assert line is not None
    line.ask("Own price, then Enter")
    assert line.asked == "", "it stands in the empty line, large"
    line.replace_text("99,90")
    assert line.asked == "Own price, then Enter"
    line.ask("Cash received; Enter – exactly 902.50")
    line.replace_text("5000")
    assert line.asked == "Cash received", "with a sum typed Enter does another thing"


def test_it_is_painted_only_where_there_is_room(sale: Stage) -> None:
    line = sale.screen.entry
    assert line is not None
    line.ask("What is asked " * 3)

    def inked(typed: str) -> bool:
        """Whether anything is written at the right end; what is typed there is not looked at."""
        line.replace_text(typed)
        line.home(False)
        sale.settle()
        with_words = line.grab().toImage()
        line.ask("")
        line.replace_text(typed)
        line.home(False)
        sale.settle()
        without = line.grab().toImage()
        line.ask("What is asked " * 3)
        return with_words != without

    assert inked("12") and not inked("1" * 60)
