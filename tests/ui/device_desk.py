"""The devices of the demo till: a register with real tests over fakes, a camera that shows what it is told."""

import shutil
import weakref
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import mkdtemp

from hardware.device import CameraChoice, CameraPicture, DeviceKind, DeviceState
from pos_app.domain.receipt.labels import Language
from pos_app.domain.receipt.trial_slip import trial_slip
from pos_app.services.device_setup import DeviceSetup, MissingPart
from pos_app.services.device_tests import drawer_test, printer_test
from pos_app.services.devices import DeviceRegister
from pos_app.services.ports import CashDrawer, Clock, ReceiptPrinter


class ShownCamera:
    """``show`` hands a picture to whoever watches."""

    def __init__(self) -> None:
        self.chosen: int | Path | None = 0
        self.watcher: Callable[[CameraPicture], None] | None = None

    @property
    def source(self) -> int | Path | None:
        return self.chosen

    def watch(self, on_picture: Callable[[CameraPicture], None] | None) -> None:
        self.watcher = on_picture

    def choose(self, source: int | Path | None) -> None:
        self.chosen = source

    def show(self, outline: bool = True, accepted: bool = False) -> None:
        width, height = 320, 240
        left, top, right, bottom = 110, 70, 210, 170
        corners = (((left, top), (right, top), (right, bottom), (left, bottom)),) if outline else ()
        rgb = bytearray()
        for y in range(height):
            for x in range(width):
                inside = left <= x < right and top <= y < bottom
                dark = inside and ((x // 5 * 7 + y // 5 * 13) % 3 == 0)
                rgb += bytes((20, 20, 20) if dark else (250, 250, 250) if inside else (120, 126, 130))
        if self.watcher is not None:
            self.watcher(CameraPicture(width, height, bytes(rgb), corners, accepted))


class NotedReaders:
    """The twins of a till that practises. ``names``: none until a test says so; ``presented``: what they were shown."""

    def __init__(self) -> None:
        self.names: frozenset[str] = frozenset()
        self.presented: list[tuple[str, str, float]] = []

    def present(self, name: str, text: str, after_s: float = 0.0) -> None:
        if len(text) > 40:
            raise ValueError(text)
        self.presented.append((name, text, after_s))


class DeviceDesk:
    """``saved``: what was written into the settings; ``save_error`` is raised instead. ``missing``: what is told."""

    def __init__(self, clock: Clock, printer: ReceiptPrinter, drawer: CashDrawer) -> None:
        self.saved: dict[str, str | int] = {}
        self.save_error: Exception | None = None
        self.camera = ShownCamera()
        self.cameras: tuple[CameraChoice, ...] = (
            CameraChoice("0", "HD Webcam C270"),
            CameraChoice("2", "USB 2.0 Camera"),
        )
        self.missing: tuple[MissingPart, ...] = ()
        self.readers = NotedReaders()
        self.folder = Path(mkdtemp(prefix="kopilka-desk-"))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)  # with the desk, at the latest at exit
        self.register = DeviceRegister(clock)
        register = self.register
        register.attach("keyboard", DeviceKind.SCANNER, "")
        register.attach("serial", DeviceKind.SCANNER, "usb:0c2e:0b61 · 9600")
        register.attach("camera", DeviceKind.CAMERA, "0")
        slip = printer_test(printer, lambda: trial_slip("2", clock.now(), Language.RU))
        register.attach("printer", DeviceKind.PRINTER, "tcp:192.0.2.7", test=slip)
        register.attach("drawer", DeviceKind.DRAWER, "tcp:192.0.2.7", test=drawer_test(drawer))
        register.heard_state(
            DeviceState("serial", DeviceKind.SCANNER, True, "scanner_ready", (("port", "/dev/ttyACM0"),))
        )
        self.setup = DeviceSetup(
            save=self._save,
            camera=self.camera,
            cameras=lambda: self.cameras,
            missing=lambda: self.missing,
            folder=self.folder,
            readers=self.readers,
        )

    def _save(self, changes: Mapping[str, str | int]) -> None:
        if self.save_error is not None:
            raise self.save_error
        self.saved.update(changes)
