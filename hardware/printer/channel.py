"""A line to a printer, as bytes in both directions."""

import errno
import os
import select
import socket
import time
from pathlib import Path
from typing import Protocol

_READ_MAX = 64


class Channel(Protocol):
    """An open line. Every method raises OSError when the line breaks."""

    def write(self, data: bytes, timeout_s: float) -> None:
        """Hand over all of ``data``. Raises TimeoutError when the printer takes nothing for ``timeout_s``."""
        ...

    def read(self, timeout_s: float) -> bytes:
        """What the printer says within ``timeout_s``; empty if it says nothing."""
        ...

    def close(self) -> None:
        """Give the line back; the printer keeps what it was given."""
        ...


class NetworkChannel:
    """A printer at a network address; raw printing listens at port 9100."""

    def __init__(self, host: str, port: int, timeout_s: float) -> None:
        self._socket = socket.create_connection((host, port), timeout_s)

    def write(self, data: bytes, timeout_s: float) -> None:
        """See Channel."""
        rest = memoryview(data)
        while rest:
            self._socket.settimeout(timeout_s)
            rest = rest[self._socket.send(rest) :]

    def read(self, timeout_s: float) -> bytes:
        """See Channel."""
        self._socket.settimeout(timeout_s)
        try:
            return self._socket.recv(_READ_MAX)
        except (TimeoutError, BlockingIOError):  # the latter where nothing is waited for
            return b""

    def close(self) -> None:
        """See Channel."""
        try:
            self._socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the printer hung up first
        finally:
            self._socket.close()


class DeviceChannel:
    """A printer behind a device file: ``/dev/usb/lp0``, ``/dev/ttyUSB0`` (its speed is the system's setting)."""

    def __init__(self, path: Path) -> None:
        flags = os.O_NONBLOCK | os.O_NOCTTY
        try:
            self._file = os.open(path, os.O_RDWR | flags)
            self._readable = True
        except PermissionError:
            self._file = os.open(path, os.O_WRONLY | flags)
            self._readable = False
        if os.isatty(self._file):
            import tty  # Unix only, as device files are

            tty.setraw(self._file)

    def write(self, data: bytes, timeout_s: float) -> None:
        """See Channel."""
        rest = memoryview(data)
        while rest:
            if not select.select([], [self._file], [], timeout_s)[1]:
                raise TimeoutError(errno.ETIMEDOUT, "the printer takes no data")
            rest = rest[os.write(self._file, rest) :]

    def read(self, timeout_s: float) -> bytes:
        """See Channel."""
        deadline_s = time.monotonic() + timeout_s
        while self._readable and (left_s := deadline_s - time.monotonic()) > 0:
            if not select.select([self._file], [], [], left_s)[0]:
                break
            try:
                return os.read(self._file, _READ_MAX)
            except BlockingIOError:
                continue
        return b""

    def close(self) -> None:
        """See Channel."""
        os.close(self._file)
