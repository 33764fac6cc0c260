"""Learning a keyboard scanner: what is measured is shown, saved and in force at once."""

import pytest

from hardware.scanner.key_stroke import KeyStroke
from pos_app.ui.screens.scanner_lesson import ScannerLessonScreen
from tests.ui.preview import lesson_scan
from tests.ui.stage import Stage

TAB = 15


@pytest.fixture
def lesson(sale: Stage) -> Stage:
    """The lesson's screen."""
    sale.keys("F10", "F9", "F4")
    return sale


def screen_of(stage: Stage) -> ScannerLessonScreen:
    screen = stage.screen
    assert isinstance(screen, ScannerLessonScreen)
    return screen


def test_three_scans_are_learnt_saved_and_in_force(lesson: Stage) -> None:
    keyboard = lesson.ui.context.keyboard
    assert keyboard.recorder is not None
    for start_ms in (0, 2_000, 4_000):
        assert screen_of(lesson).title.text().startswith("Считайте любой код")
        lesson_scan(lesson, start_ms, gap_ms=12, ending=TAB)
    assert keyboard.recorder is None
    result = screen_of(lesson).result.text()
    assert "не больше 12 мс" in result
    assert "Последняя клавиша: Tab" in result
    lesson.keys("Enter")
    assert screen_of(lesson).title.text() == "Сохранено и действует"
    assert (keyboard.settings.threshold_ms, [suffix.value for suffix in keyboard.settings.suffixes]) == (23, ["tab"])
    lesson.wait_while(lambda: not lesson.till.desk.saved)
    assert lesson.till.desk.saved == {
        "keyboard_scan_threshold_ms": 23,
        "keyboard_scan_suffix": "tab",
        "keyboard_scan_prefix": "",
    }


def test_a_person_is_told_to_scan(lesson: Stage) -> None:
    lesson_scan(lesson, 0, gap_ms=150)
    assert "набрано рукой" in screen_of(lesson).trouble.text()
    assert screen_of(lesson).title.text() == "Считайте любой код: 1 из 3"


def test_a_slow_scanner_gets_advice(lesson: Stage) -> None:
    for start_ms in (0, 3_000, 6_000):
        lesson_scan(lesson, start_ms, gap_ms=58)
    assert "задержку между знаками 0" in screen_of(lesson).trouble.text()


def test_what_cannot_be_saved_is_told_and_holds(lesson: Stage) -> None:
    lesson.till.desk.save_error = ValueError("settings.toml is not TOML")
    for start_ms in (0, 2_000, 4_000):
        lesson_scan(lesson, start_ms)
    lesson.keys("Enter")
    lesson.wait_while(lambda: "не сохранено" not in screen_of(lesson).trouble.text())
    assert lesson.ui.context.keyboard.settings.threshold_ms == 20


def test_leaving_gives_the_keys_back(lesson: Stage) -> None:
    screen_of(lesson).take_stroke(KeyStroke(5, "4", 0))
    lesson.keys("Esc")
    assert lesson.ui.context.keyboard.recorder is None
    assert lesson.screen_name == "devices"
