"""What the till hears from a scanner in a soak: codes in order, and whether the scanner is there."""

import queue
import threading
import time
from collections.abc import Callable

from hardware.device import DeviceState
from pos_app.domain.codes.scan import ScanData
from pos_app.services.devices import DeviceRegister

PATIENCE_S = 30.0
"""Longer than any device may take on a machine that has other work: what does not come by then never comes."""


class Hearing:
    """Both callbacks of a scanner. Every state goes to the register of devices, as in the till."""

    def __init__(self, register: DeviceRegister) -> None:
        self._register = register
        self._scans: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._online = False
        self._changed = threading.Condition()

    def on_scan(self, scan: ScanData) -> None:
        """A code came; that one was torn is told to the cashier, and is none."""
        if not scan.torn:
            self._scans.put(scan.data)

    def on_state(self, state: DeviceState) -> None:
        """The scanner came or went."""
        self._register.heard_state(state)
        with self._changed:
            self._online = state.online
            self._changed.notify_all()

    def code(self, timeout_s: float = PATIENCE_S) -> str | None:
        """The next code, None if none comes in time."""
        try:
            return self._scans.get(timeout=timeout_s)
        except queue.Empty:
            return None

    def nothing_more(self) -> str | None:
        """A code that is there without having been asked for, None if all is well."""
        try:
            return self._scans.get_nowait()
        except queue.Empty:
            return None

    def became(self, online: bool, act: Callable[[], None]) -> int | None:
        """Do ``act`` and wait until the scanner says that it is online or not: milliseconds, None if it never does."""
        began = time.monotonic_ns()
        act()
        with self._changed:
            if not self._changed.wait_for(lambda: self._online is online, PATIENCE_S):
                return None
        return (time.monotonic_ns() - began) // 1_000_000
