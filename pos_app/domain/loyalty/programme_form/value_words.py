"""Values of the document in words: exactly, so that two that differ never read alike."""

import json
from collections.abc import Mapping
from typing import Any

from pos_app.domain.loyalty.programme_form.choice_words import choice_words, kind_words
from pos_app.domain.loyalty.programme_form.field_words import amount_words
from pos_app.domain.loyalty.programme_form.labels import label
from pos_app.domain.loyalty.programme_form.schema_shape import KIND
from pos_app.domain.loyalty.programme_form.shape import (
    Choice,
    Entries,
    Field,
    Group,
    Number,
    OneOf,
    Shape,
    Text,
    TextKind,
    YesNo,
)
from pos_app.domain.loyalty.words.speaker import Speaker

IDENTITIES = ("rule_id", "code")
"""Keys by which an entry of a list is the same one in another version."""


def none_words(say: Speaker) -> str:
    """Nothing stands there."""
    return say.pick("нет", "none")


def value_words(say: Speaker, shape: Shape, value: object) -> str:
    """Any value of a shape."""
    if value is None:
        return none_words(say)
    match shape:
        case Group() | OneOf():
            return group_words(say, shape, value)
        case Entries():
            listed = value if isinstance(value, list) else [value]
            return ", ".join(_entry_words(say, shape.item, one) for one in listed) or none_words(say)
        case YesNo() if isinstance(value, bool):
            return say.pick("да", "yes") if value else say.pick("нет", "no")
        case Number() if isinstance(value, int) and not isinstance(value, bool):
            return amount_words(say, shape.unit, value)
        case Choice() if value in shape.values:
            return choice_words(say, shape.name, value)
        case Text() if isinstance(value, str):
            return value if shape.kind is not TextKind.PLAIN else say.quoted(value)
    return json.dumps(value, ensure_ascii=False)


def group_words(say: Speaker, shape: Group | OneOf, value: object, leave_out: frozenset[str] = frozenset()) -> str:
    """An object: what it states, label by label, but for the keys in ``leave_out``."""
    if not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    group = shape.group(value.get(KIND)) if isinstance(shape, OneOf) else shape
    if group is None:
        return json.dumps(value, ensure_ascii=False)
    parts = []
    for field in group.fields:
        if field.key not in leave_out and value.get(field.key, field.default) != field.default:
            parts.append(_field_words(say, group.name, field, value[field.key]))
    unknown = sorted(value.keys() - {KIND} - {field.key for field in group.fields})
    parts += [f"{key}: {json.dumps(value[key], ensure_ascii=False)}" for key in unknown]
    if isinstance(shape, OneOf):
        kind = kind_words(say, group.kind, group.name)
        return f"{kind} ({', '.join(parts)})" if parts else kind
    return ", ".join(parts) or default_words(say, group)


def default_words(say: Speaker, group: Group) -> str:
    """A group that states nothing: it restricts nothing, or its usual figures hold."""
    if any(field.default for field in group.fields):
        return say.pick("обычные значения", "the usual values")
    return say.pick("без ограничений", "no restriction")


def _field_words(say: Speaker, group: str, field: Field, value: object) -> str:
    words, title = value_words(say, field.shape, value), label(say, group, field.key)
    return f"{title} ({words})" if isinstance(field.shape, Group) and value is not None else f"{title}: {words}"


def value_at(field: Field, holder: Mapping[str, Any]) -> Any:
    """What a group says under a key, its default where it says nothing."""
    return holder.get(field.key, field.default)


def identity_of(entry: object) -> str | None:
    """The id or code of an entry; None without one."""
    if not isinstance(entry, dict):
        return None
    found = next((entry[key] for key in IDENTITIES if isinstance(entry.get(key), str)), None)
    return None if found is None else str(found)


def name_of(say: Speaker, entry: object) -> str:
    """What people call an entry: its name in the language, else its id."""
    if isinstance(entry, dict):
        name = entry.get("name")
        told = name.get(say.language.value) if isinstance(name, dict) else None
        if isinstance(told, str) and told:
            return told
    return identity_of(entry) or ""


def _entry_words(say: Speaker, shape: Shape, entry: object) -> str:
    words = value_words(say, shape, entry)
    return f"({words})" if isinstance(shape, Group | OneOf) else words
