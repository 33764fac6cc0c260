"""The till's window over the demo till, and hands that press its keys: for tests and for the preview."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from pos_app.domain.codes.scan import ScanData, ScanSource
from pos_app.services.sale_state import SaleState
from pos_app.ui.app import TillUi, build_till, show_till
from pos_app.ui.key_press import KeyPress
from pos_app.ui.screens.screen import Screen
from pos_app.ui.ui_settings import CustomerScreen, UiSettings
from sync.protocol.status import Link
from tests.ui.demo_till import CARD, CHEESE, GOODS, MILK, DemoTill

PATIENCE_S = 60.0

_ARROWS = ("Up", "Down", "Left", "Right", "PageUp", "PageDown")
_NAMED_KEYS = frozenset(
    (*_ARROWS, "Insert", "Home", "End", "Pause", "ScrollLock", "Enter", "Esc", "Delete", "Backspace", "Tab")
)


class Stage:
    """A till and hands that press its keys."""

    def __init__(
        self,
        language: str = "ru",
        width: int = 1366,
        height: int = 768,
        theme: str = "light",
        text_percent: int = 100,
        till: DemoTill | None = None,
        idle_lock_seconds: int = 0,
        customer_screen: CustomerScreen | None = None,
    ) -> None:
        self.till = till or DemoTill(language)
        settings = UiSettings(
            language=language,
            theme=theme,
            till_code="2",
            shop_name="Магазин «Копилка»",
            sound_volume_percent=0,
            text_percent=text_percent,
            window_size=(width, height),
            idle_lock_seconds=idle_lock_seconds,
            customer_screen=customer_screen or CustomerScreen(),
        )
        self.ui: TillUi = build_till(self.till.services, self.till.sync, self.till.clock, settings)
        self.window = self.ui.window
        show_till(self.ui)
        self.settle()

    def settle(self) -> None:
        QApplication.processEvents()
        self.wait_while(lambda: self.window.is_busy or self._is_searching())
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()

    def _is_searching(self) -> bool:
        screen = self.window.current
        asking = getattr(screen, "_dialog", None) or screen
        return bool(getattr(asking, "is_searching", False))

    def wait_while(self, holds: Callable[[], bool]) -> None:
        """Let Qt work until it does not hold any more."""
        deadline = time.monotonic() + PATIENCE_S
        while holds():
            if time.monotonic() > deadline:
                raise TimeoutError(f"waited {PATIENCE_S} s in vain on the screen {self.screen_name}")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)

    def keys(self, *names: str) -> None:
        """Press keys by name; a longer text that is no key's name is typed character by character."""
        for name in names:
            is_key = name in _NAMED_KEYS or (name[0] == "F" and name[1:].isdigit())
            for part in (name,) if is_key else name:
                screen = self.window.current
                if not self.window.take_key(KeyPress(part)) and screen is not None and self.window.current is screen:
                    if part == "Backspace" and screen.entry is not None:
                        screen.entry.rub_out()
                    elif screen.entry is not None and len(part) == 1:
                        screen.entry.type_text(part)
                self.settle()

    def scan(self, *codes: str) -> None:
        for code in codes:
            self.window.take_scan(ScanData(code, ScanSource.SERIAL))
        self.settle()

    def open_shift(self) -> None:
        self.keys("1111", "Enter", "3000", "Enter")

    def goods(self, count: int = 13) -> None:
        self.open_shift()
        pieces = [item for item in GOODS if item.codes]
        for index in range(count):
            self.scan(pieces[index % len(pieces)].codes[0])

    def offline(self, minutes: float = 3, link: Link = Link.NO_NETWORK) -> None:
        self.till.online = False
        self.window.take_status(self.till.status(link, queue_depth=4, offline_minutes=minutes))

    def sold(self, *keys: str) -> None:
        """A finished sale: milk twice, cheese, the customer, all points, then ``keys``."""
        self.open_shift()
        self.scan(MILK, MILK, CHEESE, CARD)
        self.keys("F6", "Enter", *keys)

    def goods_sold(self) -> None:
        """One more finished sale, without a customer."""
        self.scan(MILK, CHEESE)
        self.keys("F11", "Esc")

    @property
    def screen(self) -> Screen:
        """The screen in front."""
        screen = self.window.current
        assert screen is not None
        return screen

    @property
    def screen_name(self) -> str:
        return self.screen.name

    @property
    def error(self) -> str:
        """The error in the line of the screen in front."""
        return self.screen.entry.error if self.screen.entry is not None else ""

    @property
    def state(self) -> SaleState:
        return self.till.services.sale.state

    def close(self) -> None:
        """End the window at once: Qt's offscreen platform grumbles about layouts that are still to be done."""
        self.window.close()
        self.ui.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
