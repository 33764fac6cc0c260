"""A device at the far end of a pseudo-terminal: the twin of whatever hangs on a serial line."""

import os
import pty
import select
import threading
import tty
from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self

_READ_MAX = 4096


class PtyDevice(ABC):
    """``path`` is what the driver opens. Every byte goes through ``receive``, in the twin's own thread."""

    def __init__(self, name: str) -> None:
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)
        self._wake, self._waker = os.pipe()
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Pull the cable."""
        os.write(self._waker, b"x")
        self._thread.join()
        for end in (self._master, self._slave, self._wake, self._waker):
            os.close(end)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @abstractmethod
    def receive(self, data: bytes) -> bytes:
        """Take what the driver sent; the bytes to answer."""

    def _serve(self) -> None:
        while True:
            ready, _, _ = select.select([self._master, self._wake], [], [])
            if self._wake in ready:
                return
            answer = self.receive(os.read(self._master, _READ_MAX))
            if answer:
                os.write(self._master, answer)
