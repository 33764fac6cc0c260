"""The devices that the settings name. Nothing is opened here: each opens its device when it starts or has a job."""

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from hardware.drawer.printer_drawer import PrinterDrawer
from hardware.printer.escpos_printer import EscposPrinter
from hardware.printer.logo import Raster
from hardware.printer.open_target import open_target
from hardware.scanner.camera import CameraScanner, CameraSettings, parse_source
from hardware.scanner.optional_camera import OptionalCamera
from hardware.scanner.serial import SerialScanner, SerialSettings
from hardware.scanner.serial_ports import parse_port
from hardware.scanner.simulated_camera import SimulatedCamera
from hardware.scanner.wedge_settings import SeparatorForm, Suffix, WedgeSettings
from pos_app.bootstrap.simulated_readers import SIMULATED, SimulatedReaders
from pos_app.bootstrap.system import SystemClock
from pos_app.services.ports import CashDrawer, ReceiptPrinter, Scanner
from pos_app.settings import Settings

_log = logging.getLogger("kopilka.till")


class DeviceSettingError(ValueError):
    """A device's address in the settings makes no sense; the text names the setting and what was expected."""

    key = "settings"

    def __init__(self, setting: str, error: ValueError) -> None:
        super().__init__(f"settings.toml: {setting}: {error}")


def open_printer(settings: Settings, folder: Path) -> tuple[ReceiptPrinter, CashDrawer]:
    """Printer and drawer, which hangs on it; ``folder`` is where a printer that is a folder puts its jobs."""
    target = open_target(settings.printer, folder, lambda: datetime.now().astimezone())
    return EscposPrinter(target, settings.printer_columns, _logo(settings)), PrinterDrawer(target)


def _logo(settings: Settings) -> Callable[[], Raster | None] | None:
    """Reads the picture when the first receipt is printed; a bad one costs the picture, never the receipt."""
    if not settings.receipt_logo:
        return None

    def read() -> Raster | None:
        from hardware.printer.logo import LogoError, load_logo  # OpenCV: not before it is needed

        try:
            return load_logo(Path(settings.receipt_logo), settings.printer_columns)
        except LogoError as error:
            _log.warning("%s", error)
            return None

    return read


def open_readers(settings: Settings, folder: Path) -> SimulatedReaders:
    """The twins that the settings ask for; ``folder``: of the till, where the scanner's port appears."""
    port = folder / "scanner.port" if settings.serial_scanner_port == SIMULATED else None
    return SimulatedReaders(camera=settings.camera_source == SIMULATED, port=port)


def open_scanners(settings: Settings, clock: SystemClock, folder: Path) -> list[Scanner]:
    """The serial scanner, if there is one; the keyboard scanner is the window's. Raises DeviceSettingError."""
    scanners: list[Scanner] = []
    if settings.serial_scanner_port:
        port = settings.serial_scanner_port
        try:
            line = SerialSettings(
                parse_port(str(folder / "scanner.port") if port == SIMULATED else port), settings.serial_baud
            )
        except ValueError as error:
            raise DeviceSettingError("serial_scanner_port", error) from error
        scanners.append(SerialScanner("serial", line, clock.monotonic_ms))
    return scanners


def open_camera(settings: Settings, clock: SystemClock, twin: SimulatedCamera | None = None) -> OptionalCamera:
    """The camera, which may be chosen later as well; ``twin``: what ``simulated`` means. Raises DeviceSettingError."""
    chosen = None
    if settings.camera_source:
        try:
            chosen = CameraSettings(parse_source(settings.camera_source))
        except ValueError as error:
            raise DeviceSettingError("camera_source", error) from error

    def make(camera: CameraSettings) -> CameraScanner:
        is_twin = twin is not None and camera.source == Path(SIMULATED)
        return CameraScanner("camera", camera, clock.monotonic_ms, twin.open if twin and is_twin else None)

    return OptionalCamera("camera", chosen, make)


def keyboard_scanner(settings: Settings) -> WedgeSettings:
    """How the keyboard scanner was set up; several words of a setting are joined by ``|``, ``none`` is no word."""
    forms = {"ctrl+]": SeparatorForm.CTRL_BRACKET, "f8": SeparatorForm.F8, "alt+029": SeparatorForm.ALT_CODE}
    return WedgeSettings(
        threshold_ms=settings.keyboard_scan_threshold_ms,
        prefix=settings.keyboard_scan_prefix,
        suffixes=frozenset(Suffix(word) for word in _words(settings.keyboard_scan_suffix)),
        separator_forms=frozenset(forms[word] for word in _words(settings.keyboard_gs)),
    )


def _words(text: str) -> list[str]:
    return [] if text == "none" else text.split("|")
