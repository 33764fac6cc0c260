"""Publishing a version, taking one back, calling one off before it begins. A published version never changes.

Every way ends in one more version in the feed that the tills read: they get it ahead, and each switches at its start by
its own clock, with or without a network.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import IntegrityError

from pos_app.domain.loyalty.programme_document import write_programme
from sync.protocol.operation import unix_ms
from sync.protocol.rows import ProgrammeRow, Stream
from sync.server.central import Central
from sync.server.feed import publish, take_change_numbers
from sync.server.journal.journal import Action, add_to_journal
from sync.server.office.roles import Right, Viewer
from sync.server.programme.drafts import Document, DraftState, checked, close_draft, open_draft, require
from sync.server.programme.refused import ProgrammeError
from sync.server.programme.start_time import FURTHEST
from sync.server.programme.versions import (
    Standing,
    Version,
    document_of,
    newest_number,
    present,
    version_of,
    versions_of,
)
from sync.server.retry import write
from sync.server.tables import PROGRAMME_RELEASE, TILL

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class _Order:
    """One publication. ``document`` without version and start."""

    programme_id: str
    document: Document
    starts_at: datetime
    reason: str
    draft_id: str | None = None
    restores_version: int | None = None


def publish_draft(
    central: Central,
    viewer: Viewer,
    draft_id: str,
    revision: int,
    seen_version: int,
    starts_at: datetime,
    reason: str,
) -> int:
    """Publish what a draft says; answers the version's number.

    ``seen_version``: the newest version that whoever publishes compared with; another one since then is told
    (``newer_version``). A start in the past is now. Raises :class:`ProgrammeError`.
    """
    require(viewer, Right.PUBLISH)
    now = central.now()

    def work(connection: Connection) -> int:
        _may_publish(connection, viewer)
        draft = open_draft(connection, draft_id, revision)
        versions = _locked(connection, now)
        newest = newest_number(versions, draft.programme_id)
        if newest != seen_version:
            raise ProgrammeError("newer_version", f"version {newest} was published meanwhile", _number(newest))
        last = next((one for one in versions if one.version == newest and one.programme_id == draft.programme_id), None)
        if last is not None and _plain(last.document) == _plain(draft.document):
            raise ProgrammeError("same", f"it says what version {newest} says", _number(newest))
        order = _Order(draft.programme_id, draft.document, starts_at, _told(reason), draft_id)
        version = _publish(connection, viewer, order, newest + 1, now)
        close_draft(connection, draft_id, DraftState.PUBLISHED, version)
        return version

    return _written(central, viewer, now, work)


def roll_back(central: Central, viewer: Viewer, programme_id: str, version: int, reason: str) -> int:
    """Put an earlier version's document in force again, from now on, as a new version; answers its number."""
    require(viewer, Right.PUBLISH)
    now = central.now()

    def work(connection: Connection) -> int:
        _may_publish(connection, viewer)
        versions = _locked(connection, now)
        earlier = version_of(versions, programme_id, version)
        current = present(versions)
        if current is not None and _plain(current.document) == _plain(earlier.document):
            raise ProgrammeError("same", f"version {current.version} says the same", _number(current.version))
        order = _Order(programme_id, earlier.document, now, _told(reason), restores_version=version)
        return _publish(connection, viewer, order, newest_number(versions, programme_id) + 1, now)

    return _written(central, viewer, now, work)


def call_off(central: Central, viewer: Viewer, programme_id: str, version: int, reason: str) -> int:
    """Take a version that has not begun out of the way; answers the number of the version that does it.

    What is in force before it goes on at its start: tills that have both choose the later number of one start.
    """
    require(viewer, Right.PUBLISH)
    now = central.now()

    def work(connection: Connection) -> int:
        _may_publish(connection, viewer)
        versions = _locked(connection, now)
        coming = version_of(versions, programme_id, version)
        before = _before(versions, coming)
        if coming.standing is not Standing.COMING or coming.programme is None or before is None:
            raise ProgrammeError("not_coming", f"version {version} has begun, or nothing stands before it")
        order = _Order(
            programme_id, before.document, coming.programme.starts_at, _told(reason), restores_version=before.version
        )
        return _publish(connection, viewer, order, newest_number(versions, programme_id) + 1, now)

    return _written(central, viewer, now, work)


