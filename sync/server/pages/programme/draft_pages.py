"""A draft: its sections and rules, and what is done with a whole rule; the difference in words; dropping it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.programme_form.choice_words import kind_words
from pos_app.domain.loyalty.programme_form.editing import (
    Document,
    EditError,
    added,
    doubled,
    entries_of,
    moved,
    removed,
)
from pos_app.domain.loyalty.programme_form.labels import label
from pos_app.domain.loyalty.programme_form.schema_shape import KIND
from pos_app.domain.loyalty.programme_form.sections import Section, entry_shape, kinds_of, sections, top_field
from pos_app.domain.loyalty.programme_form.shape import Field, Group
from pos_app.domain.loyalty.programme_form.value_words import identity_of, name_of, value_at, value_words
from pos_app.domain.loyalty.programme_words import rule_sentence
from pos_app.domain.loyalty.rules.rule import Rule
from pos_app.domain.loyalty.words.speaker import Speaker
from pos_app.domain.report.words import Words
from sync.server.database import reading
from sync.server.pages.answer import Answer, Moved, PageError, Shown
from sync.server.pages.programme.draft_view import DraftView, draft_view, revision_of
from sync.server.pages.programme.places import PROGRAMME, draft_page, entry_page, section_page
from sync.server.pages.programme.refusals import refused
from sync.server.pages.programme.told import difference_rows, speaker_of
from sync.server.pages.visit import Visit
from sync.server.programme.drafts import Change, change_draft, drop_draft
from sync.server.programme.refused import ProgrammeError
from sync.server.programme.versions import Version, present, versions_of


@dataclass(frozen=True, slots=True)
class KindOption:
    """What may be added."""

    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One rule, tier or other entry. ``words``: what it says. ``problems``: how many."""

    index: int
    name: str
    kind: str
    words: str
    href: str
    identity: str
    problems: int


@dataclass(frozen=True, slots=True)
class ListView:
    """A list of the document with what may be added."""

    key: str
    title: str
    entries: tuple[EntryRow, ...]
    kinds: tuple[KindOption, ...]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A plain field in words. ``is_inner``: of the group above it, which has no words of its own."""

    title: str
    words: str
    is_inner: bool = False


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section of the draft; ``href`` "" where it has lists only."""

    key: str
    title: str
    href: str
    fields: tuple[FieldRow, ...]
    lists: tuple[ListView, ...]
    problems: int


def draft_shown(visit: Visit) -> Answer:
    """All sections."""
    view = draft_view(visit)
    values = {
        "title": visit.say(Words("Draft of the programme")),
        "view": view,
        "sections": tuple(_section(visit, view, one) for one in sections()),
        "saved": visit.asked.get("saved", ""),
    }
    return Shown("programme/draft.html", values)


def entries_changed(visit: Visit) -> Answer:
    """A rule added, taken out, moved or doubled."""
    draft_id, key = visit.named["draft_id"], visit.named["list"]
    action, place = visit.form.get("do", ""), [0]
    if entry_shape(key) is None:
        raise PageError(HTTPStatus.NOT_FOUND, Words("There is no such list in the programme"))
    change = _change(visit, key, action, place)
    try:
        change_draft(visit.central, visit.viewer, draft_id, revision_of(visit), change)
    except ProgrammeError as error:
        raise refused(visit, error) from error
    if action in ("add", "double"):
        return Moved(entry_page(draft_id, key, place[0]))
    return Moved(f"{draft_page(draft_id)}?saved=1#list-{key}")


def difference_shown(visit: Visit) -> Answer:
    """What the draft changes, against the version in force and the one that it was begun from."""
    view = draft_view(visit)
    with reading(visit.central.engine) as connection:
        versions = versions_of(connection, visit.now)
    current = present(versions)
    values = {
        "title": visit.say(Words("What the draft changes")),
        "view": view,
        "present": None if current is None else current.version,
        "rows": difference_rows(visit, {} if current is None else current.document, view.draft.document),
        "base": _base(visit, view, versions, current),
    }
    return Shown("programme/difference.html", values)


def dropped(visit: Visit) -> Answer:
    """The draft is left."""
    try:
        drop_draft(visit.central, visit.viewer, visit.named["draft_id"], revision_of(visit))
    except ProgrammeError as error:
        raise refused(visit, error) from error
    return Moved(f"{PROGRAMME}?done=dropped")


