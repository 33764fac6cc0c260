"""A serial scanner that is one end of a pseudo-terminal: what it sends is read by the real driver.

It has no modem lines and no parity, and it is not in the system's list of ports.
"""

import fcntl
import os
import pty
import sys
import termios
import tty
from pathlib import Path


class SimulatedSerialScanner:
    """Appears as a port at ``link`` while it is plugged in; the name stays the same, as with a fixed device."""

    def __init__(self, link: Path) -> None:
        self._link = link
        self._ends: tuple[int, int] | None = None

    @property
    def device(self) -> str:
        """The port's name."""
        return str(self._link)

    @property
    def unread(self) -> int:
        """How many of the bytes that were sent the reader has not taken yet; 0 when it is unplugged."""
        if self._ends is None:
            return 0
        return int.from_bytes(fcntl.ioctl(self._ends[1], termios.FIONREAD, bytes(4)), sys.byteorder)

    def plug(self) -> None:
        """Appear. Does nothing if it is there."""
        if self._ends is not None:
            return
        master, slave = pty.openpty()
        tty.setraw(slave)
        self._ends = (master, slave)
        self._link.symlink_to(os.ttyname(slave))

    def unplug(self) -> None:
        """Disappear, in the middle of a code if need be."""
        if self._ends is None:
            return
        self._link.unlink()
        for end in self._ends:
            os.close(end)
        self._ends = None

    def send(self, data: bytes) -> None:
        """Send bytes as they are; waits while the reader is behind. Raises ConnectionError when it is unplugged."""
        if self._ends is None:
            raise ConnectionError("the simulated scanner is not plugged in")
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._ends[0], rest) :]

    def scan(self, text: str, identifier: str = "", suffix: bytes = b"\r") -> None:
        """Send one code as a scanner does, with an AIM identifier if it was set up so."""
        self.send(f"{identifier}{text}".encode() + suffix)