def may_publish(connection: Connection, viewer: Viewer) -> bool:
    """Whether somebody answers for every shop that a version is for."""
    if not viewer.may(Right.PUBLISH):
        return False
    shops = connection.execute(select(TILL.c.shop_id).distinct()).scalars()
    return all(viewer.sees(shop) for shop in shops)


def _written(central: Central, viewer: Viewer, now: datetime, work: Callable[[Connection], int]) -> int:
    """Publish once, also where a lost connection leaves it open whether that was stored."""

    def stored(connection: Connection) -> int | None:
        mine = PROGRAMME_RELEASE.c.published_by == viewer.person_id, PROGRAMME_RELEASE.c.published_ms == unix_ms(now)
        found: int | None = connection.execute(select(func.max(PROGRAMME_RELEASE.c.version)).where(*mine)).scalar_one()
        return found

    try:
        return write(central.engine, work, stored)
    except IntegrityError as error:
        raise ProgrammeError("newer_version", "another version took this number", (("version", ""),)) from error


def _may_publish(connection: Connection, viewer: Viewer) -> None:
    if not may_publish(connection, viewer):
        raise ProgrammeError("all_shops_needed", "the programme holds in every shop: who sees them all publishes")


def _locked(connection: Connection, now: datetime) -> tuple[Version, ...]:
    """The versions, while no other transaction can publish one."""
    take_change_numbers(connection, Stream.PROGRAMME, 1)
    return versions_of(connection, now)


def _before(versions: tuple[Version, ...], coming: Version) -> Version | None:
    """What holds just before a version begins."""
    if coming.programme is None:
        return None
    starts_at = coming.programme.starts_at
    earlier = [one for one in versions if one.programme is not None and one.programme.starts_at < starts_at]
    return max(
        earlier, key=lambda one: (one.programme.starts_at if one.programme else starts_at, one.version), default=None
    )


def _publish(connection: Connection, viewer: Viewer, order: _Order, version: int, now: datetime) -> int:
    starts_at = max(order.starts_at, now).replace(microsecond=0)
    if starts_at > now + FURTHEST:
        raise ProgrammeError("start_invalid", f"expected a start within {FURTHEST.days} days, got {starts_at}")
    head = {"programme_id": order.programme_id, "version": version, "starts_at": starts_at.isoformat()}
    found = checked({**order.document, **head})
    if found.programme is None:
        raise ProgrammeError("unsound", f"{len(found.problems)} problems", problems=found.problems)
    row = {
        "programme_id": order.programme_id,
        "version": version,
        "starts_ms": unix_ms(starts_at),
        "published_by": viewer.person_id,
        "published_ms": unix_ms(now),
        "reason": order.reason,
        "draft_id": order.draft_id,
        "restores_version": order.restores_version,
    }
    connection.execute(insert(PROGRAMME_RELEASE).values(**row))  # its key refuses a second version of that number
    text = write_programme(found.programme)
    publish(connection, Stream.PROGRAMME, [ProgrammeRow(order.programme_id, version, text)])
    again = "" if order.restores_version is None else f", version {order.restores_version} again"
    detail = f"from {starts_at.isoformat()}{again}: {order.reason}"
    add_to_journal(
        connection, now, viewer.person_id, Action.PROGRAMME_PUBLISHED, f"{order.programme_id}.{version}", detail
    )
    return version


def _told(reason: str) -> str:
    told = " ".join(reason.split())
    if not told or len(told) > LONGEST_REASON:
        raise ProgrammeError("reason_needed", f"expected a reason of 1 to {LONGEST_REASON} letters")
    return told


def _number(version: int) -> tuple[tuple[str, str], ...]:
    return (("version", str(version)),)


def _plain(document: Document) -> str:
    """What a document says, without its number and start."""
    found = checked({**document, "version": 1, "starts_at": "2026-01-01T00:00:00Z"})
    said = document if found.programme is None else document_of(found.programme)
    return json.dumps({key: one for key, one in said.items() if key not in ("version", "starts_at")}, sort_keys=True)
