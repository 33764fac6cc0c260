"""Publishing a draft: what changes, from when, why; what to think of first; then it is a version for ever."""

from datetime import datetime, timedelta
from http import HTTPStatus

from pos_app.domain.report.kind import Kind
from pos_app.domain.report.words import Filling, Words
from sync.server.database import reading
from sync.server.pages.answer import Answer, Moved, Shown
from sync.server.pages.programme.draft_view import DraftView, draft_view, revision_of
from sync.server.pages.programme.places import PROGRAMME
from sync.server.pages.programme.refusals import words_of
from sync.server.pages.programme.told import difference_rows
from sync.server.pages.visit import Visit
from sync.server.programme.refused import ProgrammeError
from sync.server.programme.releases import may_publish, publish_draft
from sync.server.programme.start_time import SilentTill, StartLook, look_at_start
from sync.server.programme.versions import Version, newest_number, present, versions_of

_WRITTEN = "%Y-%m-%dT%H:%M"


def publish_form(visit: Visit) -> Answer:
    """What changes, from when, why."""
    return _form(visit, draft_view(visit), (), "", HTTPStatus.OK)


def published(visit: Visit) -> Answer:
    """A version, unless there is something to think of first."""
    view, form = draft_view(visit), visit.form
    wanted = visit.now if form.get("when", "at") == "now" else _moment(visit, form.get("start", ""))
    if wanted is None:
        trouble = visit.say(Words("Start: expected a day and time within a year from now"))
        return _form(visit, view, (), trouble, HTTPStatus.BAD_REQUEST)
    with reading(visit.central.engine) as connection:
        look = look_at_start(connection, wanted, visit.now)
    if look.needs_word and form.get("meant") != "yes":
        return _form(visit, view, _warnings(visit, look), "", HTTPStatus.OK)
    seen = form.get("seen_version", "")
    seen_version = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 11 else -1
    try:
        version = publish_draft(
            visit.central,
            visit.viewer,
            view.draft.draft_id,
            revision_of(visit),
            seen_version,
            look.starts_at,
            form.get("reason", ""),
        )
    except ProgrammeError as error:
        return _form(visit, view, (), visit.say(words_of(visit, error)), HTTPStatus.CONFLICT)
    return Moved(f"{PROGRAMME}?done=published&version={version}")


def _form(visit: Visit, view: DraftView, warnings: tuple[str, ...], trouble: str, status: int) -> Answer:
    with reading(visit.central.engine) as connection:
        versions = versions_of(connection, visit.now)
        publishes = may_publish(connection, visit.viewer)
    current = present(versions)
    newest = newest_number(versions, view.draft.programme_id)
    values = {
        "title": visit.say(Words("Publish the draft")),
        "view": view,
        "publishes": publishes,
        "warnings": warnings,
        "trouble": trouble,
        "present": None if current is None else current.version,
        "rows": difference_rows(visit, {} if current is None else current.document, view.draft.document),
        "newest": newest,
        "coming": _coming(visit, versions),
        "when": visit.form.get("when", "at"),
        "start": visit.form.get("start") or _usual_start(visit),
        "reason": visit.form.get("reason", ""),
        "zone": visit.central.timezone.key,
    }
    return Shown("programme/publish.html", values, status)


def _coming(visit: Visit, versions: tuple[Version, ...]) -> tuple[str, ...]:
    """Versions that begin later."""
    found = []
    for one in versions:
        if one.standing.value == "coming" and one.programme is not None:
            places = (
                ("version", Filling(Kind.COUNT, one.version)),
                ("at", Filling(Kind.INSTANT, one.programme.starts_at)),
            )
            found.append(visit.say(Words("Version {version} will begin at {at} and then hold instead", places)))
    return tuple(found)


def _usual_start(visit: Visit) -> str:
    """The night to tomorrow, by the shops' clock."""
    return f"{(visit.today + timedelta(days=1)).isoformat()}T00:00"


def _moment(visit: Visit, text: str) -> datetime | None:
    """A local time of the shops; None for one that there is not, such as in the hour that a clock skips."""
    try:
        local = datetime.strptime(text[:16], _WRITTEN).replace(tzinfo=visit.central.timezone)
    except ValueError:
        return None
    back = datetime.fromtimestamp(local.timestamp(), visit.central.timezone)
    return local if back.replace(tzinfo=None) == local.replace(tzinfo=None) else None


def _warnings(visit: Visit, look: StartLook) -> tuple[str, ...]:
    found = []
    if look.is_past:
        found.append(
            visit.say(Words("The start is over: the version will begin at once. What is sold stays as it was"))
        )
    elif look.is_near:
        found.append(
            visit.say(
                Words("The start is less than 15 minutes away: a till that is offline then switches when it is back")
            )
        )
    found += [visit.say(_silent(till)) for till in look.silent]
    return tuple(found)


def _silent(till: SilentTill) -> Words:
    places = (("shop", Filling(Kind.TEXT, till.shop_id)), ("till", Filling(Kind.TEXT, till.code)))
    if till.heard_at is None:
        return Words("{shop}, till {till} was never heard: it gets the version when it comes", places)
    return Words(
        "{shop}, till {till} is silent since {at}: it may get the version only after the start",
        (*places, ("at", Filling(Kind.INSTANT, till.heard_at))),
    )
