"""The colours change by a key, on every screen at once, and stay."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from pos_app.ui.theme.contrast import CONTROL_RATIO, TEXT_RATIO, contrast_ratio
from pos_app.ui.theme.palette import PALETTES
from tests.ui.demo_till import CARD, MILK
from tests.ui.stage import Stage


def test_a_key_steps_through_the_palettes(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage()
    stage.open_shift()
    stage.scan(MILK, CARD)
    seen = []
    for _ in PALETTES:
        stage.keys("ScrollLock")
        ground = stage.window.grab().toImage().pixelColor(2, 40).name().upper()
        seen.append((stage.ui.context.theme.palette.name, ground))
    assert seen == [(name, PALETTES[name].background) for name in ("dark", "high_contrast", "light")]
    assert stage.state.basket.lines


def test_the_words_in_the_scan_line_stay_legible(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage()
    stage.open_shift()
    for _ in PALETTES:
        stage.keys("ScrollLock")
        entry = stage.screen.entry
        assert entry is not None
        palette = entry.palette()
        words, ground = palette.placeholderText().color().name(), stage.ui.context.theme.palette.surface
        assert contrast_ratio(words.upper(), ground) >= TEXT_RATIO > CONTROL_RATIO


def test_the_choice_is_kept(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage()
    stage.keys("ScrollLock")
    stage.window.colours.keep()
    stage.wait_while(lambda: not stage.till.desk.saved)
    assert stage.till.desk.saved == {"theme": "dark"}


def test_by_touch_from_the_list_of_devices(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage()
    stage.open_shift()
    stage.keys("F10", "F9", "F7")
    assert stage.ui.context.theme.palette.name == "dark"
    assert stage.screen_name == "devices"


@pytest.fixture
def steady_cursor(qapp: QApplication) -> Iterator[None]:
    """A cursor that blinks is there in one picture and not in the next."""
    before = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    yield
    qapp.setCursorFlashTime(before)


@pytest.mark.usefixtures("steady_cursor")
def test_a_till_that_changed_its_colours_looks_as_one_that_started_in_them(make_stage: Callable[..., Stage]) -> None:
    pictures = []
    for theme, switches in (("dark", 0), ("light", 1)):
        stage = make_stage(theme=theme)
        stage.open_shift()
        stage.scan(MILK, CARD)
        stage.keys("F6", *["ScrollLock"] * switches)
        stage.settle()
        pictures.append(stage.window.grab().toImage())
    assert pictures[0] == pictures[1]
