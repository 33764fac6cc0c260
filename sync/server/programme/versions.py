"""Every published version with when it holds, and who published it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, select

from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.programme_document import in_force, read_programme, write_programme
from pos_app.domain.loyalty.programme_problem import ProgrammeDocumentError
from sync.protocol.encoding import decode
from sync.protocol.operation import instant_of
from sync.protocol.rows import ProgrammeRow, Stream
from sync.server.programme.refused import ProgrammeError
from sync.server.tables import PROGRAMME_RELEASE, PUBLISHED

_KEPT_PARSED = 200


class Standing(StrEnum):
    """A version at one moment. ``OVERRULED``: another one took its place before it began."""

    COMING = "coming"
    IN_FORCE = "in_force"
    OVER = "over"
    OVERRULED = "overruled"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Release:
    """Who published a version, when and why."""

    published_by: str
    published_at: datetime
    reason: str
    restores_version: int | None


@dataclass(frozen=True, slots=True)
class Version:
    """``programme`` None: this server cannot read it. ``ends_at``: when the next one takes over, None for none yet.

    ``release`` None: it was there from the beginning.
    """

    programme_id: str
    version: int
    programme: Programme | None
    standing: Standing
    ends_at: datetime | None
    release: Release | None

    @property
    def document(self) -> dict[str, Any]:
        """Its document, written as every version is."""
        return {} if self.programme is None else document_of(self.programme)


def document_of(programme: Programme) -> dict[str, Any]:
    """The document of a programme as JSON values."""
    found: dict[str, Any] = json.loads(write_programme(programme))
    return found


def versions_of(connection: Connection, now: datetime) -> tuple[Version, ...]:
    """Every version, the newest first."""
    rows = connection.execute(select(PUBLISHED.c.body).where(PUBLISHED.c.stream == Stream.PROGRAMME.value)).scalars()
    published = [row for body in rows if not (row := decode(ProgrammeRow, bytes(body))).deleted]
    programmes = {(row.programme_id, row.version): _readable(row.document) for row in published}
    readable = sorted(
        (one for one in programmes.values() if one is not None), key=lambda one: (one.starts_at, one.version)
    )
    releases = _releases(connection)
    found = [
        Version(*key, one, _standing(one, readable, now), _end(one, readable), releases.get(key))
        for key, one in programmes.items()
    ]
    return tuple(sorted(found, key=lambda one: (_start(one), one.version), reverse=True))


def version_of(versions: Sequence[Version], programme_id: str, version: int) -> Version:
    """One of them. Raises :class:`ProgrammeError` ``version_unknown``."""
    found = next((one for one in versions if (one.programme_id, one.version) == (programme_id, version)), None)
    if found is None or found.programme is None:
        raise ProgrammeError("version_unknown", f"{programme_id} has no version {version} that can be read")
    return found


def present(versions: Sequence[Version]) -> Version | None:
    """The one in force."""
    return next((one for one in versions if one.standing is Standing.IN_FORCE), None)


def newest_number(versions: Sequence[Version], programme_id: str) -> int:
    """The highest number of a programme, 0 before the first."""
    return max((one.version for one in versions if one.programme_id == programme_id), default=0)


@lru_cache(maxsize=_KEPT_PARSED)
def _readable(document: str) -> Programme | None:
    """What was read once is kept by its text: a version never changes."""
    try:
        return read_programme(document)
    except ProgrammeDocumentError:
        return None


def _start(version: Version) -> float:
    return 0.0 if version.programme is None else version.programme.starts_at.timestamp()


def _end(programme: Programme | None, readable: Sequence[Programme]) -> datetime | None:
    """When the next in the order of ``in_force`` begins."""
    if programme is None:
        return None
    place = next(index for index, one in enumerate(readable) if one is programme)
    return readable[place + 1].starts_at if place + 1 < len(readable) else None


def _standing(programme: Programme | None, readable: Sequence[Programme], now: datetime) -> Standing:
    if programme is None:
        return Standing.UNREADABLE
    end = _end(programme, readable)
    if end is not None and end <= programme.starts_at:
        return Standing.OVERRULED
    if programme.starts_at > now:
        return Standing.COMING
    return Standing.IN_FORCE if in_force(readable, now) is programme else Standing.OVER


def _releases(connection: Connection) -> dict[tuple[str, int], Release]:
    return {
        (row.programme_id, row.version): Release(
            row.published_by, instant_of(row.published_ms), row.reason, row.restores_version
        )
        for row in connection.execute(select(PROGRAMME_RELEASE))
    }
