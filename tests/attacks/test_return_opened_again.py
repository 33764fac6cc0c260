"""The list of receipts is as wide as its place each time the return is opened, not only the first time."""

import pytest
from PySide6.QtWidgets import QApplication

from pos_app.ui.widgets.choice_list import ChoiceList
from tests.ui.demo_till import CARD, CHEESE, MILK
from tests.ui.stage import Stage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def test_the_list_keeps_its_width(qapp: QApplication) -> None:
    stage = Stage()
    stage.open_shift()
    stage.scan(MILK, CHEESE, CARD)
    stage.keys("F12", "100", "F12", "F11", "Enter")
    widths, half = [], stage.window.width() // 2
    for _ in range(3):
        stage.keys("F9")
        (shown,) = [part for part in stage.screen.findChildren(ChoiceList) if part.isVisible()]
        widths.append(shown.width())
        stage.keys("Esc")
        assert stage.screen_name == "sale"
    stage.close()
    assert widths[0] > half
    assert widths == [widths[0]] * 3