def _base(
    visit: Visit, view: DraftView, versions: tuple[Version, ...], current: Version | None
) -> dict[str, Any] | None:
    """The difference to the version that the draft was begun from, where that is another one."""
    draft = view.draft
    if current is not None and (current.programme_id, current.version) == (draft.programme_id, draft.base_version):
        return None
    found = next(
        (one for one in versions if (one.programme_id, one.version) == (draft.programme_id, draft.base_version)), None
    )
    if found is None:
        return None
    return {"version": found.version, "rows": difference_rows(visit, found.document, draft.document)}


def _change(visit: Visit, key: str, action: str, place: list[int]) -> Change:
    """``place`` takes where the new entry stands."""
    form = visit.form
    if action == "add":

        def add(document: Document) -> Document:
            made, place[0] = added(document, key, form.get("kind", ""))
            return made

        return add
    index = int(form["index"]) if form.get("index", "").isdecimal() and len(form["index"]) < 6 else -1
    was = form.get("identity", "")

    def double(document: Document) -> Document:
        made, place[0] = doubled(document, key, index)
        return made

    actions: Mapping[str, Callable[[Document], Document]] = {
        "remove": lambda document: removed(document, key, index),
        "up": lambda document: moved(document, key, index, -1),
        "down": lambda document: moved(document, key, index, 1),
        "double": double,
    }
    if action not in actions:
        raise PageError(HTTPStatus.BAD_REQUEST, Words("Expected one of the page's buttons"))

    def same_entry(document: Document) -> Document:
        require_entry(document, key, index, was)
        return actions[action](document)

    return same_entry


def require_entry(document: Mapping[str, Any], key: str, index: int, was: str) -> None:
    """Raises ``EditError`` unless the entry that the form was made from stands there still."""
    entries = entries_of(document, key)
    if not 0 <= index < len(entries) or (identity_of(entries[index]) or "") != was:
        raise EditError(f"{key} {index} is no longer {was!r}")


def _section(visit: Visit, view: DraftView, section: Section) -> SectionRow:
    say, document = speaker_of(visit), view.draft.document
    fields: list[FieldRow] = []
    for key in section.fields:
        field = top_field(key)
        if field is not None:
            fields += _field_rows(say, field, value_at(field, document))
    href = section_page(view.draft.draft_id, section.key)
    return SectionRow(
        section.key,
        section.said(say),
        href if section.fields else "",
        tuple(fields),
        tuple(_list(say, view, key) for key in section.lists),
        sum(one.href.partition("#")[0] == href for one in view.problems),
    )


def _field_rows(say: Speaker, field: Field, value: object) -> Iterator[FieldRow]:
    """A group with each of its fields, those that stand at their defaults too: they hold all the same."""
    title = label(say, "Programme", field.key)
    shape = field.shape
    if not isinstance(shape, Group) or not isinstance(value, dict) or shape.name == LocalText.__name__:
        yield FieldRow(title, value_words(say, shape, value))
        return
    yield FieldRow(title, "")
    for one in shape.fields:
        yield FieldRow(label(say, shape.name, one.key), value_words(say, one.shape, value_at(one, value)), True)


def _list(say: Speaker, view: DraftView, key: str) -> ListView:
    draft = view.draft
    sentences = {} if view.checked.programme is None else _sentences(say, view.checked.programme, key)
    rows = []
    for index, entry in enumerate(entries_of(draft.document, key)):
        href = entry_page(draft.draft_id, key, index)
        identity = identity_of(entry) or ""
        rows.append(
            EntryRow(
                index,
                name_of(say, entry),
                _kind(say, key, entry),
                sentences.get(identity) or _said(say, key, entry),
                href,
                identity,
                sum(one.href.partition("#")[0] == href for one in view.problems),
            )
        )
    kinds = tuple(KindOption(group.kind, kind_words(say, group.kind, group.name)) for group in kinds_of(key))
    return ListView(key, label(say, "Programme", key), tuple(rows), kinds)


def _kind(say: Speaker, key: str, entry: object) -> str:
    kind = entry.get(KIND, "") if isinstance(entry, dict) else ""
    group = next((one for one in kinds_of(key) if one.kind == kind), None)
    return "" if group is None else kind_words(say, group.kind, group.name)


def _said(say: Speaker, key: str, entry: object) -> str:
    shape = entry_shape(key)
    return "" if shape is None else value_words(say, shape, entry)


def _sentences(say: Speaker, programme: Programme, key: str) -> dict[str, str]:
    """What the rules of a list say, without their names, which stand beside it."""
    found: dict[str, str] = {}
    for one in getattr(programme, key):
        if isinstance(one, Rule):
            sentence = rule_sentence(one, say.language)
            words = sentence.partition("): ")[2] or sentence
            found[one.rule_id] = f"{words[:1].upper()}{words[1:]}"
    return found
