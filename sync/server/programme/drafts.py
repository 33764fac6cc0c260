"""Drafts of the programme: begun from a version, changed by whoever may, each change on the newest state only."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.domain.loyalty.programme_form.editing import EditError
from pos_app.domain.loyalty.programme_problem import Problem, ProgrammeDocumentError
from sync.protocol.operation import instant_of, unix_ms
from sync.server.central import Central, system_id
from sync.server.journal.journal import Action, add_to_journal
from sync.server.office.roles import Right, Viewer
from sync.server.programme.refused import ProgrammeError
from sync.server.programme.versions import document_of, version_of, versions_of
from sync.server.retry import write
from sync.server.tables import PROGRAMME_DRAFT

Document = dict[str, Any]
LARGEST_DOCUMENT = 2_000_000
"""Characters of a draft's JSON: far above any programme, far below what hurts."""


class DraftState(StrEnum):
    """Only an open draft can be changed."""

    OPEN = "open"
    PUBLISHED = "published"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Draft:
    """``document`` as people left it, sound or not; ``revision`` names this very state of it."""

    draft_id: str
    programme_id: str
    base_version: int
    document: Document
    revision: int
    state: DraftState
    made_by: str
    made_at: datetime
    changed_by: str
    changed_at: datetime
    published_version: int | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What the loader says of a document: the programme, or every problem."""

    programme: Programme | None
    problems: tuple[Problem, ...]


Change = Callable[[Document], Document]


def checked(document: Document) -> Checked:
    """The loader's word, the same as ``./till programme check``."""
    try:
        return Checked(read_programme(json.dumps(document, ensure_ascii=False)), ())
    except ProgrammeDocumentError as error:
        return Checked(None, error.problems)


def begin_draft(central: Central, viewer: Viewer, programme_id: str, version: int) -> str:
    """A draft of what a version says; answers its id. Raises :class:`ProgrammeError`."""
    require(viewer, Right.PROGRAMME)
    draft_id, now = system_id(), central.now()

    def work(connection: Connection) -> str:
        base = version_of(versions_of(connection, now), programme_id, version)
        if base.programme is None:
            raise ProgrammeError("version_unknown", f"{programme_id} version {version} cannot be read")
        _insert(connection, viewer, draft_id, base.programme, version, now)
        return draft_id

    return write(central.engine, work, partial(_stored, draft_id))


def begin_first_draft(central: Central, viewer: Viewer, sample: Programme) -> str:
    """A draft of a chain that has no programme yet, from a sample; answers its id. Raises :class:`ProgrammeError`."""
    require(viewer, Right.PROGRAMME)
    draft_id, now = system_id(), central.now()

    def work(connection: Connection) -> str:
        if versions_of(connection, now):
            raise ProgrammeError("version_unknown", "there are versions already: begin from one of them")
        _insert(connection, viewer, draft_id, sample, 0, now)
        return draft_id

    return write(central.engine, work, partial(_stored, draft_id))


def _stored(draft_id: str, connection: Connection) -> str | None:
    """The id, if a try whose end is unknown stored the draft."""
    known = connection.execute(select(PROGRAMME_DRAFT.c.draft_id).where(PROGRAMME_DRAFT.c.draft_id == draft_id))
    return known.scalar_one_or_none()


def _insert(
    connection: Connection, viewer: Viewer, draft_id: str, programme: Programme, version: int, now: datetime
) -> None:
    row = {
        "draft_id": draft_id,
        "programme_id": programme.programme_id,
        "base_version": version,
        "document": _text(document_of(programme)),
        "revision": 1,
        "state": DraftState.OPEN.value,
        "made_by": viewer.person_id,
        "made_ms": unix_ms(now),
        "changed_by": viewer.person_id,
        "changed_ms": unix_ms(now),
    }
    connection.execute(insert(PROGRAMME_DRAFT).values(**row))
    detail = f"from version {version} of {programme.programme_id}"
    add_to_journal(connection, now, viewer.person_id, Action.PROGRAMME_DRAFTED, draft_id, detail)


def change_draft(central: Central, viewer: Viewer, draft_id: str, revision: int, change: Change) -> Draft:
    """Change a draft that still stands at ``revision``; answers it as it is then.

    What a sound document says is stored as every document is written; an unsound one as it is. Raises
    :class:`ProgrammeError` ``draft_changed`` where somebody else was first: nothing of his is lost.
    """
    require(viewer, Right.PROGRAMME)
    return write(central.engine, partial(_change, central.now(), viewer, draft_id, revision, change))


