"""How a message reaches a telephone: a port, and the one that only writes it down."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from pos_app.domain.codes.phone import masked
from sync.vault.private_file import make_private_file


class GatewayError(RuntimeError):
    """The message was not handed over; trying again may help."""


class MessageGateway(Protocol):
    """An SMS provider, a call robot … Called from the threads of requests; may take a second."""

    def send(self, phone_e164: str, text: str) -> None:
        """Hand a message over. Raises :class:`GatewayError`."""
        ...


class LoggingGateway:
    """Writes messages into a file of its owner's alone, the number masked: for a demo, a rehearsal, a shop that reads
    codes out by telephone."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self._path = path
        self._now = now

    def send(self, phone_e164: str, text: str) -> None:
        """One line for a message."""
        line = f"{self._now().isoformat(timespec='seconds')}\t{masked(phone_e164)}\t{text}\n"
        try:
            make_private_file(self._path)
            # One write with O_APPEND: lines of several processes do not mix.
            descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND)
            try:
                os.write(descriptor, line.encode("utf-8"))
            finally:
                os.close(descriptor)
        except OSError as error:
            raise GatewayError(f"{self._path} cannot be written: {error.strerror}") from error
