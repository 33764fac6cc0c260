"""Every scene of the preview, both languages, both sizes, all palettes: all is whole, legible, named, large enough to
touch and within reach of the keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QTableView

from pos_app.ui.screens.sale import SaleScreen
from pos_app.ui.theme.palette import PALETTES
from pos_app.ui.theme.sizes import TARGET, VISIBLE_ROWS
from pos_app.ui.theme.theme import change_colours
from pos_app.ui.widgets.key_bar import KeyBar
from pos_app.ui.widgets.total_label import TotalLabel
from tests.ui.inspection import cut_buttons, cut_labels, cut_prompt, illegible, out_of_reach, unnamed, visible
from tests.ui.places import PLACES
from tests.ui.preview import SCENES
from tests.ui.stage import Stage

SMALL, LARGE = (1024, 768), (1366, 768)
SIZES = [LARGE, SMALL]
# Each scene in every palette: the light one on the large screen, these on the small one.
COLOURS = {"ru": "dark", "en": "high_contrast"}
# Where the most stands in the right column, in the strip or in the line.
FULLEST = (
    *("sale", "sale_offline", "leased", "leased_offline", "frozen", "clock", "points", "points_pieces", "points_best"),
    *("payment_mixed", "payment_offline", "refund_mixed", "certificate", "advances", "advance_void", "reward"),
    *("discount", "approval", "return_recent", "return_lines", "why_everything", "customer_page", "register_consent"),
)
SHOWN = {scene: place for place, scene in PLACES.items()}


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("scene", SCENES)
def test_scene(make_stage: Callable[..., Stage], qapp: QApplication, scene: str, language: str) -> None:
    """Played once: then the window gets smaller and has other colours, as it may at any time."""
    stage = make_stage(language, *LARGE)
    SCENES[scene](stage)
    stage.settle()
    if scene in SHOWN:
        assert SHOWN[scene] in (stage.screen_name, f"{getattr(stage.screen, 'dialog_name', '')} (dialog)")
    looks_right(stage, LARGE)
    change_colours(qapp, stage.ui.context.theme, PALETTES[COLOURS[language]])
    stage.window.resize(*SMALL)
    stage.settle()
    looks_right(stage, SMALL)


def looks_right(stage: Stage, size: tuple[int, int]) -> None:
    assert unnamed(stage) + out_of_reach(stage) == []
    assert illegible(stage) == [], size
    assert (stage.window.width(), stage.window.height()) == size
    assert cut_labels(stage) + cut_buttons(stage) + cut_prompt(stage) == []
    buttons = visible(stage, QAbstractButton)
    small = [button.accessibleName() for button in buttons if min(button.width(), button.height()) < TARGET]
    assert small == [], size
    room = stage.window.rect()
    room.setBottom(stage.window.key_bar.y() - 1)
    places = [(made, QRect(made.mapTo(stage.window, QPoint(0, 0)), made.size())) for made in buttons]
    outside = [
        f"{made.accessibleName()}: {place}"
        for made, place in places
        if stage.window.stack.isAncestorOf(made) and not room.contains(place)
    ]
    assert outside == [], size
    named = (*buttons, *visible(stage, QLineEdit), *visible(stage, QTableView), *visible(stage, TotalLabel))
    assert [type(widget).__name__ for widget in named if not widget.accessibleName()] == []


@pytest.mark.parametrize("scene", SCENES)
def test_large_letters(make_stage: Callable[..., Stage], scene: str) -> None:
    """The fullest on the small screen first: in Russian, whose words are the longer ones."""
    stage = make_stage("ru", *(SMALL if scene in FULLEST else LARGE), text_percent=125)
    SCENES[scene](stage)
    stage.settle()
    if scene in FULLEST:
        large_letters_fit(stage, SMALL)
        stage.window.resize(*LARGE)
        stage.settle()
    large_letters_fit(stage, LARGE)


@pytest.mark.parametrize("scene", FULLEST)
def test_large_english_letters_on_the_small_screen(make_stage: Callable[..., Stage], scene: str) -> None:
    stage = make_stage("en", *SMALL, text_percent=125)
    SCENES[scene](stage)
    stage.settle()
    large_letters_fit(stage, SMALL)


def large_letters_fit(stage: Stage, size: tuple[int, int]) -> None:
    assert cut_labels(stage) + cut_buttons(stage) + cut_prompt(stage) == [], size
    assert (stage.window.width(), stage.window.height()) == size


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
