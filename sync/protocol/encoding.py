"""Canonical JSON of the domain's dataclasses: the same value is the same bytes on every till and on the server.

Canonical means: keys sorted by code point, UTF-8 without escapes for letters, no spaces, no floats, days as
``YYYY-MM-DD``, instants in UTC as ISO 8601 (RFC 3339). Reading is strict about types (``"5"`` and ``5.0`` are no
integers, an instant without offset is none) and lenient about fields it does not know: a newer peer may send more than
this version understands.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import CoreSchema, PydanticSerializationError, SchemaSerializer, SchemaValidator

from sync.protocol.quick_reading import NotReadQuicklyError, quick_reader

_SHOWN_CHARS = 60
_PLAIN_TYPES = frozenset(
    {"bool", "dataclass", "dataclass-args", "dataclass-field", "date", "datetime", "default", "definition-ref"}
    | {"definitions", "enum", "int", "nullable", "str", "tuple"}
)
_SCHEMA_KEYS = frozenset({"schema", "fields", "items_schema", "definitions"})
"""Where a schema holds others."""

T = TypeVar("T")


class EncodingError(ValueError):
    """A value does not fit its own declared types: a defect in the code that built it. ``detail`` names the field."""

    def __init__(self, type_name: str, detail: str) -> None:
        super().__init__(f"cannot encode {type_name}: {detail}")
        self.type_name = type_name
        self.detail = detail


class DecodingError(ValueError):
    """Bytes are not the JSON of the expected type.

    ``place`` is a path such as ``lines.0.item.price_kopecks`` (empty: the whole document), ``expected`` says what
    should stand there and ``found`` what does, shortened.
    """

    def __init__(self, type_name: str, place: str, expected: str, found: str) -> None:
        super().__init__(f"{type_name} at {place or 'the top'}: expected {expected}, found {found}")
        self.type_name = type_name
        self.place = place
        self.expected = expected
        self.found = found


def encode(value: object, declared: Any = None) -> bytes:
    """The canonical bytes of a dataclass, or of a tuple, dict or scalar of such.

    ``declared``: its full type where the value's own does not say what is in it (a generic dataclass); it only writes
    quicker then.

    Raises :class:`EncodingError` for a float, a text or another foreign value where an integer belongs. None in place
    of a value, and instants without offset, are noticed by :func:`decode` only.
    """
    kind: Any = declared or type(value)
    try:
        quick = _sorted_serializer(kind)
        if quick is not None:
            with suppress(PydanticSerializationError):  # the plain way tells what is wrong, or that nothing is
                return quick.to_json(value, warnings="error")
        plain = _serializer(kind).to_python(value, mode="json", warnings="error")
        text = json.dumps(plain, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
        return text.encode("utf-8")
    except (PydanticSerializationError, TypeError, ValueError) as error:
        raise EncodingError(type(value).__name__, str(error).strip()) from error


def decode(expected: type[T], data: bytes) -> T:
    """The value of type ``expected`` that ``data`` holds. Raises :class:`DecodingError` for the first wrong place."""
    kind: Any = expected
    quick = _quick_reader(kind)
    if quick is not None:
        try:
            read: T = quick(data)
        except NotReadQuicklyError:
            pass  # the careful way tells what is wrong, or that nothing is
        else:
            return read
    try:
        return cast(T, _validator(kind).validate_json(data, strict=True))
    except ValidationError as error:
        raise _decoding_error(expected, error) from error


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Reading the types of a record takes some forty milliseconds: once."""
    return TypeAdapter(kind)


@cache
def _serializer(kind: Any) -> SchemaSerializer:
    serializer = _adapter(kind).serializer
    if not isinstance(serializer, SchemaSerializer):
        raise EncodingError(kind.__name__, "its types cannot be resolved")
    return serializer


@cache
def _sorted_serializer(kind: Any) -> SchemaSerializer | None:
    """Writes canonical JSON at once, eight times as fast; None for a type with more in it than order of fields can do.

    Fields are written in the order in which the schema names them; texts as ``json.dumps`` writes them.
    """
    schema = _adapter(kind).core_schema
    if not _is_plain(schema):
        return None
    return SchemaSerializer(cast(CoreSchema, _fields_sorted(schema)))


def is_quickly_encoded(kind: type) -> bool:
    """Whether values of this type are written at once."""
    return _sorted_serializer(cast(Any, kind)) is not None


def _is_plain(node: Any) -> bool:
    """Whether the schema is of dataclasses, tuples and scalars alone: a dict would keep the order of its keys."""
    if isinstance(node, list | tuple):
        return all(map(_is_plain, node))
    if not isinstance(node, dict):
        return True
    own = node.get("type")
    return (not isinstance(own, str) or own in _PLAIN_TYPES) and all(
        _is_plain(child) for key, child in node.items() if key in _SCHEMA_KEYS
    )


def _fields_sorted(node: Any) -> Any:
    """The schema with the fields of every dataclass in the order of their names."""
    if isinstance(node, list | tuple):
        return type(node)(_fields_sorted(child) for child in node)
    if not isinstance(node, dict):
        return node
    changed = {key: _fields_sorted(child) if key in _SCHEMA_KEYS else child for key, child in node.items()}
    if node.get("type") == "dataclass":
        changed["fields"] = sorted(node["fields"])
    elif node.get("type") == "dataclass-args":
        changed["fields"] = sorted(changed["fields"], key=lambda each: each["name"])
    return changed


@cache
def _quick_reader(kind: Any) -> Callable[[bytes], Any] | None:
    """Reads what most messages and records are; None for a type that only the careful way knows."""
    return quick_reader(kind, cast(Any, _adapter(kind).core_schema))


def is_quickly_decoded(kind: Any) -> bool:
    """Whether values of this type are read at once."""
    return _quick_reader(kind) is not None


@cache
def _validator(kind: Any) -> SchemaValidator:
    return SchemaValidator(cast(CoreSchema, _aware_instants_only(_adapter(kind).core_schema)))


def _aware_instants_only(node: Any) -> Any:
    """The schema with ``tz_constraint`` on every instant: without offset it would be another time elsewhere."""
    if isinstance(node, list | tuple):
        return type(node)(_aware_instants_only(child) for child in node)
    if not isinstance(node, dict):
        return node
    changed = {key: _aware_instants_only(child) for key, child in node.items()}
    if changed.get("type") == "datetime":
        changed["tz_constraint"] = "aware"
    return changed


def _decoding_error(expected: Any, error: ValidationError) -> DecodingError:
    first = error.errors(include_url=False)[0]
    name = getattr(expected, "__name__", str(expected))
    place = ".".join(str(step) for step in first["loc"])
    return DecodingError(name, place, first["msg"], _shown(first["input"]))


def _shown(found: Any) -> str:
    if isinstance(found, dict):
        text = f"an object with {', '.join(sorted(map(str, found))) or 'no fields'}"
    elif isinstance(found, bytes):
        text = f"{len(found)} bytes {found[:_SHOWN_CHARS]!r}"
    else:
        text = f"{type(found).__name__} {found!r}"
    return text if len(text) <= _SHOWN_CHARS * 2 else text[: _SHOWN_CHARS * 2] + "…"
