"""The forms of a draft: one for the plain fields of a section, one for each rule, tier or other entry."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from pos_app.domain.loyalty.programme_form.choice_words import kind_words
from pos_app.domain.loyalty.programme_form.editing import Document, entries_of, grown, replaced, with_fields
from pos_app.domain.loyalty.programme_form.field_words import decimal_sign
from pos_app.domain.loyalty.programme_form.form_values import (
    document_fields,
    document_part,
    field_values,
    form_values,
)
from pos_app.domain.loyalty.programme_form.form_view import GOODS_KEYS, FormItem, FormWords, entry_items, top_items
from pos_app.domain.loyalty.programme_form.place_path import Step, steps_of
from pos_app.domain.loyalty.programme_form.schema_shape import KIND
from pos_app.domain.loyalty.programme_form.sections import entry_shape, section_of, top_field
from pos_app.domain.loyalty.programme_form.shape import Field, Group, OneOf
from pos_app.domain.loyalty.programme_form.value_words import identity_of, name_of
from pos_app.domain.report.words import Words
from sync.server.database import reading
from sync.server.pages.answer import Answer, Moved, PageError, Shown, not_found
from sync.server.pages.programme.draft_pages import require_entry
from sync.server.pages.programme.draft_view import DraftView, draft_view, revision_of
from sync.server.pages.programme.known_names import goods_found, goods_named, known_names
from sync.server.pages.programme.places import draft_page, entry_page, section_page
from sync.server.pages.programme.refusals import refused, words_of
from sync.server.pages.programme.told import speaker_of
from sync.server.pages.visit import Visit
from sync.server.programme.drafts import change_draft
from sync.server.programme.refused import ProgrammeError

_KINDS = re.compile(r":[a-z0-9_]+")
"""Which kind of a group a field belongs to stands in its name, not in the document's place."""
_GROW = "grow:"
_PUT = "add:"
_FIND = "find:"
_LONGEST_QUERY = 80
_SHRINK = "without:"


@dataclass(frozen=True, slots=True)
class Part:
    """What one form edits. ``read``: the document with what the form says; ``grow``: with one entry more below."""

    href: str
    title: str
    values: Mapping[str, str]
    items: Callable[[FormWords], tuple[FormItem, ...]]
    read: Callable[[Document, Mapping[str, str]], Document]
    grow: Callable[[Document, tuple[Step, ...]], Document]
    hidden: tuple[tuple[str, str], ...] = ()
    about: str = ""


def section_form(visit: Visit) -> Answer:
    """The plain fields of a section."""
    view = draft_view(visit)
    return _shown(visit, view, _section_part(visit, view))


def section_saved(visit: Visit) -> Answer:
    """They are put into the draft."""
    view = draft_view(visit)
    return _saved(visit, view, _section_part(visit, view))


def entry_form(visit: Visit) -> Answer:
    """A rule, tier or other entry."""
    view = draft_view(visit)
    return _shown(visit, view, _entry_part(visit, view))


def entry_saved(visit: Visit) -> Answer:
    """It is put into the draft."""
    view = draft_view(visit)
    return _saved(visit, view, _entry_part(visit, view))


def _saved(visit: Visit, view: DraftView, part: Part) -> Answer:
    action = visit.form.get("do", "save")
    form = dict(visit.form)
    if action.startswith(_SHRINK):
        form[f"{action.removeprefix(_SHRINK)}-"] = "yes"
        form[f"{action.removeprefix(_SHRINK)}?"] = "no"
    if action.startswith(_PUT):
        form[f"{action.removeprefix(_PUT)}?"] = "yes"
    steps = steps_of(_KINDS.sub("", action.removeprefix(_GROW))) if action.startswith(_GROW) else ()

    def change(document: Document) -> Document:
        said = part.read(document, form)
        return part.grow(said, steps) if steps else said

    try:
        draft = change_draft(visit.central, visit.viewer, view.draft.draft_id, revision_of(visit), change)
    except ProgrammeError as error:
        if error.key != "draft_changed":
            raise refused(visit, error) from error
        return _shown(visit, view, part, typed=form, trouble=visit.say(words_of(visit, error)))
    if action == "save":
        found = draft_view(visit)
        wrong = [one for one in found.problems if one.href.partition("#")[0] == part.href]
        if not wrong:
            return Moved(f"{draft_page(draft.draft_id)}?saved=1")
    anchor = action.partition(":")[2]
    asked = {"saved": "1"}
    if action.startswith(_FIND):
        asked |= {"find": anchor, "words": form.get(f"{anchor}~", "")[:_LONGEST_QUERY]}
    return Moved(f"{part.href}?{urlencode(asked)}{f'#{anchor}' if anchor else ''}")


