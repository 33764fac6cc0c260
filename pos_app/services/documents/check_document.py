"""What `./till programme check --json` prints: every document with its faults, or with what the programme does."""

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import Field

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.rules.figures import Moment

CHECK_FORMAT: Final = "kopilka-check/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultWritten:
    """``place`` like ``tiers[1].turnover_kopecks``, ``key`` for programs, what was ``expected`` and ``found``."""

    place: str
    key: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedProgramme:
    """A sound programme. ``summary`` says in sentences what it does, one a line."""

    programme_id: str
    version: Annotated[int, Field(ge=1)]
    starts_at: Moment
    name: LocalText
    summary: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """Either ``faults`` or ``programme``."""

    file: str
    sound: bool
    faults: tuple[FaultWritten, ...]
    programme: CheckedProgramme | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDocument:
    """Every file that was named, in that order; ``sound`` if all of them are."""

    format: Literal["kopilka-check/1"]
    sound: bool
    files: tuple[CheckedFile, ...]
