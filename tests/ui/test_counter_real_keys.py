"""Receipts put aside, quick keys, lock and journal by real keys into the real window."""

from collections.abc import Iterator

import pytest

from tests.end_to_end.x_keyboard import XKeyboard
from tests.ui.demo_till import BREAD, MILK
from tests.ui.test_scan_real_keys import open_window

pytestmark = pytest.mark.end_to_end


@pytest.fixture
def keyboard(x_server: str) -> Iterator[XKeyboard]:
    made = XKeyboard(x_server)
    yield made
    made.close()


@pytest.mark.slow
def test_a_receipt_is_put_aside_locked_and_taken_up(x_server: str, keyboard: XKeyboard) -> None:
    window = open_window(x_server, keyboard)

    def wait(told: str) -> None:
        window.wait_for(lambda line: line == told)

    try:
        keyboard.type_like_scanner(MILK)
        wait(f"basket={MILK}×1 customer=None line=")
        keyboard.press("F5")  # put aside: 1 key
        wait("held=1")
        keyboard.type_like_scanner(BREAD)
        wait(f"basket={BREAD}×1 customer=None line=")
        keyboard.press("Insert")
        wait("screen=why")
        keyboard.press("Insert")
        wait("screen=sale")
        keyboard.press("Pause")
        wait("screen=sign_on")
        for key in ("1", "1", "1", "1", "Return"):
            keyboard.press(key)
        wait("screen=sale")
        keyboard.press("F5")
        wait("held=2")
        keyboard.press("F5")  # take up: 2 keys
        wait("dialog=held")
        keyboard.press("1")
        wait(f"basket={MILK}×1 customer=None line=")
        keyboard.press("Home")
        wait("dialog=quick_keys")
        keyboard.press("Home")
        wait("dialog=none")
        keyboard.press("F10")
        wait("screen=shift")
        keyboard.press("F12")
        wait("screen=journal")
        for key in ("2", "2", "2", "2", "Return"):
            keyboard.press(key)
        window.wait_for(lambda line: line.startswith("journal=read count="))
    finally:
        window.close()
