"""The shape of a programme document, read from its own JSON Schema: a rule kind that is added there has its form."""

from collections.abc import Mapping
from functools import cache
from typing import Any

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
    Unit,
    YesNo,
)
from pos_app.domain.loyalty.programme_schema import SCHEMA_KEY, programme_schema
from pos_app.domain.loyalty.rules.figures import CODE_PATTERN, COUPON_PATTERN, DAY_PATTERN, MOMENT_PATTERN

KIND = "kind"
_MULTIPLIER = "multiplier_bp"
_UNITS = (
    ("kopecks", Unit.MONEY),
    ("basis points", Unit.PERCENT),
    ("hundredths", Unit.POINTS),
    ("thousandths", Unit.QUANTITY),
)
"""How a description in the schema begins → what the number counts."""
_PATTERNS = {
    CODE_PATTERN: TextKind.CODE,
    COUPON_PATTERN: TextKind.COUPON_CODE,
    DAY_PATTERN: TextKind.DAY,
    MOMENT_PATTERN: TextKind.MOMENT,
}

Node = Mapping[str, Any]


@cache
def programme_shape() -> Group:
    """The whole document."""
    return shape_of_schema(programme_schema())


def shape_of_schema(schema: Node) -> Group:
    """The document that a JSON Schema describes, as ``programme_schema`` makes it."""
    return _group("Programme", {**schema, "properties": _without(schema["properties"], SCHEMA_KEY)}, schema["$defs"])


def _without(properties: Node, name: str) -> dict[str, Any]:
    return {key: one for key, one in properties.items() if key != name}


def _group(name: str, node: Node, definitions: Node) -> Group:
    properties: Node = node.get("properties", {})
    kind = str(properties.get(KIND, {}).get("const", ""))
    required = set(node.get("required", ()))
    fields = tuple(
        _field(key, one, key in required, definitions) for key, one in properties.items() if not (kind and key == KIND)
    )
    return Group(name, kind, fields)


def _field(key: str, node: Node, required: bool, definitions: Node) -> Field:
    kept = [one for one in node.get("anyOf", (node,)) if one.get("type") != "null"]
    optional = len(kept) != len(node.get("anyOf", (node,)))
    shape = _shape(key, {**kept[0], **({"default": node["default"]} if "default" in node else {})}, definitions)
    default = node.get("default")
    if not optional and default is None:
        default = [] if isinstance(shape, Entries) else {} if isinstance(shape, Group) else None
    return Field(key, shape, required, optional, default)


def _shape(key: str, node: Node, definitions: Node) -> Shape:
    if "$ref" in node:
        name = str(node["$ref"]).rpartition("/")[2]
        found: Node = definitions[name]
        return Choice(name, tuple(found["enum"])) if "enum" in found else _group(name, found, definitions)
    if "oneOf" in node:
        names = [str(one["$ref"]).rpartition("/")[2] for one in node["oneOf"]]
        return OneOf(tuple(_group(name, definitions[name], definitions) for name in names))
    if "enum" in node:
        return Choice(key, tuple(node["enum"]))
    match node.get("type"):
        case "array":
            return Entries(_shape(key, node["items"], definitions), node.get("minItems"), node.get("maxItems"))
        case "boolean":
            return YesNo()
        case "integer":
            return Number(_unit(key, str(node.get("description", ""))), node.get("minimum"), node.get("maximum"))
        case _:
            return Text(_text_kind(str(node.get("pattern", ""))), node.get("maxLength"))


def _unit(key: str, description: str) -> Unit:
    if key == _MULTIPLIER:
        return Unit.FACTOR
    return next((unit for beginning, unit in _UNITS if description.startswith(beginning)), Unit.WHOLE)


def _text_kind(pattern: str) -> TextKind:
    known = _PATTERNS.get(pattern)
    if known is not None:
        return known
    return TextKind.CLOCK if pattern else TextKind.PLAIN
