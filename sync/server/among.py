"""Whether a column holds one of many values: one array on PostgreSQL, so that the statement's text never changes."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ARRAY, Column, ColumnElement, Connection, any_, bindparam


def among(connection: Connection, column: Column[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """``column`` IN ``values``, which may be none."""
    listed = list(values)
    if connection.dialect.name != "postgresql":
        return column.in_(listed)
    return column == any_(bindparam(None, listed, type_=ARRAY(column.type)))
