"""Builds the screen around the use cases and runs Qt's event loop until the window closes."""

import gc
import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from hardware.device import DeviceState
from hardware.scanner.wedge import WedgeDecoder
from pos_app.domain.codes import gs1_elements
from pos_app.domain.codes.scan import ScanData
from pos_app.services.fiscal import FiscalState
from pos_app.services.ports import Clock, Scanner, SyncWorker
from pos_app.services.print_queue import PrintState
from pos_app.services.till_services import TillServices
from pos_app.ui.background import Background
from pos_app.ui.camera_feed import CameraFeed
from pos_app.ui.customer_side.customer_side import CustomerSide
from pos_app.ui.customer_side.customer_window import CustomerWindow
from pos_app.ui.customer_side.second_screen import SecondScreen
from pos_app.ui.formatting import Formatting
from pos_app.ui.keyboard_scanner import KeyboardScanner
from pos_app.ui.keymap import Keymap, load_keymap
from pos_app.ui.language import install_language
from pos_app.ui.main_window import MainWindow
from pos_app.ui.scan_filter import ScanFilter
from pos_app.ui.sounds import Sounds
from pos_app.ui.theme.fonts import load_fonts
from pos_app.ui.theme.theme import Theme, apply_theme, make_theme
from pos_app.ui.ui_context import Session, UiContext
from pos_app.ui.ui_settings import CustomerScreenMode, UiSettings
from resources.paths import resource_path
from sync.protocol.status import SyncStatus

_log = logging.getLogger("kopilka.ui")


@dataclass(slots=True)
class TillUi:
    """The built screen, before its event loop runs; ``close`` ends the threads that the screen owns."""

    app: QApplication
    context: UiContext
    window: MainWindow
    scan_filter: ScanFilter
    second_screen: SecondScreen | None = None

    def close(self) -> None:
        """Deliver nothing more."""
        self.context.customer_side.close()
        self.context.background.close()
        self.context.sounds.close()


def make_application(settings: UiSettings) -> QApplication:
    """The QApplication with fonts, theme and language; call it as early as possible: it is half of the start's time."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Kopilka")
    app.setDesktopFileName("kopilka")
    load_fonts()
    install_language(app, settings.language)
    apply_theme(app, make_theme(settings.theme, settings.text_percent))
    app.setWindowIcon(QIcon(str(resource_path("icons", "kopilka-256.png"))))
    return app


def build_till(services: TillServices, sync: SyncWorker, clock: Clock, settings: UiSettings) -> TillUi:
    """The window and all it stands on, not shown yet. Raises the errors of theme, language, keymap and resources."""
    app = make_application(settings)
    theme = make_theme(settings.theme, settings.text_percent)
    formatting = Formatting(settings.language, settings.zone)
    keymap = load_keymap(Path(settings.keymap_path)) if settings.keymap_path else Keymap()
    background = Background()
    context = UiContext(
        services=services,
        settings=settings,
        theme=theme,
        formatting=formatting,
        keymap=keymap,
        sounds=Sounds(settings.sound_volume_percent),
        background=background,
        clock=clock,
        keyboard=KeyboardScanner(settings.wedge),
        camera_feed=CameraFeed(services.device_setup.camera, background.post),
        customer_side=CustomerSide(services, _customer_window(settings, theme, formatting)),
        nudge=sync.nudge,
        session=Session(sync.status()),
    )
    window = MainWindow(context)
    scan_filter = ScanFilter(
        WedgeDecoder(settings.wedge, services.scans.knows), window.take_scan, window.take_key, window, context.keyboard
    )
    return TillUi(app, context, window, scan_filter)


def show_till(till: TillUi) -> None:
    """Show the window and let its native window's keys pass the scan filter."""
    till.window.start()
    _show_customer_window(till)
    if till.context.settings.full_screen:
        till.window.showFullScreen()
    elif till.context.settings.window_size is None and _fills_the_screen(till.window):
        # Without a window manager nobody maximizes it: it takes the room itself.
        till.window.setGeometry(till.window.screen().availableGeometry())
        till.window.showMaximized()
    else:
        till.window.show()
    handle = till.window.windowHandle()
    till.scan_filter.watch(handle)
    till.window.activateWindow()
    if till.second_screen is not None:
        till.second_screen.place()


def _customer_window(settings: UiSettings, theme: Theme, formatting: Formatting) -> CustomerWindow | None:
    chosen = settings.customer_screen
    if chosen.mode is CustomerScreenMode.OFF:
        return None
    return CustomerWindow(theme, formatting, chosen, settings.shop_name)


def _show_customer_window(till: TillUi) -> None:
    """Before the till's window: what comes last lies in front and has the keyboard."""
    window = till.context.customer_side.window
    if window is None:
        return
    if till.context.settings.customer_screen.mode is CustomerScreenMode.SECOND_SCREEN:
        till.second_screen = SecondScreen(window, till.window, till.app)
    else:
        window.show()


def _fills_the_screen(window: MainWindow) -> bool:
    """Whether the window is as large as the screen's free room or larger: then what matters would lie outside."""
    room = window.screen().availableSize()
    return room.width() <= window.width() or room.height() <= window.height()


def run_till(
    services: TillServices,
    sync: SyncWorker,
    scanners: Sequence[Scanner],
    clock: Clock,
    settings: UiSettings,
) -> int:
    """Run the till until its window is closed; the process's exit code.

    Starts and stops the scanners and the sync worker; their callbacks come in through the background's door.
    """
    till = build_till(services, sync, clock, settings)
    window, background = till.window, till.context.background

    def on_scan(scan: ScanData) -> None:
        background.post(lambda: window.take_scan(scan))

    def on_device(state: DeviceState) -> None:
        _log.info("device=%s kind=%s online=%s detail=%s", state.name, state.kind.value, state.online, state.detail_key)
        background.post(lambda: window.take_device(state))

    def on_status(status: SyncStatus) -> None:
        background.post(lambda: window.take_status(status))

    def on_news(changed: frozenset[str]) -> None:
        background.post(lambda: window.take_news(changed))

    def on_print(state: PrintState) -> None:
        background.post(lambda: window.take_print_state(state))

    def on_fiscal(state: FiscalState) -> None:
        background.post(lambda: window.take_fiscal_state(state))

    services.print_queue.listen(on_print)
    if services.fiscal is not None:
        services.fiscal.listen(on_fiscal)
    show_till(till)
    background.run(gs1_elements.make_ready, lambda _nothing: None)
    for scanner in scanners:
        scanner.start(on_scan, on_device)
    sync.start(on_status, on_news)
    # What is there now stays to the end. Looking all of it through for garbage stops the till for some 50 ms.
    gc.freeze()
    try:
        return till.app.exec()
    finally:
        for scanner in scanners:
            scanner.stop()
        sync.stop()
        till.close()
