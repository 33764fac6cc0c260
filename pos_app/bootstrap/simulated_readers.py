"""The twins of camera and serial scanner of a till that practises: what is presented to them the real drivers read."""

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from hardware.scanner.simulated_camera import SimulatedCamera
from pos_app.services.ports import CodeReaders

_log = logging.getLogger("kopilka.till")
SIMULATED = "simulated"
_HELD_UP_S = 1.5
_AIM = {"ean13": "]E0", "ean8": "]E4", "qr": "]Q1", "datamatrix": "]d2"}


class SimulatedReaders(CodeReaders):
    """``port``: where the serial scanner's pseudo-terminal appears, None without one. Close it in the end."""

    def __init__(self, *, camera: bool, port: Path | None) -> None:
        self.camera = SimulatedCamera() if camera else None
        self._serial = None if port is None else _serial_twin(port)
        self._timers: list[threading.Timer] = []
        self._lock = threading.Lock()

    @property
    def names(self) -> frozenset[str]:
        """The devices that a code can be presented to."""
        found = {"camera": self.camera, "serial": self._serial}
        return frozenset(name for name, twin in found.items() if twin is not None)

    def present(self, name: str, text: str, after_s: float = 0.0) -> None:
        """Hold the code before the camera for a moment, or have the scanner send it, after so many seconds.

        Returns at once. Raises ValueError for a text that no code can hold.
        """
        from hardware.scanner.presented_code import picture_of, symbology_of

        if name == "camera" and self.camera is not None:
            camera, picture = self.camera, picture_of(text)
            self._later(after_s, lambda: camera.hold_up(picture))
            self._later(after_s + _HELD_UP_S, camera.take_away)
        elif name == "serial" and self._serial is not None:
            serial, identifier = self._serial, _AIM[symbology_of(text).value]
            self._later(after_s, lambda: serial.scan(text, identifier))
        else:
            raise ValueError(f"no simulated device {name!r}")
        _log.info("presented to=%s after_s=%d", name, after_s)

    def close(self) -> None:
        """Take everything away."""
        with self._lock:
            timers, self._timers = self._timers, []
        for timer in timers:
            timer.cancel()
            timer.join()
        if self._serial is not None:
            self._serial.unplug()

    def _later(self, after_s: float, act: Callable[[], None]) -> None:
        timer = threading.Timer(after_s, act)
        timer.daemon = True
        with self._lock:
            self._timers = [each for each in self._timers if each.is_alive()]
            self._timers.append(timer)
            timer.start()


if sys.platform != "win32":
    from hardware.scanner.simulated_serial import SimulatedSerialScanner

    def _serial_twin(port: Path) -> SimulatedSerialScanner | None:
        twin = SimulatedSerialScanner(port)
        twin.plug()
        return twin

else:  # no pseudo-terminals there: training has the camera's twin alone

    def _serial_twin(port: Path) -> None:
        return None
