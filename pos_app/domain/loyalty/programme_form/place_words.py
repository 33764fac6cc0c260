"""Where in a programme something stands, as people call it: «Акции на товары: «Завтрак», Процент»."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pos_app.domain.loyalty.programme_form.labels import has_label, label
from pos_app.domain.loyalty.programme_form.place_path import Step, steps_of
from pos_app.domain.loyalty.programme_form.schema_shape import KIND, programme_shape
from pos_app.domain.loyalty.programme_form.sections import entry_shape
from pos_app.domain.loyalty.programme_form.shape import Entries, Group, OneOf, Shape
from pos_app.domain.loyalty.programme_form.value_words import name_of
from pos_app.domain.loyalty.programme_problem import Problem
from pos_app.domain.loyalty.words.speaker import Speaker

_PLACE_PARAMS = frozenset({"other"})
_KEY_PARAMS = frozenset({"what"})


def place_words(say: Speaker, document: Mapping[str, Any], place: str) -> str:
    """The part, the rule by its name, the field; "" for the document itself."""
    steps = steps_of(place)
    top = str(steps[0]) if steps else ""
    where = label(say, "Programme", top) if top else ""
    if entry_shape(top) is not None and len(steps) > 1 and isinstance(steps[1], int):
        entries = document.get(top)
        entry = entries[steps[1]] if isinstance(entries, list) and steps[1] < len(entries) else None
        called = name_of(say, entry)
        where = f"{where}: {say.quoted(called)}" if called else where
    keys = [step for step in steps[1:] if isinstance(step, str)]
    return f"{where}, {label(say, _group_at(document, steps), keys[-1])}" if keys else where


def in_words(say: Speaker, document: Mapping[str, Any], problem: Problem) -> Problem:
    """The same problem, its other places and keys as people call them."""

    def told(name: str, value: str) -> str:
        if name in _PLACE_PARAMS and ("[" in value or "." in value):
            return place_words(say, document, value) or value
        if name in _PLACE_PARAMS | _KEY_PARAMS and has_label("", value):
            return label(say, "", value)
        return value

    return replace(problem, params=tuple((name, told(name, value)) for name, value in problem.params))


def _group_at(document: Mapping[str, Any], steps: Sequence[Step]) -> str:
    """The group in which the last key stands, for the words of the key."""
    shape: Shape | None = programme_shape()
    node: Any = document
    group = ""
    for step in steps:
        if isinstance(shape, OneOf):
            shape = shape.group(node.get(KIND) if isinstance(node, dict) else None)
        if isinstance(shape, Group):
            group = shape.name
            field = next((one for one in shape.fields if one.key == step), None)
            shape = None if field is None else field.shape
            node = node.get(step) if isinstance(node, dict) else None
        elif isinstance(shape, Entries) and isinstance(step, int):
            shape = shape.item
            node = node[step] if isinstance(node, list) and step < len(node) else None
    return group
