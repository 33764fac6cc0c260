"""Whether a column holds one of many values: one array on PostgreSQL, so that the statement's text never changes."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ARRAY, Column, ColumnElement, Connection, Dialect, TypeDecorator, any_, bindparam

from sync.server.array_text import array_text


class _ArrayAsText(TypeDecorator[Any]):
    """An array that is sent as one text. Its type stands in the statement, so that indexes are used."""

    impl = ARRAY
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        """In place of the driver's way."""
        return array_text


def among(connection: Connection, column: Column[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """``column`` IN ``values``, which may be none."""
    listed = list(values)
    if connection.dialect.name != "postgresql":
        return column.in_(listed)
    return column == any_(bindparam(None, listed, type_=_ArrayAsText(column.type)))
