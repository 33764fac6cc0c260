"""The devices screens by real keys into the real window: a keyboard scanner is learnt, and sells at once afterwards."""

from collections.abc import Iterator

import pytest

from tests.end_to_end.x_keyboard import XKeyboard
from tests.ui.demo_till import BREAD, CARD, MILK
from tests.ui.test_scan_real_keys import open_window

pytestmark = pytest.mark.end_to_end


@pytest.fixture
def keyboard(x_server: str) -> Iterator[XKeyboard]:
    made = XKeyboard(x_server)
    yield made
    made.close()


@pytest.mark.slow
def test_a_scanner_is_learnt_and_sells(x_server: str, keyboard: XKeyboard) -> None:
    window = open_window(x_server, keyboard)
    try:
        for key, screen in (("F10", "shift"), ("F9", "devices"), ("F4", "scanner_lesson")):
            keyboard.press(key)
            window.wait_for(lambda line, screen=screen: line == f"screen={screen}")  # type: ignore[misc]
        for number, code in enumerate((MILK, CARD, BREAD), 1):
            keyboard.type_like_scanner(code, 0.004, suffix="Tab")
            window.wait_for(lambda line, number=number: line == f"lesson_scans={number}")  # type: ignore[misc]
        keyboard.press("Return")
        # 20 of a scanner at 4 ms a key; a busy machine's X server adds pauses of its own.
        window.wait_for(lambda line: line.startswith("lesson=applied threshold_ms="))
        keyboard.type_like_scanner(MILK, 0.004, suffix="Tab")
        window.wait_for(lambda line: line == "scan=tested source=keyboard")
        for screen in ("devices", "shift", "sale"):
            keyboard.press("Escape")
            window.wait_for(lambda line, screen=screen: line == f"screen={screen}")  # type: ignore[misc]
        keyboard.type_like_scanner(MILK, 0.004, suffix="Tab")
        window.wait_for(lambda line: line == "scan=item_added")
        window.wait_for(lambda line: line == f"basket={MILK}×1 customer=None line=")
    finally:
        window.close()


@pytest.mark.slow
def test_every_device_is_tested_by_keys(x_server: str, keyboard: XKeyboard) -> None:
    window = open_window(x_server, keyboard)
    try:
        keyboard.press("F10")
        window.wait_for(lambda line: line == "screen=shift")
        keyboard.press("F9")
        window.wait_for(lambda line: line == "screen=devices")
        keyboard.type_like_scanner(MILK)
        window.wait_for(lambda line: line == "scan=tested source=keyboard")
        keyboard.press("Down", 3)
        keyboard.press("Return")
        window.wait_for(lambda line: line == "device_test=passed device=printer key=printed")
        keyboard.press("Down")
        keyboard.press("Return")
        window.wait_for(lambda line: line == "device_test=passed device=drawer key=drawer_opened")
        keyboard.press("F5")
        window.wait_for(lambda line: line == "checklist=printed")
        keyboard.press("F3")
        window.wait_for(lambda line: line == "screen=camera")
        window.wait_for(lambda line: line == "cameras=2")
        keyboard.press("2")
        window.wait_for(lambda line: line == "camera=chosen source=given")
    finally:
        window.close()
