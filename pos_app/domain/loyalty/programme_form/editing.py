"""Changes to a draft's document, each giving a new one: an entry added, taken out, moved, doubled, replaced."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from pos_app.domain.loyalty.programme_form.place_path import Step
from pos_app.domain.loyalty.programme_form.schema_shape import KIND
from pos_app.domain.loyalty.programme_form.sections import entry_shape, kinds_of
from pos_app.domain.loyalty.programme_form.shape import Entries, Field, Group, OneOf, Shape
from pos_app.domain.loyalty.programme_form.value_words import IDENTITIES

Document = dict[str, Any]


class EditError(ValueError):
    """What should be changed is not there any more, or cannot be: the document was changed meanwhile."""


def entries_of(document: Mapping[str, Any], key: str) -> list[Any]:
    """The entries of a list of the document."""
    found = document.get(key)
    return found if isinstance(found, list) else []


def added(document: Document, key: str, kind: str) -> tuple[Document, int]:
    """A new entry of a kind at the end of a list, with an id of its own; where it stands."""
    group = next((one for one in kinds_of(key) if one.kind == kind), None)
    if group is None:
        raise EditError(f"{key} takes no {kind!r}")
    entries = entries_of(document, key)
    entry: Document = {KIND: kind} if kind else {}
    identity = next((field.key for field in group.fields if field.key in IDENTITIES), None)
    if identity is not None:
        entry[identity] = _free_name(document, (kind or group.name).lower().replace("_", "-"))
    return {**document, key: [*entries, entry]}, len(entries)


def removed(document: Document, key: str, index: int) -> Document:
    """Without an entry."""
    entries = _at(document, key, index)
    return {**document, key: [*entries[:index], *entries[index + 1 :]]}


def moved(document: Document, key: str, index: int, by: int) -> Document:
    """An entry so many places further; at an end it stays."""
    entries = list(_at(document, key, index))
    place = min(max(index + by, 0), len(entries) - 1)
    entries.insert(place, entries.pop(index))
    return {**document, key: entries}


def doubled(document: Document, key: str, index: int) -> tuple[Document, int]:
    """A copy behind an entry, under an id of its own; where it stands."""
    entries = _at(document, key, index)
    copy = deepcopy(entries[index])
    if isinstance(copy, dict):
        identity = next((name for name in IDENTITIES if isinstance(copy.get(name), str)), None)
        if identity is not None:
            copy[identity] = _free_name(document, copy[identity])
    return {**document, key: [*entries[: index + 1], copy, *entries[index + 1 :]]}, index + 1


def replaced(document: Document, key: str, index: int, entry: object) -> Document:
    """With another entry in a place."""
    entries = list(_at(document, key, index))
    entries[index] = entry
    return {**document, key: entries}


def with_fields(document: Document, fields: tuple[Field, ...], said: Mapping[str, Any]) -> Document:
    """Some top keys as a form says them: keys that it leaves out are gone."""
    kept = {key: value for key, value in document.items() if key not in {field.key for field in fields}}
    return {**kept, **said}


def grown(shape: Shape, node: Any, steps: tuple[Step, ...]) -> Any:
    """With one more entry in the list at a place below, or with the optional group there; unchanged elsewhere."""
    if not steps:
        if isinstance(shape, Entries):
            return [*(node if isinstance(node, list) else []), {}]
        return node if isinstance(node, dict) else {}
    step, rest = steps[0], steps[1:]
    if isinstance(shape, OneOf):
        group = shape.group(node.get(KIND)) if isinstance(node, dict) else None
        return node if group is None else grown(group, node, steps)
    if isinstance(shape, Group) and isinstance(step, str):
        field = next((one for one in shape.fields if one.key == step), None)
        holder = dict(node) if isinstance(node, dict) else {}
        if field is not None:
            holder[step] = grown(field.shape, holder.get(step), rest)
        return holder
    if isinstance(shape, Entries) and isinstance(step, int) and isinstance(node, list) and step < len(node):
        return [grown(shape.item, one, rest) if index == step else one for index, one in enumerate(node)]
    return node


def _at(document: Document, key: str, index: int) -> list[Any]:
    entries = entries_of(document, key)
    if entry_shape(key) is None or not 0 <= index < len(entries):
        raise EditError(f"{key} has no entry {index}")
    return entries


_MOST_TRIES = 10_000


def _free_name(document: Document, wanted: str) -> str:
    """``wanted`` with a number that no entry of the document has."""
    taken = {
        entry.get(name)
        for entries in document.values()
        if isinstance(entries, list)
        for entry in entries
        if isinstance(entry, dict)
        for name in IDENTITIES
    }
    stem = wanted[:40].rstrip("-0123456789") or "rule"
    return next(name for number in range(1, _MOST_TRIES) if (name := f"{stem}-{number}") not in taken)
