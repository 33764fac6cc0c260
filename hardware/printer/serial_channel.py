"""A serial line with its speed: printers, customer displays and scales on RS-232 or a USB adapter."""

import errno
import os
import select
import sys
import time

import serial

BAUD_RATES = (1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200)
"""The speeds that such devices know."""
_WAITS_FOR_LOCK_S = (0.02, 0.05, 0.1)


class SerialChannel:
    """Eight bits, one stop bit; ``parity`` is ``N`` or ``E``. Fulfils ``Channel``. Raises OSError."""

    def __init__(self, path: str, baud: int, parity: str = "N") -> None:
        self._port = _opened(path, baud, parity)

    def write(self, data: bytes, timeout_s: float) -> None:
        """See Channel."""
        if sys.platform != "win32":
            _write_all(self._port.fileno(), data, timeout_s)
            return
        self._port.write_timeout = timeout_s
        try:
            self._port.write(data)
        except serial.SerialTimeoutException as error:
            raise TimeoutError("the device takes no data") from error

    def read(self, timeout_s: float) -> bytes:
        """See Channel."""
        self._port.timeout = timeout_s
        first = self._port.read(1)
        return bytes(first + self._port.read(self._port.in_waiting)) if first else b""

    def close(self) -> None:
        """See Channel. What was handed over goes out first."""
        self._port.close()


def _write_all(line: int, data: bytes, timeout_s: float) -> None:
    """The library gives all of a write one time, and calls it late whose last byte went out after that: a long receipt
    on a slow line, or a busy computer's thread that was set aside, and what had been printed would be printed again.
    Here only a line that takes nothing for ``timeout_s`` counts.
    """
    deadline_s = time.monotonic() + timeout_s
    left, late = memoryview(data), False
    while left:
        try:
            taken = os.write(line, left)
        except BlockingIOError:
            taken = 0
        if taken:
            left = left[taken:]
            deadline_s, late = time.monotonic() + timeout_s, False
            continue
        wait_s = max(0.0, deadline_s - time.monotonic())
        if late or not select.select((), (line,), (), wait_s)[1]:
            raise TimeoutError(errno.ETIMEDOUT, "the device takes no data")
        late = not wait_s  # the thread was set aside until now: the line may have room since, and is tried once more


def _opened(path: str, baud: int, parity: str) -> serial.Serial:
    """The port, for this program alone.

    A process that this one starts holds the lock of a port that was closed meanwhile, until it has become the other
    program: that is waited for.
    """
    for wait_s in _WAITS_FOR_LOCK_S:
        try:
            return serial.Serial(path, baud, parity=parity, timeout=0, write_timeout=0, exclusive=True)
        except serial.SerialException as error:
            if error.errno != errno.EAGAIN:
                raise
            time.sleep(wait_s)
    return serial.Serial(path, baud, parity=parity, timeout=0, write_timeout=0, exclusive=True)
