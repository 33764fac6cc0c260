"""Documents as JSON."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter


def document_bytes(document: object) -> bytes:
    """A document of ``schemas.SHAPES`` as one line of JSON; the same document gives the same bytes."""
    shape: Any = type(document)
    return _adapter(shape).dump_json(document)


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)
