"""What a page's handler answers: a template to show, another page to go to, or a file to keep."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import IO

from pos_app.domain.report.words import Words


@dataclass(frozen=True, slots=True)
class Shown:
    """``template``: a file of ``resources/pages``; ``values`` are what it names."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    status: int = HTTPStatus.OK


@dataclass(frozen=True, slots=True)
class Moved:
    """Go to another page of this site by GET. ``token``: the cookie of a new session, "" ends the present one."""

    to: str
    token: str | None = field(default=None, repr=False)
    language: str | None = None


@dataclass(frozen=True, slots=True)
class FileToKeep:
    """A file for the browser's folder of downloads; ``content`` stands at its beginning and is closed when sent."""

    content: IO[bytes]
    media_type: str
    name: str


Answer = Shown | Moved | FileToKeep


class PageError(Exception):
    """A page that cannot be shown, or a form that was not carried out: the sentence says what was expected."""

    def __init__(self, status: int, words: Words, retry_seconds: int | None = None) -> None:
        super().__init__(f"{status}: {words.text}")
        self.status = status
        self.words = words
        self.retry_seconds = retry_seconds


def not_found() -> PageError:
    """The same for what is not there and for what belongs to another shop."""
    return PageError(HTTPStatus.NOT_FOUND, Words("There is nothing at this address, or it is not yours to see"))
