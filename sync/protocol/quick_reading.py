"""JSON of dataclasses read at a third of the cost, where nothing that the careful reader refuses would pass.

msgspec reads such types as strictly as ``encoding`` promises, but for what is looked at here: an instant without
offset, a text of a wrong length, bytes that are no UTF-8 in fields which nobody knows. Whatever it refuses, the careful
reader decides, and names the place. Two things are lenient here that are not there: a newer peer's fields may be nested
however deep, and an instant finer than microseconds is rounded.
"""

import codecs
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import Any

import msgspec

Check = Callable[[Any], bool]
Schema = Mapping[str, Any]

_PIECE_BYTES = 65_536
_PLAIN = frozenset({"bool", "date", "enum", "int", "str"})
_ONE_AT_A_TIME = threading.Lock()
"""msgspec notes what it learns of a class at the class, half of it while it learns: a second thread that read it then
would end the process with a fault of memory."""
_KNOWN = frozenset({"type", "metadata", "ref", "cls", "members", "sub_type", "microseconds_precision"})
_KNOWN_OF_TUPLES = frozenset({"type", "items_schema", "variadic_item_index"})
_KNOWN_OF_TEXT = frozenset({"type", "min_length", "max_length"})
"""What a schema may say here; any other word is a bound that a value has to keep."""


class NotReadQuicklyError(ValueError):
    """These bytes are for the careful reader: they are wrong, or odd."""


class _NotSoReadableError(TypeError):
    """A type with more in it than is known here."""


def quick_reader(kind: Any, schema: Schema) -> Callable[[bytes], Any] | None:
    """Reads a type whose pydantic-core schema is ``schema``; None for a type that is not known here.

    What it answers is what the careful reader would; it raises :class:`NotReadQuicklyError` for the rest.
    """
    try:
        check = _bounds(schema, {})
        with _ONE_AT_A_TIME:
            decoder = msgspec.json.Decoder(kind)
    except TypeError:
        return None

    def read(data: bytes) -> Any:
        try:
            if not data.isascii():
                _require_utf8(data)
            value = decoder.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise NotReadQuicklyError from error
        if check is not None and not check(value):
            raise NotReadQuicklyError
        return value

    return read


def _require_utf8(data: bytes) -> None:
    """Raises UnicodeDecodeError. In pieces: the text of a whole request is megabytes that nobody needs."""
    if len(data) <= _PIECE_BYTES:
        data.decode("utf-8")
        return
    reader = codecs.getincrementaldecoder("utf-8")()
    for first in range(0, len(data), _PIECE_BYTES):
        reader.decode(data[first : first + _PIECE_BYTES], final=first + _PIECE_BYTES >= len(data))


def _bounds(schema: Schema, named: Mapping[str, Schema]) -> Check | None:
    """Whether every instant in a value has an offset and every text its length; None where neither is asked.

    Raises :class:`_NotSoReadableError`. ``named``: what the schema refers to; what leads to itself is not known here.
    """
    said = schema.keys()
    match schema["type"]:
        case "datetime" if said <= _KNOWN:
            return _has_offset
        case "dataclass" | "default":
            return _bounds(schema["schema"], named)
        case "dataclass-args":
            return _all_of([(attrgetter(each["name"]), _bounds(each["schema"], named)) for each in schema["fields"]])
        case "nullable":
            return _unless_none(_bounds(schema["schema"], named))
        case "tuple" if said <= _KNOWN_OF_TUPLES:
            return _of_tuple(schema["items_schema"], schema.get("variadic_item_index"), named)
        case "definitions":
            return _bounds(schema["schema"], {each["ref"]: each for each in schema["definitions"]})
        case "definition-ref" if schema["schema_ref"] in named:
            name = schema["schema_ref"]
            return _bounds(named[name], {each: known for each, known in named.items() if each != name})
        case "str" if "min_length" in said and said <= _KNOWN_OF_TEXT:
            lengths = range(schema["min_length"], schema.get("max_length", sys.maxsize) + 1)
            return lambda text: len(text) in lengths
        case known if known in _PLAIN and said <= _KNOWN:
            return None
        case unknown:
            raise _NotSoReadableError(unknown)


def _of_tuple(items: Sequence[Schema], repeated: int | None, named: Mapping[str, Schema]) -> Check | None:
    """Of a tuple of these, or of as many of the only one as there are."""
    if repeated is None:
        return _all_of([(itemgetter(place), _bounds(each, named)) for place, each in enumerate(items)])
    if len(items) > 1:
        raise _NotSoReadableError("tuple")
    check = _bounds(items[0], named)
    return None if check is None else lambda values: all(map(check, values))


def _has_offset(value: Any) -> bool:
    return value.tzinfo is not None


def _all_of(parts: list[tuple[Callable[[Any], Any], Check | None]]) -> Check | None:
    checked = [(get, check) for get, check in parts if check is not None]
    if not checked:
        return None
    return lambda value: all(check(get(value)) for get, check in checked)


def _unless_none(check: Check | None) -> Check | None:
    return None if check is None else lambda value: value is None or check(value)
