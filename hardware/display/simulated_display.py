"""A two-line display behind a pseudo-terminal: understands what a CD5220 understands of ours, and can be read."""

import re
import threading

from hardware.display.cd5220 import COLUMNS, LOWER, UPPER
from hardware.pty_device import PtyDevice

_COMMAND = re.compile(rb"\x0c|\x1b@|\x1bc.|\x1bQ([AB])([^\r]*)\r", re.DOTALL)


class SimulatedDisplay(PtyDevice):
    """``lines`` is what it shows, ``shown`` is set whenever that changed. ``unknown`` holds bytes it did not know."""

    def __init__(self) -> None:
        super().__init__("simulated-display")
        self.lines = ("", "")
        self.shown = threading.Event()
        self.unknown = b""
        self._held = b""

    def receive(self, data: bytes) -> bytes:
        """See PtyDevice."""
        self._held += data
        while (match := _COMMAND.search(self._held)) is not None:
            self.unknown += self._held[: match.start()]
            self._held = self._held[match.end() :]
            self._do(match[0], match[2] or b"")
        return b""

    def _do(self, command: bytes, line: bytes) -> None:
        text = line[:COLUMNS].decode("cp866")
        if command.startswith(UPPER):
            self.lines = (text, self.lines[1])
        elif command.startswith(LOWER):
            self.lines = (self.lines[0], text)
        elif not command.startswith(b"\x1bc"):
            self.lines = ("", "")
        self.shown.set()
