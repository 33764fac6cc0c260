"""Key events of a real window, with time stamps of their own: a scanner's become scans, a person's reach the screen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hardware.scanner.us_layout import key_for
from pos_app.ui.screens.sale import SaleScreen
from pos_app.ui.widgets.scan_line import ScanLine
from tests.fakes.staff import MANAGER_BADGE
from tests.ui.demo_till import BREAD, CARD, CHEESE, MILK
from tests.ui.stage import Stage

_ENTER = 28
_RUSSIAN = dict(zip("qwertyuiop[]asdfghjkl;'zxcvbnm,./", "йцукенгшщзхъфывапролджэячсмитьбю.", strict=True))


class Keyboard:
    """Sends presses and releases to the native window, as the platform does. ``now_ms``: the events' time stamps."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.now_ms = 10_000

    def tap(self, text: str, *, gap_ms: int, russian: bool = False, release: bool = True) -> None:
        """One key by its US position; under a Russian layout its letters say something else."""
        self.now_ms += gap_ms
        if text == "\r":
            code, shift, shown, key = _ENTER, False, "\r", Qt.Key.Key_Return.value
        else:
            code, shift = key_for(text)
            shown = _RUSSIAN.get(text.lower(), text) if russian else text
            shown = shown.upper() if shift and russian else shown
            key = ord(shown.upper()[0])
        modifiers = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) if release else (QEvent.Type.KeyPress,):
            event = QKeyEvent(kind, key, modifiers, code, 0, 0, shown)
            event.setTimestamp(self.now_ms)
            QCoreApplication.sendEvent(self._stage.window.windowHandle(), event)

    def type(self, text: str, *, gap_ms: int, russian: bool = False) -> None:
        for character in text:
            self.tap(character, gap_ms=gap_ms, russian=russian)
            if gap_ms > 45:
                self._wait_as_long(gap_ms)

    def scan(self, code: str, *, gap_ms: int = 2, russian: bool = False) -> None:
        for character in code:
            self.tap(character, gap_ms=gap_ms, russian=russian)
        self.tap("\r", gap_ms=gap_ms)

    @staticmethod
    def _wait_as_long(gap_ms: int) -> None:
        """A person's pause lets the filter's own timer run."""
        QTest.qWait(gap_ms + 15)


@pytest.fixture
def keyboard(sale: Stage) -> Keyboard:
    return Keyboard(sale)


def line(stage: Stage) -> ScanLine:
    assert isinstance(stage.screen, SaleScreen)
    return stage.screen.line


@pytest.mark.parametrize("gap_ms", [1, 2, 10, 30])
@pytest.mark.parametrize("russian", [False, True])
def test_a_scanner_s_keys_are_a_scan(sale: Stage, keyboard: Keyboard, gap_ms: int, russian: bool) -> None:
    for code in (MILK, BREAD, CARD, CHEESE):
        keyboard.scan(code, gap_ms=gap_ms, russian=russian)
        keyboard.now_ms += 500
    assert len(sale.state.basket.lines) == 3
    assert sale.state.basket.customer_id == "c-1"
    assert line(sale).text() == ""


def test_a_person_s_keys_reach_the_line(sale: Stage, keyboard: Keyboard, qtbot: QtBot) -> None:
    keyboard.type("12345", gap_ms=70)
    qtbot.waitUntil(lambda: line(sale).text() == "12345", timeout=30_000)


def test_a_quick_short_burst_is_given_back_in_order(sale: Stage, keyboard: Keyboard, qtbot: QtBot) -> None:
    keyboard.type("123", gap_ms=5)
    assert line(sale).text() == ""
    qtbot.waitUntil(lambda: line(sale).text() == "123", timeout=30_000)


def test_enter_after_a_quick_burst_submits_what_was_typed(sale: Stage, keyboard: Keyboard) -> None:
    keyboard.type("10", gap_ms=5)
    keyboard.tap("\r", gap_ms=5)
    assert [item.item.article for item in sale.state.basket.lines] == ["00010"] or sale.error


def test_scans_go_on_in_every_dialog(sale: Stage, keyboard: Keyboard) -> None:
    sale.scan(MILK)
    for opening in ("F2", "F3", "F4", "F7", "F8"):
        sale.keys(opening)
        keyboard.scan(BREAD, russian=True)
        assert line(sale).text() == "", opening
        keyboard.now_ms += 500
        sale.keys("Esc")
    assert sale.state.basket.lines[-1].quantity == 5000


def test_a_scan_does_not_mix_with_what_a_person_typed(sale: Stage, keyboard: Keyboard) -> None:
    sale.scan(MILK)
    sale.keys("F6")
    keyboard.type("23", gap_ms=70)
    keyboard.now_ms += 300
    keyboard.scan(CARD)
    assert sale.state.basket.customer_id == "c-1"


def test_a_button_in_focus_is_not_pressed_by_a_scan(sale: Stage, keyboard: Keyboard) -> None:
    sale.scan(MILK)
    assert isinstance(sale.screen, SaleScreen)
    sale.screen.side.cash.setFocus(Qt.FocusReason.TabFocusReason)
    keyboard.scan(BREAD)
    assert sale.screen_name == "sale"
    assert len(sale.state.basket.lines) == 2


def test_enter_presses_the_button_in_focus(sale: Stage, keyboard: Keyboard) -> None:
    sale.scan(MILK)
    assert isinstance(sale.screen, SaleScreen)
    sale.screen.side.cash.setFocus(Qt.FocusReason.TabFocusReason)
    keyboard.tap("\r", gap_ms=100)
    assert sale.screen_name == "payment"


def test_a_digit_typed_with_a_button_in_focus_goes_to_the_line(sale: Stage, keyboard: Keyboard, qtbot: QtBot) -> None:
    sale.scan(MILK)
    assert isinstance(sale.screen, SaleScreen)
    sale.screen.side.cash.setFocus(Qt.FocusReason.TabFocusReason)
    keyboard.type("7", gap_ms=70)
    qtbot.waitUntil(lambda: line(sale).text() == "7", timeout=30_000)
    assert line(sale).hasFocus()


def test_function_keys_pass_at_once(sale: Stage) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F2.value, Qt.KeyboardModifier.NoModifier, 60, 0, 0, "")
    event.setTimestamp(50_000)
    QCoreApplication.sendEvent(sale.window.windowHandle(), event)
    assert isinstance(sale.screen, SaleScreen)
    assert sale.screen.dialog_name == "customer"


def test_scans_reach_every_screen(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage()
    keyboard = Keyboard(stage)
    keyboard.scan(MANAGER_BADGE, russian=True)
    assert stage.screen_name == "shift_open"
    assert line_is_empty(stage)


def line_is_empty(stage: Stage) -> bool:
    return stage.screen.entry is not None and stage.screen.entry.text() == ""
