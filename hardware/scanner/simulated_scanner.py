"""A scanner in memory: for tests, training and the virtual shop."""

import queue
import threading
from collections.abc import Callable

from hardware.device import DeviceKind, DeviceState
from hardware.scanner import callback
from pos_app.domain.codes.scan import ScanData


class SimulatedScanner:
    """Hands on what ``scan`` is given, from a thread of its own as real scanners do."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._waiting: queue.SimpleQueue[ScanData | DeviceState | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def start(self, on_scan: Callable[[ScanData], None], on_state: Callable[[DeviceState], None]) -> None:
        """Begin to hand on. Raises RuntimeError when it runs already."""
        if self._thread is not None:
            raise RuntimeError(f"scanner {self._name} was started twice")
        self.plug()
        self._thread = threading.Thread(target=self._run, args=(on_scan, on_state), name=f"scanner-{self._name}")
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join()
            self._thread = None

    def scan(self, data: ScanData) -> None:
        """Read a code."""
        self._waiting.put(data)

    def plug(self) -> None:
        """Come back."""
        self._waiting.put(DeviceState(self._name, DeviceKind.SCANNER, True, "scanner_ready"))

    def unplug(self) -> None:
        """Go away."""
        self._waiting.put(DeviceState(self._name, DeviceKind.SCANNER, False, "scanner_not_found"))

    def _run(self, on_scan: Callable[[ScanData], None], on_state: Callable[[DeviceState], None]) -> None:
        while (event := self._waiting.get()) is not None:
            if isinstance(event, ScanData):
                callback.tell(on_scan, event, self._name)
            else:
                callback.tell(on_state, event, self._name)
