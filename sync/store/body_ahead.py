"""A record's body made ahead, field by field, while the customer still pays.

Nothing of it is trusted: when the record itself comes, each of its fields is compared with the one that was made ready,
and what differs is encoded and read back then. So a basket that changed meanwhile is never stored as it was before.
"""

from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, cast, get_type_hints

from sync.protocol.encoding import DecodingError, EncodingError, decode, encode


class BodyAhead:
    """The fields of one record, each as the bytes that were read back already."""

    def __init__(self, record: object) -> None:
        """Raises ``EncodingError`` if reading a field back would give another one."""
        self._shape = _shape_of(cast(Any, type(record)))
        self._values: tuple[Any, ...] = self._shape.values(record)
        self._parts = [self._shape.part(place, value) for place, value in enumerate(self._values)]

    def is_of(self, record: object) -> bool:
        """Whether it was made for a record of this type."""
        return type(record) is self._shape.kind

    def body(self, record: object) -> bytes:
        """The canonical bytes of ``record``, which is of the same type. Raises as the constructor."""
        shape = self._shape
        parts = [
            ready if value is before or (type(value) is type(before) and value == before) else shape.part(place, value)
            for place, (value, before, ready) in enumerate(
                zip(shape.values(record), self._values, self._parts, strict=True)
            )
        ]
        return b"{" + b",".join(parts) + b"}"


class _Shape:
    """Names and types of a dataclass's fields, in the order of canonical JSON."""

    def __init__(self, kind: type) -> None:
        hints = get_type_hints(kind)
        names = sorted(field.name for field in fields(kind))
        self.kind = kind
        self.values = attrgetter(*names)
        self._fields = [(f'"{name}":'.encode(), hints[name], name) for name in names]

    def part(self, place: int, value: Any) -> bytes:
        """Name and value of a field, read back and compared."""
        head, declared, name = self._fields[place]
        data = encode(value, declared)
        try:
            back = decode(declared, data)
        except DecodingError as error:
            raise EncodingError(self.kind.__name__, f"{name}: {error}") from error
        if back != value:
            raise EncodingError(self.kind.__name__, f"reading {name} back gives another one")
        return head + data


@cache
def _shape_of(kind: Any) -> _Shape:
    """Reading the types of a record takes its time: once."""
    return _Shape(kind)
