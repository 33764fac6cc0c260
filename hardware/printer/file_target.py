"""A printer that is a folder: each job becomes a file of bytes and a readable one beside it."""

import re
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from hardware.device import PrinterError
from hardware.printer.print_job import PrintJob

_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_NAMES_MAX = 1000


class FileTarget:
    """Writes ``<time>-<title>.bin`` and ``.txt`` into ``folder``, which is made when needed."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._now = now

    def send(self, job: PrintJob) -> None:
        """Write both files. Raises PrinterError ``write_failed``."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            data_path = self._write_new(job)
            data_path.with_suffix(".txt").write_text(job.text, encoding="utf-8")
        except OSError as error:
            raise PrinterError("write_failed", f"{self._folder}: {error.strerror}") from error

    def check(self) -> None:
        """Whether the folder can be made and written to. Raises PrinterError ``write_failed``."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self._folder):
                pass
        except OSError as error:
            raise PrinterError("write_failed", f"{self._folder}: {error.strerror}") from error

    def _write_new(self, job: PrintJob) -> Path:
        stem = f"{self._now():%Y%m%d-%H%M%S-%f}-{_NOT_IN_NAMES.sub('-', job.title).strip('-.')}"
        for number in range(_NAMES_MAX):
            # No with_suffix here: titles may hold dots.
            path = self._folder / f"{stem}{f'-{number}' if number else ''}.bin"
            try:
                with path.open("xb") as file:
                    file.write(job.data)
            except FileExistsError:
                continue
            return path
        raise FileExistsError(17, "too many jobs at one instant", str(self._folder))