def _shown(
    visit: Visit, view: DraftView, part: Part, typed: Mapping[str, str] | None = None, trouble: str = ""
) -> Answer:
    say = speaker_of(visit)
    values = part.values if typed is None else typed
    with reading(visit.central.engine) as connection:
        known = known_names(connection, view.draft.document, say)
        goods = goods_named(connection, _goods_ids(values))
        looked_for, query = visit.asked.get("find", ""), visit.asked.get("words", "")
        found = {looked_for: goods_found(connection, query)} if looked_for else {}
    problems: dict[str, list[str]] = {}
    for one in view.problems:
        problems.setdefault(one.name, []).append(one.words)
    words = FormWords(say, values, problems, known, found, goods)
    wrong = [one for one in view.problems if one.href.partition("#")[0] == part.href]
    shown = {
        "query": query,
        "title": part.title,
        "about": part.about,
        "view": view,
        "action": part.href,
        "items": part.items(words),
        "hidden": part.hidden,
        "trouble": trouble,
        "wrong": wrong,
        "saved": "saved" in visit.asked,
    }
    return Shown("programme/form.html", shown, HTTPStatus.CONFLICT if trouble else HTTPStatus.OK)


def _goods_ids(values: Mapping[str, str]) -> list[str]:
    """Ids of goods that the form names."""
    return [
        line
        for name, text in values.items()
        if name.rpartition(".")[2] in GOODS_KEYS
        for line in text.replace("\r\n", "\n").split("\n")
    ]


def _section_part(visit: Visit, view: DraftView) -> Part:
    section = section_of(visit.named["section"])
    if section is None or not section.fields:
        raise not_found()
    say, document = speaker_of(visit), view.draft.document
    fields = tuple(field for key in section.fields if (field := top_field(key)) is not None)

    def grow(said: Document, steps: tuple[Step, ...]) -> Document:
        field = next((one for one in fields if one.key == steps[0]), None)
        return said if field is None else _grown_field(said, field, steps[1:])

    return Part(
        section_page(view.draft.draft_id, section.key),
        section.said(say),
        field_values(fields, document, decimal_sign(say)),
        lambda words: top_items(words, fields),
        lambda old, form: with_fields(old, fields, document_fields(fields, form)),
        grow,
    )


def _grown_field(document: Document, field: Field, steps: tuple[Step, ...]) -> Document:
    return {**document, field.key: grown(field.shape, document.get(field.key), steps)}


def _entry_part(visit: Visit, view: DraftView) -> Part:
    key, told = visit.named["list"], visit.named["index"]
    shape, entries = entry_shape(key), entries_of(view.draft.document, key)
    index = int(told) if told.isascii() and told.isdecimal() and len(told) < 6 else -1
    if shape is None or not 0 <= index < len(entries):
        raise not_found()
    say, entry, name = speaker_of(visit), entries[index], f"{key}[{index}]"
    kind = entry.get(KIND, "") if isinstance(entry, dict) else ""
    group = shape.group(kind) if isinstance(shape, OneOf) else shape
    if group is None:
        raise PageError(HTTPStatus.CONFLICT, Words("This server knows no rule of this kind"))
    was = visit.form.get("identity", identity_of(entry) or "")

    def read(document: Document, form: Mapping[str, str]) -> Document:
        require_entry(document, key, index, was)
        return replaced(document, key, index, document_part(shape, form, name))

    def grow(said: Document, steps: tuple[Step, ...]) -> Document:
        return replaced(said, key, index, grown(shape, entries_of(said, key)[index], steps[2:]))

    hidden = [("identity", was)]
    if isinstance(shape, OneOf):
        hidden.append((f"{name}.{KIND}", kind))
    title = kind_words(say, group.kind, group.name)
    called = name_of(say, entry)
    return Part(
        entry_page(view.draft.draft_id, key, index),
        f"{title}: {say.quoted(called)}" if called else title,
        form_values(shape, entry, name, decimal_sign(say)),
        lambda words: _entry_items(words, shape, group, name),
        read,
        grow,
        tuple(hidden),
    )


def _entry_items(words: FormWords, shape: Group | OneOf, group: Group, name: str) -> tuple[FormItem, ...]:
    return entry_items(words, group, f"{name}:{group.kind}" if isinstance(shape, OneOf) else name)
