"""A part of the document as the fields of a form, and back. Field names are places of the document.

Beside a value's own place stand: ``PLACE?`` whether an optional group is there, ``PLACE#`` how many entries a list of
groups has (or, of values to tick, which were ticked before, in their order), ``PLACE-`` to take an entry out,
``PLACE=VALUE`` one value that is ticked (of a single value: it comes instead of what is typed), ``PLACE.kind`` the kind
of a group that has several; the fields of a kind are below ``PLACE:KIND``.
"""

from collections.abc import Mapping
from typing import Any, Final, TypeGuard

from pos_app.domain.loyalty.programme_form.field_text import (
    NO,
    YES,
    lines_of,
    text_of,
    value_of,
    values_of_lines,
)
from pos_app.domain.loyalty.programme_form.schema_shape import KIND
from pos_app.domain.loyalty.programme_form.shape import (
    Choice,
    Entries,
    Field,
    Group,
    OneOf,
    Scalar,
    Shape,
    YesNo,
)

NOTHING: Final = object()
"""The key is left out."""
MOST_ENTRIES = 1000
Values = dict[str, str]


def below(place: str, key: str) -> str:
    """The name of a field of a group."""
    return f"{place}.{key}" if place else key


def form_values(shape: Shape, node: object, place: str, decimal: str = ",") -> Values:
    """What stands in the fields of a form for ``node``."""
    values: Values = {}
    _fill(shape, node, place, decimal, values)
    return values


def document_part(shape: Shape, values: Mapping[str, str], place: str) -> Any:
    """The part of the document that the fields say. What equals its default is left out."""
    return _read(shape, values, place)


def field_values(fields: tuple[Field, ...], node: Mapping[str, Any], decimal: str = ",") -> Values:
    """Of some fields at the top of the document."""
    values: Values = {}
    for field in fields:
        _fill_field(field, node, "", decimal, values)
    return values


def document_fields(fields: tuple[Field, ...], values: Mapping[str, str]) -> dict[str, Any]:
    """Those fields again, without what equals its default."""
    made: dict[str, Any] = {}
    for field in fields:
        _put(made, field, values, "")
    return made


def _fill(shape: Shape, node: object, place: str, decimal: str, values: Values) -> None:
    match shape:
        case Group():
            holder = node if isinstance(node, dict) else {}
            for field in shape.fields:
                _fill_field(field, holder, place, decimal, values)
        case OneOf():
            kind = node.get(KIND, "") if isinstance(node, dict) else ""
            values[below(place, KIND)] = str(kind)
            group = shape.group(kind)
            if group is not None:
                _fill(group, node, f"{place}:{kind}", decimal, values)
        case Entries():
            _fill_entries(shape, node if isinstance(node, list) else [], place, decimal, values)
        case _:
            values[place] = text_of(shape, node, decimal)


def _fill_field(field: Field, holder: Mapping[str, Any], place: str, decimal: str, values: Values) -> None:
    name = below(place, field.key)
    value = holder.get(field.key, None if field.required else field.default)
    if field.optional and isinstance(field.shape, Group | OneOf):
        values[f"{name}?"] = NO if value is None else YES
        if value is None:
            return
    _fill(field.shape, value, name, decimal, values)


def _fill_entries(shape: Entries, node: list[object], place: str, decimal: str, values: Values) -> None:
    if isinstance(shape.item, Choice):
        values[f"{place}#"] = ",".join(str(value) for value in node)
        values.update({f"{place}={value}": YES for value in node})
    elif is_scalar(shape.item):
        values[place] = lines_of(node, shape.item, decimal)
    else:
        values[f"{place}#"] = str(len(node))
        for index, one in enumerate(node):
            _fill(shape.item, one, f"{place}[{index}]", decimal, values)


def is_scalar(shape: Shape) -> TypeGuard[Scalar]:
    """Whether one field holds it."""
    return not isinstance(shape, Group | OneOf | Entries)


def _read(shape: Shape, values: Mapping[str, str], place: str) -> Any:
    match shape:
        case Group():
            made: dict[str, Any] = {KIND: shape.kind} if shape.kind else {}
            for field in shape.fields:
                _put(made, field, values, place)
            return made
        case OneOf():
            kind = values.get(below(place, KIND), "")
            group = shape.group(kind)
            return NOTHING if group is None else _read(group, values, f"{place}:{kind}")
        case Entries():
            return _read_entries(shape, values, place)
        case YesNo():
            return value_of(shape, values.get(place, NO))
        case _:
            picked = next((name for name in values if name.startswith(f"{place}=") and values[name] == YES), None)
            found = value_of(shape, values.get(place, "") if picked is None else picked.removeprefix(f"{place}="))
            return NOTHING if found is None else found


def _put(made: dict[str, Any], field: Field, values: Mapping[str, str], place: str) -> None:
    name = below(place, field.key)
    is_absent = field.optional and values.get(f"{name}?", YES) != YES
    value = NOTHING if is_absent else _read(field.shape, values, name)
    if value is NOTHING:
        if field.optional and field.default is not None:
            made[field.key] = None
        return
    is_default = value == field.default and type(value) is type(field.default)
    if is_default and not field.required and not (field.optional and isinstance(field.shape, Group)):
        return
    made[field.key] = value


def _read_entries(shape: Entries, values: Mapping[str, str], place: str) -> list[Any]:
    item = shape.item
    if isinstance(item, Choice):
        before = [one for one in values.get(f"{place}#", "").split(",") if one]
        ticked = [str(value) for value in item.values if values.get(f"{place}={value}") == YES]
        kept = [one for one in before if values.get(f"{place}={one}") == YES]
        return [value_of(item, one) for one in [*kept, *(one for one in ticked if one not in kept)]]
    if is_scalar(item):
        listed = values_of_lines(values.get(place, ""), item)
        picked = sorted(name for name in values if name.startswith(f"{place}=") and values[name] == YES)
        new = (value_of(item, name.removeprefix(f"{place}=")) for name in picked)
        return [*listed, *(one for one in new if one not in listed)]
    count = values.get(f"{place}#", "0")
    number = min(int(count), MOST_ENTRIES) if count.isascii() and count.isdecimal() and len(count) < 6 else 0
    kept_places = [one for n in range(number) if values.get(f"{(one := f'{place}[{n}]')}-") != YES]
    return [{} if (found := _read(item, values, one)) is NOTHING else found for one in kept_places]
