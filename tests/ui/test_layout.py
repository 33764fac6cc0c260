"""Every scene of the preview, both languages, both sizes: nothing cut, nothing unnamed, nothing too small to touch."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTableView, QWidget

from pos_app.ui.screens.sale import SaleScreen
from pos_app.ui.theme.sizes import TARGET, VISIBLE_ROWS
from pos_app.ui.widgets.key_bar import KeyBar
from pos_app.ui.widgets.total_label import TotalLabel
from tests.ui.preview import SCENES
from tests.ui.stage import Stage

SIZES = [(1366, 768), (1024, 768)]
# A name of goods or of a person may be longer than any column: these labels may be cut, and say so with a tool tip.
_OPEN_ENDED = 2


def visible(stage: Stage, kind: type[QWidget]) -> list[QWidget]:
    return [widget for widget in stage.window.findChildren(kind) if widget.isVisible()]


def cut_labels(stage: Stage) -> list[str]:
    found = []
    for widget in visible(stage, QLabel):
        assert isinstance(widget, QLabel)
        text = widget.text()
        if not text or isinstance(widget.parent(), QAbstractButton):
            continue
        metrics = QFontMetrics(widget.font())
        flags = int(Qt.TextFlag.TextWordWrap) if widget.wordWrap() else 0
        room = widget.contentsRect()
        needed = metrics.boundingRect(QRect(0, 0, room.width(), 10_000), flags, text)
        if needed.width() > room.width() + _OPEN_ENDED or needed.height() > room.height() + _OPEN_ENDED:
            found.append(f"{text!r}: needs {needed.width()}×{needed.height()}, has {room.width()}×{room.height()}")
    return found


def cut_buttons(stage: Stage) -> list[str]:
    found = []
    for widget in visible(stage, QAbstractButton):
        assert isinstance(widget, QAbstractButton)
        metrics = QFontMetrics(widget.font())
        width = max((metrics.horizontalAdvance(line) for line in widget.text().split("\n")), default=0)
        if width > widget.width() - 6:
            found.append(f"{widget.text()!r}: needs {width}, has {widget.width()}")
    return found


def cut_prompt(stage: Stage) -> list[str]:
    line = stage.screen.entry
    if line is None or not line.isVisible() or line.text():
        return []
    width = QFontMetrics(line.font()).horizontalAdvance(line.placeholderText())
    room = line.width() - 40
    return [f"{line.placeholderText()!r}: needs {width}, has {room}"] if width > room else []


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("scene", SCENES)
def test_scene(make_stage: Callable[..., Stage], scene: str, size: tuple[int, int], language: str) -> None:
    stage = make_stage(language, *size)
    SCENES[scene](stage)
    stage.settle()
    assert (stage.window.width(), stage.window.height()) == size
    assert cut_labels(stage) + cut_buttons(stage) + cut_prompt(stage) == []
    buttons = visible(stage, QAbstractButton)
    small = [button.accessibleName() for button in buttons if min(button.width(), button.height()) < TARGET]
    assert small == []
    room = stage.window.rect()
    room.setBottom(stage.window.key_bar.y() - 1)
    places = [(made, QRect(made.mapTo(stage.window, QPoint(0, 0)), made.size())) for made in buttons]
    outside = [
        f"{made.accessibleName()}: {place}"
        for made, place in places
        if stage.window.stack.isAncestorOf(made) and not room.contains(place)
    ]
    assert outside == []
    named = (*buttons, *visible(stage, QLineEdit), *visible(stage, QTableView), *visible(stage, TotalLabel))
    assert [type(widget).__name__ for widget in named if not widget.accessibleName()] == []


@pytest.mark.parametrize("scene", SCENES)
def test_large_letters(make_stage: Callable[..., Stage], scene: str) -> None:
    stage = make_stage("ru", 1366, 768, text_percent=125)
    SCENES[scene](stage)
    stage.settle()
    assert cut_labels(stage) + cut_buttons(stage) + cut_prompt(stage) == []


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_fourteen_lines_without_scrolling(make_stage: Callable[..., Stage], size: tuple[int, int]) -> None:
    stage = make_stage("ru", *size)
    stage.goods(VISIBLE_ROWS)
    screen = stage.screen
    assert isinstance(screen, SaleScreen)
    assert screen.model.rowCount() == VISIBLE_ROWS
    last = screen.table.visualRect(screen.model.index(VISIBLE_ROWS - 1, 0))
    assert last.bottom() < screen.table.viewport().height()
    assert not screen.table.verticalScrollBar().isVisible()


def test_the_bar_shows_only_keys_that_exist(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage("ru")
    stage.goods(2)
    shown = [action.key for action in stage.window.key_bar.shown]
    assert shown == ["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10"]
    assert all(button.isEnabled() for button in stage.window.findChild(KeyBar).findChildren(QAbstractButton))


def test_every_key_of_the_bar_may_be_touched(make_stage: Callable[..., Stage]) -> None:
    """Touching a key does what pressing it does, and leaves the keyboard to the scan line."""
    stage = make_stage("ru")
    stage.goods(2)
    for number, action in enumerate(stage.window.key_bar.shown):
        if action.key in ("F1", "F5", "F9", "F10"):
            continue
        button = stage.window.key_bar.findChildren(QAbstractButton)[number]
        button.click()
        stage.settle()
        screen = stage.screen
        assert isinstance(screen, SaleScreen)
        assert screen.dialog_name or screen.line.error, action.key
        stage.keys("Esc")
