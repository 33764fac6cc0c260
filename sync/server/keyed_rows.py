"""Rows found by many keys at once, past SQLAlchemy's statements and rows: a push asks ten times for two hundred.

A statement's text is made once for its columns and its key; rows are plain tuples in the order of the columns, with the
values that SQLAlchemy would give.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Date
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError

from sync.server.array_text import array_text

_POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]
_MARK = "?"


def keyed_rows(
    connection: Connection,
    columns: tuple[Column[Any], ...],
    key: Column[Any],
    values: Iterable[Any],
    rest: str = "",
    *also: Any,
    locked: bool = False,
) -> list[tuple[Any, ...]]:
    """These columns of the rows of one table whose ``key`` is among ``values``, at most some hundred.

    ``rest``: SQL of our own behind that condition, both databases' alike, with a ``?`` for each of ``also``.
    ``locked``: held until the transaction ends. Raises ``DBAPIError`` as every statement does.
    """
    keys = list(values)
    if not keys:
        return []
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        statement = _on_postgresql(columns, key, rest, locked)
        parameters: Sequence[Any] = (array_text(keys), *also)
    else:
        statement = _on_sqlite(columns, key, rest, len(keys))
        parameters = (*keys, *(each.isoformat() if isinstance(each, date) else each for each in also))
    try:
        cursor = driver.cursor()
        try:
            rows: list[tuple[Any, ...]] = cursor.execute(statement, parameters).fetchall()
        finally:
            cursor.close()
    except connection.dialect.loaded_dbapi.Error as error:
        raise reported(connection, statement, error) from error
    turned = () if connection.dialect.name == "postgresql" else _turned(columns)
    return [_with(row, turned) for row in rows] if turned else rows


def reported(connection: Connection, words: str, error: Exception) -> DBAPIError:
    """An error of the driver as SQLAlchemy reports what its own statements raise; ``words``: what was asked."""
    driver: Any = connection.connection.driver_connection
    gone = connection.dialect.is_disconnect(error, driver, None)  # type: ignore[arg-type]
    return DBAPIError.instance(  # type: ignore[return-value]
        words, None, error, connection.dialect.loaded_dbapi.Error, hide_parameters=True, connection_invalidated=gone,
        dialect=connection.dialect,
    )  # fmt: skip


@cache
def _on_postgresql(columns: tuple[Column[Any], ...], key: Column[Any], rest: str, locked: bool) -> str:
    array = f"%s::{key.type.compile(dialect=_POSTGRESQL)}[]"
    return f"{_head(columns)} {key} = ANY({array}) {rest.replace(_MARK, '%s')}{' FOR UPDATE' if locked else ''}"


@cache
def _on_sqlite(columns: tuple[Column[Any], ...], key: Column[Any], rest: str, count: int) -> str:
    return f"{_head(columns)} {key} IN ({', '.join(_MARK * count)}) {rest}"


def _head(columns: tuple[Column[Any], ...]) -> str:
    return f"SELECT {', '.join(map(str, columns))} FROM {columns[0].table.name} WHERE"


@cache
def _turned(columns: tuple[Column[Any], ...]) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
    """Places of what SQLite stores otherwise: days as texts, truth values as numbers."""
    kinds = ((place, column.type) for place, column in enumerate(columns))
    return tuple(
        (place, date.fromisoformat if isinstance(kind, Date) else bool)
        for place, kind in kinds
        if isinstance(kind, Date | Boolean)
    )


def _with(row: tuple[Any, ...], turned: tuple[tuple[int, Callable[[Any], Any]], ...]) -> tuple[Any, ...]:
    cells = list(row)
    for place, turn in turned:
        if cells[place] is not None:
            cells[place] = turn(cells[place])
    return tuple(cells)
