"""One job for a printer's line."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PrintJob:
    """``data`` is what the printer gets, ``text`` the same for people; ``title`` names the job in lists and files."""

    title: str
    data: bytes
    text: str


class PrintTarget(Protocol):
    """Where jobs go: a file, a network printer, a device."""

    def send(self, job: PrintJob) -> None:
        """Hand the whole job over. May take seconds. Raises PrinterError."""
        ...

    def check(self) -> None:
        """Whether a job could be printed now, as far as can be known without paper. Raises PrinterError."""
        ...
