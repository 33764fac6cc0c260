"""One job for a printer's line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PrintJob:
    """``data`` is what the printer gets, ``text`` the same for people; ``title`` names the job in lists and files.

    ``borders``: positions in ``data`` where one command ends and the next begins, so that a question may stand there.
    """

    title: str
    data: bytes
    text: str
    borders: tuple[int, ...] = ()

    def pieces(self, size: int) -> Iterator[bytes]:
        """``data`` in pieces of at most ``size`` bytes where its borders allow it."""
        begin = end = 0
        for border in (*self.borders, len(self.data)):
            if border - begin > size and end > begin:
                yield self.data[begin:end]
                begin = end
            end = border
        yield self.data[begin:]


class PrintTarget(Protocol):
    """Where jobs go: a file, a network printer, a device."""

    def send(self, job: PrintJob) -> None:
        """Hand the whole job over. May take seconds. Raises PrinterError."""
        ...

    def check(self) -> None:
        """Whether a job could be printed now, as far as can be known without paper. Raises PrinterError."""
        ...
