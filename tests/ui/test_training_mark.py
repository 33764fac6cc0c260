"""The mark of a till that practises stays in front of everything and takes nothing away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from pos_app.ui.language import install_language
from pos_app.ui.theme.theme import make_theme
from pos_app.ui.widgets.training_mark import RIBBON_HEIGHT, TrainingMark


def test_it_frames_the_window_whatever_comes_later(qtbot: QtBot, qapp: QApplication) -> None:
    install_language(qapp, "en")  # whichever the test before spoke
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    theme = make_theme("light", 100)
    mark = TrainingMark(theme, window)
    window.show()
    later = QLabel("later", window)
    later.setGeometry(0, 0, 400, 300)
    later.show()
    window.resize(600, 350)
    assert mark.geometry() == window.rect()
    assert window.children()[-1] is mark or window.childAt(300, 10) is later, "it lets clicks through"
    assert mark.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    picture = window.grab().toImage()
    ribbon = picture.pixelColor(3, RIBBON_HEIGHT // 2).name().upper()
    assert ribbon == theme.palette.on_warning.upper()
    edges = {picture.pixelColor(2, y).name().upper() for y in range(RIBBON_HEIGHT, 350)}
    assert edges == {theme.palette.on_warning.upper(), theme.palette.warning_surface.upper()}
    assert "TRAINING" in mark.words
