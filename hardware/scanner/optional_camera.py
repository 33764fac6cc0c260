"""The till's camera, if it has one: it may be chosen, changed and given up while the till runs."""

import threading
from collections.abc import Callable
from pathlib import Path

from hardware.device import CameraPicture, DeviceKind, DeviceState
from hardware.scanner.camera import CameraScanner, CameraSettings
from pos_app.domain.codes.scan import ScanData

Maker = Callable[[CameraSettings], CameraScanner]


class OptionalCamera:
    """A scanner that runs a ``CameraScanner`` only while a camera is chosen; there is no thread without one.

    ``settings`` None: no camera yet. ``make`` builds the scanner for settings. State without one: ``camera_none``.
    """

    def __init__(self, name: str, settings: CameraSettings | None, make: Maker) -> None:
        self._name = name
        self._settings = settings
        self._make = make
        self._scanner: CameraScanner | None = None
        self._callbacks: tuple[Callable[[ScanData], None], Callable[[DeviceState], None]] | None = None
        self._watcher: Callable[[CameraPicture], None] | None = None
        self._lock = threading.Lock()

    def start(self, on_scan: Callable[[ScanData], None], on_state: Callable[[DeviceState], None]) -> None:
        """Begin to look, if there is a camera. Raises RuntimeError when it runs already."""
        with self._lock:
            if self._callbacks is not None:
                raise RuntimeError(f"camera {self._name} was started twice")
            self._callbacks = (on_scan, on_state)
            self._begin()

    def stop(self) -> None:
        """End; returns within a second."""
        with self._lock:
            self._callbacks = None
            self._end()

    def watch(self, on_picture: Callable[[CameraPicture], None] | None) -> None:
        """See ``CameraScanner.watch``; holds for a camera that is chosen later, too."""
        self._watcher = on_picture
        scanner = self._scanner
        if scanner is not None:
            scanner.watch(on_picture)

    @property
    def source(self) -> int | Path | None:
        """The camera that is chosen."""
        return self._settings.source if self._settings is not None else None

    def choose(self, source: int | Path | None) -> None:
        """Another camera, or none. May take a second: call it off the UI thread."""
        with self._lock:
            if source is None:
                self._settings = None
                self._end()
                if self._callbacks is not None:
                    self._callbacks[1](DeviceState(self._name, DeviceKind.CAMERA, True, "camera_none"))
                return
            self._settings = CameraSettings(source)
            if self._scanner is not None:
                self._scanner.choose(source)
            elif self._callbacks is not None:
                self._begin()

    def _begin(self) -> None:
        if self._settings is None or self._callbacks is None:
            return
        self._scanner = self._make(self._settings)
        self._scanner.watch(self._watcher)
        self._scanner.start(*self._callbacks)

    def _end(self) -> None:
        if self._scanner is not None:
            self._scanner.stop()
            self._scanner = None
