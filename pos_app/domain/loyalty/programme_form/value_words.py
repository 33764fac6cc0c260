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
            return value if shape.kind is not TextKind.PLAIN else f"«{value}»"
    return json.dumps(value, ensure_ascii=False)


def group_words(say: Speaker, shape: Group | OneOf, value: object) -> str:
    """An object: what it states, label by label."""
    if not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    group = shape.group(value.get(KIND)) if isinstance(shape, OneOf) else shape
    if group is None:
        return json.dumps(value, ensure_ascii=False)
    stated = [field for field in group.fields if value.get(field.key, field.default) != field.default]
    parts = [f"{label(say, group.name, one.key)}: {value_words(say, one.shape, value[one.key])}" for one in stated]
    if isinstance(shape, OneOf):
        parts.insert(0, kind_words(say, group.kind, group.name))
    unknown = sorted(value.keys() - {KIND} - {field.key for field in group.fields})
    parts += [f"{key}: {json.dumps(value[key], ensure_ascii=False)}" for key in unknown]
    return ", ".join(parts) or say.pick("без ограничений", "no restriction")


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