def _change(
    now: datetime, viewer: Viewer, draft_id: str, revision: int, change: Change, connection: Connection
) -> Draft:
    draft = open_draft(connection, draft_id, revision)
    try:
        document = change(draft.document)
    except EditError as error:
        raise ProgrammeError("entry_gone", str(error)) from error
    found = checked(document)
    text = _text(document if found.programme is None else document_of(found.programme))
    if text == _text(draft.document):
        return draft
    if len(text) > LARGEST_DOCUMENT:
        raise ProgrammeError("unsound", f"a draft of at most {LARGEST_DOCUMENT} characters is taken")
    values = {
        "document": text,
        "revision": draft.revision + 1,
        "changed_by": viewer.person_id,
        "changed_ms": unix_ms(now),
    }
    connection.execute(update(PROGRAMME_DRAFT).where(PROGRAMME_DRAFT.c.draft_id == draft_id).values(**values))
    return draft_of(connection, draft_id)


def drop_draft(central: Central, viewer: Viewer, draft_id: str, revision: int) -> None:
    """Leave a draft; it can be read, not published. Raises :class:`ProgrammeError`."""
    require(viewer, Right.PROGRAMME)
    now = central.now()

    def work(connection: Connection) -> None:
        open_draft(connection, draft_id, revision)
        close_draft(connection, draft_id, DraftState.DROPPED, None)
        add_to_journal(connection, now, viewer.person_id, Action.PROGRAMME_DRAFT_DROPPED, draft_id)

    write(central.engine, work)


def draft_of(connection: Connection, draft_id: str) -> Draft:
    """A draft. Raises :class:`ProgrammeError` ``draft_unknown``."""
    row = connection.execute(select(PROGRAMME_DRAFT).where(PROGRAMME_DRAFT.c.draft_id == draft_id)).one_or_none()
    if row is None:
        raise ProgrammeError("draft_unknown", f"there is no draft {draft_id}")
    return _draft(row)


def open_draft(connection: Connection, draft_id: str, revision: int) -> Draft:
    """The draft at that very state, locked. Raises :class:`ProgrammeError`."""
    row = connection.execute(
        select(PROGRAMME_DRAFT).where(PROGRAMME_DRAFT.c.draft_id == draft_id).with_for_update()
    ).one_or_none()
    if row is None:
        raise ProgrammeError("draft_unknown", f"there is no draft {draft_id}")
    draft = _draft(row)
    if draft.state is not DraftState.OPEN:
        raise ProgrammeError("draft_closed", f"draft {draft_id} is {draft.state}")
    if draft.revision != revision:
        facts = (("changed_by", draft.changed_by), ("changed_ms", str(unix_ms(draft.changed_at))))
        raise ProgrammeError("draft_changed", f"expected revision {revision}, it is {draft.revision}", facts)
    return draft


def close_draft(connection: Connection, draft_id: str, state: DraftState, version: int | None) -> None:
    """End a draft inside the caller's transaction."""
    values = {"state": state.value, "published_version": version}
    connection.execute(update(PROGRAMME_DRAFT).where(PROGRAMME_DRAFT.c.draft_id == draft_id).values(**values))


def open_drafts(connection: Connection, limit: int = 100) -> tuple[Draft, ...]:
    """Those that are worked at, the last changed first."""
    found = connection.execute(
        select(PROGRAMME_DRAFT)
        .where(PROGRAMME_DRAFT.c.state == DraftState.OPEN.value)
        .order_by(PROGRAMME_DRAFT.c.changed_ms.desc())
        .limit(limit)
    )
    return tuple(_draft(row) for row in found)


def require(viewer: Viewer, right: Right) -> None:
    """Raises :class:`ProgrammeError` ``not_allowed``."""
    if not viewer.may(right):
        raise ProgrammeError("not_allowed", f"{viewer.role} may not {right}")


def _text(document: Document) -> str:
    return json.dumps(document, ensure_ascii=False)


def _draft(row: Row[Any]) -> Draft:
    return Draft(
        row.draft_id,
        row.programme_id,
        row.base_version,
        json.loads(row.document),
        row.revision,
        DraftState(row.state),
        row.made_by,
        instant_of(row.made_ms),
        row.changed_by,
        instant_of(row.changed_ms),
        row.published_version,
    )
