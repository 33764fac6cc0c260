"""PINs are checked off the UI thread: the screen goes on, and what was pressed meanwhile comes in its order."""

from collections.abc import Callable, Iterator
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from pos_app.domain.codes.scan import ScanData, ScanSource
from pos_app.ui.key_press import KeyPress
from tests.fakes.staff import MANAGER, PlainHasher
from tests.ui.demo_till import MILK
from tests.ui.stage import Stage


class SlowHasher(PlainHasher):
    """Answers when it is let; ``threads`` says where it was asked."""

    def __init__(self) -> None:
        self.go = Event()
        self.threads: list[bool] = []

    def verify(self, pin_hash: str, pin: str) -> bool:
        self.threads.append(current_thread() is main_thread())
        if not self.go.wait(60):
            raise TimeoutError("nobody let the hasher go on")
        return super().verify(pin_hash, pin)


@pytest.fixture
def hasher(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowHasher]:
    slow = SlowHasher()
    monkeypatch.setattr(stage.till.services.operators, "_hasher", slow)
    yield slow
    slow.go.set()


def scan_of(code: str) -> ScanData:
    return ScanData(code, ScanSource.SERIAL)


def press(stage: Stage, *names: str) -> None:
    """Keys that nobody waits for."""
    for name in names:
        screen = stage.screen
        if not stage.window.take_key(KeyPress(name)) and screen.entry is not None and len(name) == 1:
            screen.entry.type_text(name)


def test_the_screen_goes_on_while_a_pin_is_checked(stage: Stage, hasher: SlowHasher) -> None:
    press(stage, *"1111", "Enter")
    assert stage.window.is_busy
    drawn: list[bool] = []
    QCoreApplication.processEvents()
    stage.ui.context.background.post(lambda: drawn.append(True))
    stage.wait_while(lambda: not drawn)
    assert stage.screen_name == "sign_on"
    entry = stage.screen.entry
    assert entry is not None
    stage.wait_while(lambda: "Проверяем" not in entry.placeholderText())
    assert entry.text() == ""
    assert "Проверяем" in entry.placeholderText()
    hasher.go.set()
    stage.settle()
    assert stage.screen_name == "shift_open"
    assert hasher.threads
    assert not any(hasher.threads)


def test_what_is_pressed_meanwhile_comes_afterwards_in_its_order(stage: Stage, hasher: SlowHasher) -> None:
    press(stage, *"1111", "Enter", *"3000", "Enter")
    stage.window.take_scan(scan_of(MILK))
    assert stage.state.basket.lines == ()
    hasher.go.set()
    stage.settle()
    shift = stage.till.books.current_shift()
    assert shift is not None
    assert shift.float_kopecks == 300_000
    assert [line.item.codes[0] for line in stage.state.basket.lines] == [MILK]


def test_a_second_person_typed_ahead_is_checked_after_the_first(stage: Stage, hasher: SlowHasher) -> None:
    press(stage, *"9999", "Enter", *"3333", "Enter", *"500", "Enter")
    hasher.go.set()
    stage.settle()
    operator = stage.ui.context.session.operator
    assert operator == MANAGER
    assert stage.screen_name == "sale"


def test_a_touch_meanwhile_does_nothing(stage: Stage, hasher: SlowHasher) -> None:
    press(stage, *"1111", "Enter")
    centre = stage.window.rect().center()
    QTest.mouseClick(stage.window.windowHandle(), Qt.MouseButton.LeftButton, pos=centre)
    assert len(stage.window._held) == 0
    assert stage.window.is_busy
    hasher.go.set()
    stage.settle()
    assert stage.screen_name == "shift_open"


def test_a_wrong_pin_is_told_and_the_line_waits_for_another(stage: Stage, hasher: SlowHasher) -> None:
    hasher.go.set()
    stage.keys("9999", "Enter")
    assert "Неверный" in stage.error
    assert not stage.window.is_busy
    stage.keys("1111", "Enter")
    assert stage.screen_name == "shift_open"


def test_a_check_that_breaks_lets_the_screen_go_on(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, allow_log: Callable[[str], None]
) -> None:
    allow_log("pin_check=failed")

    def broken(_hash: str, _pin: str) -> bool:
        raise MemoryError

    monkeypatch.setattr(stage.till.services.operators._hasher, "verify", broken)
    stage.keys("1111", "Enter")
    assert (stage.screen_name, stage.window.is_busy) == ("sign_on", False)
    assert stage.error


def test_an_approval_is_checked_the_same_way(sale: Stage, hasher: SlowHasher) -> None:
    sale.scan(MILK)
    sale.keys("F7", "30", "Enter", "2")
    assert sale.state.basket.lines[0].manual_discount is None
    press(sale, *"3333", "Enter")
    assert sale.window.is_busy
    sale.window.take_scan(scan_of(MILK))
    hasher.go.set()
    sale.settle()
    discounted, scanned = sale.state.basket.lines
    assert discounted.manual_discount is not None
    assert discounted.manual_discount.approved_by == MANAGER.operator_id
    assert scanned.manual_discount is None
    assert not any(hasher.threads)
