"""A scanner at a serial port or a virtual one over USB: reads in a thread of its own, comes back after unplugging."""

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import serial

from hardware.device import DeviceKind, DeviceState
from hardware.scanner import callback
from hardware.scanner.framing import IDLE_MS, Frame, Framer
from hardware.scanner.serial_ports import SerialPortId, find_port, serial_ports
from pos_app.domain.codes.scan import ScanData

_RETRY_S = 0.5
_READ_MAX = 4096


@dataclass(frozen=True, slots=True)
class SerialSettings:
    """The line as the scanner was set up: 9600 8N1 where the maker says nothing else."""

    port: SerialPortId
    baud_rate: int = 9600


class SerialScanner:
    """Reads until it is stopped. ``monotonic_ms`` dates the scans; both callbacks come from the scanner's thread."""

    def __init__(self, name: str, settings: SerialSettings, monotonic_ms: Callable[[], int]) -> None:
        self._name = name
        self._settings = settings
        self._monotonic_ms = monotonic_ms
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, on_scan: Callable[[ScanData], None], on_state: Callable[[DeviceState], None]) -> None:
        """Begin to read; returns at once even if the scanner is not plugged in. Raises RuntimeError when it runs."""
        if self._thread is not None:
            raise RuntimeError(f"scanner {self._name} was started twice")
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, args=(on_scan, on_state), name=f"scanner-{self._name}")
        self._thread.start()

    def stop(self) -> None:
        """End the thread; returns within a second. Not to be called from a callback."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self, on_scan: Callable[[ScanData], None], on_state: Callable[[DeviceState], None]) -> None:
        told: DeviceState | None = None

        def tell(online: bool, key: str, **params: str) -> None:
            nonlocal told
            state = DeviceState(self._name, DeviceKind.SCANNER, online, key, tuple(sorted(params.items())))
            if state != told:
                told = state
                callback.tell(on_state, state, self._name)

        while not self._stopping.is_set():
            device = find_port(self._settings.port, serial_ports() if not self._settings.port.device else ())
            if device is None:
                tell(False, "scanner_not_found")
            else:
                try:
                    with self._open(device) as port:
                        tell(True, "scanner_ready", port=device)
                        self._read(port, device, on_scan)
                except (serial.SerialException, OSError) as error:
                    key = "scanner_not_found" if _is_missing(device) else "scanner_failed"
                    tell(False, key, port=device, reason=_reason(error))
            self._stopping.wait(_RETRY_S)

    def _open(self, device: str) -> serial.Serial:
        return serial.Serial(device, self._settings.baud_rate, timeout=IDLE_MS / 1000, exclusive=_exclusive())

    def _read(self, port: serial.Serial, device: str, on_scan: Callable[[ScanData], None]) -> None:
        framer = Framer()

        def tell(frames: tuple[Frame, ...]) -> None:
            for frame in frames:
                callback.tell(on_scan, frame.scan(self._monotonic_ms()), self._name)

        try:
            self._read_frames(port, device, framer, tell)
        except (serial.SerialException, OSError):
            tell(framer.broken_off())
            raise

    def _read_frames(
        self, port: serial.Serial, device: str, framer: Framer, tell: Callable[[tuple[Frame, ...]], None]
    ) -> None:
        while not self._stopping.is_set():
            # One byte is waited for, the rest taken as it lies there: read(n) would wait for all n.
            data = port.read(1)
            if data:
                tell(framer.feed(data))  # before the port is asked for more: it may have gone meanwhile
                frames = framer.feed(port.read(min(port.in_waiting, _READ_MAX)))
            else:
                frames = framer.idle(IDLE_MS)
                if _is_missing(device):
                    raise serial.SerialException("the port is gone")
            tell(frames)


def _exclusive() -> bool | None:
    # Two programs at one port would share out a code's bytes. Windows ports are exclusive by themselves.
    return True if os.name == "posix" else None


def _is_missing(device: str) -> bool:
    return device.startswith("/") and not Path(device).exists()


def _reason(error: Exception) -> str:
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)
