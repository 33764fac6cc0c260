"""The devices of a till, listed for the devices screen, and what that screen may do to them."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hardware.device import CameraChoice, DeviceKind
from hardware.scanner.camera_list import list_cameras
from hardware.scanner.optional_camera import OptionalCamera
from pos_app.bootstrap.missing_parts import missing_parts
from pos_app.bootstrap.simulated_readers import SIMULATED, SimulatedReaders
from pos_app.domain.receipt.document import PrintDocument
from pos_app.domain.receipt.labels import Language
from pos_app.domain.receipt.trial_slip import trial_slip
from pos_app.services.device_setup import DeviceSetup
from pos_app.services.device_tests import drawer_test, printer_test
from pos_app.services.devices import DeviceRegister
from pos_app.services.ports import CashDrawer, ReceiptPrinter
from pos_app.settings import Settings, SettingsError
from pos_app.settings.change import change_settings
from pos_app.settings.setting import Value


def attach_devices(
    register: DeviceRegister, settings: Settings, printer: ReceiptPrinter, drawer: CashDrawer
) -> DeviceRegister:
    """List scanners, camera, printer and drawer in ``register``."""
    zone = ZoneInfo(settings.timezone)

    def slip() -> PrintDocument:
        return trial_slip(settings.till_code, datetime.now(zone), Language(settings.language))

    register.attach("keyboard", DeviceKind.SCANNER, "")
    if settings.serial_scanner_port:
        simulated = settings.serial_scanner_port == SIMULATED
        address = "" if simulated else f"{settings.serial_scanner_port} · {settings.serial_baud}"
        register.attach("serial", DeviceKind.SCANNER, address, simulated=simulated)
    simulated = settings.camera_source == SIMULATED
    register.attach("camera", DeviceKind.CAMERA, "" if simulated else settings.camera_source, simulated=simulated)
    in_a_folder = settings.printer.partition(":")[0] == "file"
    register.attach(
        "printer", DeviceKind.PRINTER, settings.printer, test=printer_test(printer, slip), simulated=in_a_folder
    )
    register.attach("drawer", DeviceKind.DRAWER, settings.printer, test=drawer_test(drawer), simulated=in_a_folder)
    return register


def device_setup(settings: Settings, home: Path, camera: OptionalCamera, readers: SimulatedReaders) -> DeviceSetup:
    """What the devices screen may change. ``home`` is the till's folder."""

    def save(changes: "dict[str, Value]") -> None:
        try:
            change_settings(home, changes)
        except SettingsError as error:
            raise ValueError("; ".join(str(problem) for problem in error.problems)) from error

    def cameras() -> tuple[CameraChoice, ...]:
        twins = (CameraChoice(SIMULATED, "", simulated=True),) if "camera" in readers.names else ()
        return (*twins, *list_cameras())

    return DeviceSetup(
        save=lambda changes: save(dict(changes)),
        camera=camera,
        cameras=cameras,
        missing=lambda: missing_parts(settings),
        folder=Path(settings.checklist_folder) if settings.checklist_folder else home,
        readers=readers,
    )
