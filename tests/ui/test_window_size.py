"""A window is never larger than the screen: what lies outside of it cannot be pressed."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from pos_app.ui.app import TillUi, build_till, show_till
from pos_app.ui.ui_settings import UiSettings
from tests.ui.demo_till import DemoTill


def show(settings: UiSettings) -> TillUi:
    till = DemoTill()
    ui = build_till(till.services, till.sync, till.clock, settings)
    show_till(ui)
    QApplication.processEvents()
    return ui


@pytest.mark.parametrize(
    ("asked", "maximized"), [(None, True), ((600, 500), False), ((1366, 768), False)], ids=["unasked", "small", "large"]
)
def test_a_small_screen_is_filled_unless_a_size_was_asked_for(
    qapp: QApplication, asked: tuple[int, int] | None, maximized: bool
) -> None:
    room = qapp.primaryScreen().availableSize()
    assert room.width() < 1366, "the test needs a screen smaller than the usual window"
    ui = show(UiSettings(window_size=asked, sound_volume_percent=0))
    if asked is None:
        assert ui.window.frameGeometry().width() <= room.width()
        assert ui.window.frameGeometry().height() <= room.height()
    else:
        assert (ui.window.width(), ui.window.height()) == asked
    assert ui.window.isMaximized() is maximized
    ui.window.close()
    ui.close()
    ui.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
