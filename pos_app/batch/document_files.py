"""Documents as files: reading them, and telling a person all that is wrong with one."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.domain.loyalty.programme_problem import Problem, ProgrammeDocumentError
from pos_app.domain.loyalty.readable_json import readable_json
from pos_app.services.documents.reading import DocumentError

STANDARD_INPUT = Path("-")


class DocumentFileError(ValueError):
    """A file cannot be read, or what it holds was refused; the text names the file and every fault."""


def read_bytes(path: Path) -> bytes:
    """The file, or the standard input for ``-``. Raises :class:`DocumentFileError`."""
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentFileError(f"{path}: {error.strerror or error}") from error


def programme_from(path: Path) -> Programme:
    """The programme of a file. Raises :class:`DocumentFileError`."""
    with refusing_unsound(path):
        return read_programme(read_bytes(path))


@contextmanager
def refusing_unsound(path: Path) -> Iterator[None]:
    """Turns a document's refusal into :class:`DocumentFileError` with the file's name and a line for each fault."""
    try:
        yield
    except (DocumentError, ProgrammeDocumentError) as error:
        raise DocumentFileError(_told(path, error.problems)) from error


def as_json_text(document: bytes) -> str:
    """JSON bytes for people: indented, letters as they are, with a newline at the end."""
    return readable_json(json.loads(document))


def _told(path: Path, problems: tuple[Problem, ...]) -> str:
    count = "1 fault" if len(problems) == 1 else f"{len(problems)} faults"
    return "\n".join([f"{path}: {count}", *(f"  {one}" for one in problems)])
