"""The versions of the programme: which holds when, who published it and why, each in words; taking one back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.domain.loyalty.programme_words import programme_summary
from pos_app.domain.receipt.labels import Language
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.words import Filling, Words
from resources.programmes.samples import SAMPLES, sample_text
from sync.server.central import Central
from sync.server.database import reading
from sync.server.office.people import shown_names
from sync.server.office.roles import Viewer
from sync.server.pages.answer import Answer, Moved, Shown, not_found
from sync.server.pages.programme.places import PROGRAMME, draft_page, version_page
from sync.server.pages.programme.refusals import refused
from sync.server.pages.programme.told import difference_rows
from sync.server.pages.visit import Visit
from sync.server.programme.drafts import Draft, begin_draft, begin_first_draft, open_drafts
from sync.server.programme.refused import ProgrammeError
from sync.server.programme.releases import call_off, may_publish, roll_back
from sync.server.programme.start_time import silent_since
from sync.server.programme.versions import Standing, Version, present, version_of, versions_of

_STANDINGS = {
    Standing.COMING: (Words("will begin"), "warning"),
    Standing.IN_FORCE: (Words("in force"), "good"),
    Standing.OVER: (Words("over"), "muted"),
    Standing.OVERRULED: (Words("called off"), "muted"),
    Standing.UNREADABLE: (Words("cannot be read"), "bad"),
}

STARTS = tuple(name for name in SAMPLES if name != "everything")
"""Samples that a shop may begin with; the one with all rules is for engineers."""

TakingBack = Callable[[Central, Viewer, str, int, str], int]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version as the list shows it. ``back``: the form that puts it in force again, "" for none."""

    number: int
    href: str
    name: str
    standing: str
    tone: str
    starts_at: str
    ends_at: str
    by: str
    at: str
    reason: str
    again: str
    back: str
    off: str


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft as the list shows it."""

    href: str
    base: int
    by: str
    at: str


def programme_page(visit: Visit) -> Answer:
    """Versions and drafts."""
    with reading(visit.central.engine) as connection:
        versions = versions_of(connection, visit.now)
        drafts = open_drafts(connection)
        names = shown_names(connection, _people(versions, drafts))
        publishes = may_publish(connection, visit.viewer)
    current = present(versions)
    values = {
        "title": visit.say(Words("Loyalty programme")),
        "versions": tuple(_version(visit, one, names, publishes, current) for one in versions),
        "drafts": tuple(_draft(visit, one, names) for one in drafts),
        "present": None if current is None else _version(visit, current, names, publishes, current),
        "present_id": None if current is None else current.programme_id,
        "publishes": publishes,
        "samples": () if versions else _samples(visit),
        "done": visit.asked.get("done", ""),
        "number": visit.asked.get("version", ""),
    }
    return Shown("programme/versions.html", values)


def version_shown(visit: Visit) -> Answer:
    """A version in words, and what it changed."""
    number = _number(visit)
    with reading(visit.central.engine) as connection:
        versions = versions_of(connection, visit.now)
        publishes = may_publish(connection, visit.viewer)
        names = shown_names(connection, _people(versions, ()))
        heard = _heard(visit, connection, versions, number)
    try:
        version = version_of(versions, visit.named["programme_id"], number)
    except ProgrammeError as error:
        raise refused(visit, error) from error
    if version.programme is None:
        raise not_found()
    before = _earlier(versions, version)
    current = present(versions)
    values = {
        "title": visit.say(Words("Version {number}", (("number", Filling(Kind.COUNT, number)),))),
        "version": _version(visit, version, names, publishes, current),
        "programme_id": version.programme_id,
        "sections": programme_summary(version.programme, Language(visit.language)),
        "heard": heard,
        "before": None if before is None else before.version,
        "rows": () if before is None else difference_rows(visit, before.document, version.document),
    }
    return Shown("programme/version.html", values)


def draft_begun(visit: Visit) -> Answer:
    """A new draft of a version."""
    try:
        draft_id = begin_draft(visit.central, visit.viewer, visit.named["programme_id"], _number(visit))
    except ProgrammeError as error:
        raise refused(visit, error) from error
    return Moved(draft_page(draft_id))


def first_begun(visit: Visit) -> Answer:
    """The first draft of a chain, from one of the samples."""
    name = visit.form.get("sample", "")
    if name not in STARTS:
        raise not_found()
    try:
        draft_id = begin_first_draft(visit.central, visit.viewer, read_programme(sample_text(name)))
    except ProgrammeError as error:
        raise refused(visit, error) from error
    return Moved(draft_page(draft_id))


def rolled_back(visit: Visit) -> Answer:
    """An earlier version again, from now on."""
    return _taken_back(visit, roll_back, "back")


def called_off(visit: Visit) -> Answer:
    """A version that has not begun never will."""
    return _taken_back(visit, call_off, "off")


def _taken_back(visit: Visit, take: TakingBack, done: str) -> Answer:
    try:
        version = take(
            visit.central, visit.viewer, visit.named["programme_id"], _number(visit), visit.form.get("reason", "")
        )
    except ProgrammeError as error:
        raise refused(visit, error) from error
    return Moved(f"{PROGRAMME}?done={done}&version={version}")


def _samples(visit: Visit) -> tuple[tuple[str, str], ...]:
    """What a first draft may begin with: (name, title)."""
    found = ((name, read_programme(sample_text(name)).name) for name in STARTS)
    return tuple((name, title.ru if visit.language == "ru" else title.en) for name, title in found)


def _number(visit: Visit) -> int:
    told = visit.named["version"]
    if not told.isascii() or not told.isdecimal() or len(told) > 10:
        raise not_found()
    return int(told)


def _heard(visit: Visit, connection: Connection, versions: Sequence[Version], number: int) -> str:
    """Whether every till was heard since a version that holds or will hold was published; "" for others."""
    found = next(
        (one for one in versions if (one.programme_id, one.version) == (visit.named["programme_id"], number)), None
    )
    live = found is not None and found.standing in (Standing.COMING, Standing.IN_FORCE)
    if found is None or found.release is None or not live:
        return ""
    silent = silent_since(connection, found.release.published_at)
    if not silent:
        return visit.say(Words("Every till was heard since it was published"))
    tills = ", ".join(f"{till.shop_id} {till.code}" for till in silent)
    places = (("tills", Filling(Kind.TEXT, tills)),)
    return visit.say(Words("Not heard since it was published (shop, till): {tills}", places))


def _people(versions: Sequence[Version], drafts: Sequence[Draft]) -> list[str]:
    return [
        *(one.release.published_by for one in versions if one.release is not None),
        *(one.changed_by for one in drafts),
    ]


def _earlier(versions: Sequence[Version], version: Version) -> Version | None:
    """The one published before it."""
    earlier = [one for one in versions if one.programme_id == version.programme_id and one.version < version.version]
    return max(earlier, key=lambda one: one.version, default=None)


def _version(visit: Visit, one: Version, names: dict[str, str], publishes: bool, current: Version | None) -> VersionRow:
    words, tone = _STANDINGS[one.standing]
    release = one.release
    href = version_page(one.programme_id, one.version)
    is_other = current is not None and one.version != current.version and one.programme is not None
    back = publishes and is_other and one.standing is not Standing.COMING
    again = ""
    if release is not None and release.restores_version is not None:
        places = (("version", Filling(Kind.COUNT, release.restores_version)),)
        again = visit.say(Words("version {version} again", places))
    return VersionRow(
        number=one.version,
        href=href,
        name=""
        if one.programme is None
        else one.programme.name.ru
        if visit.language == "ru"
        else one.programme.name.en,
        standing=visit.say(words),
        tone=tone,
        starts_at=_instant(visit, None if one.programme is None else one.programme.starts_at),
        ends_at=_instant(visit, one.ends_at),
        by="" if release is None else names.get(release.published_by, release.published_by),
        at=_instant(visit, None if release is None else release.published_at),
        reason="" if release is None else release.reason,
        again=again,
        back=f"{href}/back" if back else "",
        off=f"{href}/off" if publishes and one.standing is Standing.COMING else "",
    )


def _draft(visit: Visit, one: Draft, names: dict[str, str]) -> DraftRow:
    return DraftRow(
        draft_page(one.draft_id),
        one.base_version,
        names.get(one.changed_by, one.changed_by),
        _instant(visit, one.changed_at),
    )


def _instant(visit: Visit, at: datetime | None) -> str:
    return "" if at is None else visit.words.figures.instant(at)
