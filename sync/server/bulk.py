"""Many rows of one table at once: COPY on PostgreSQL, one prepared statement on SQLite, past SQLAlchemy's rows."""

from collections.abc import Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import BigInteger, Boolean, Connection, Date, Insert, Integer, LargeBinary, Table, insert
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import TypeEngine

from sync.server.keyed_rows import reported

_COPY_FROM = 8
"""Fewer rows than this come in with one INSERT: COPY has a beginning and an end of its own."""


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add the rows; all of them name the same columns as the first, the rest have their defaults.

    What breaks a constraint raises for all of them.
    """
    if not rows:
        return
    usual = {name: value for name, value in _defaults(table) if name not in rows[0]}
    if usual:
        rows = [{**usual, **row} for row in rows]
    if len(rows) < _COPY_FROM:
        connection.execute(_insert(table), [dict(row) for row in rows])
    elif connection.dialect.name == "postgresql":
        _copy(connection, table, rows)
    else:
        names = tuple(rows[0])
        connection.exec_driver_sql(sqlite_insert(table, names), sqlite_values(rows, names, table))


@cache
def _insert(table: Table) -> Insert:
    return insert(table)


@cache
def _defaults(table: Table) -> tuple[tuple[str, Any], ...]:
    """Columns whose default is a value of SQLAlchemy's, which neither COPY nor a plain statement knows."""
    columns = ((column.name, column.default) for column in table.columns)
    return tuple((name, default.arg) for name, default in columns if isinstance(default, ScalarElementColumnDefault))


def _copy(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    names = tuple(rows[0])
    wanted = itemgetter(*names)  # more than one
    statement, types = copy_statement(table, names)
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            copy.set_types(types)
            write_row = copy.write_row
            for row in map(wanted, rows):
                write_row(row)
    except psycopg.Error as error:  # as SQLAlchemy reports what its own statements raise
        words = f"COPY {table.name}"
        raise reported(connection, words, error) from error


def sqlite_values(rows: Sequence[Mapping[str, Any]], names: Sequence[str], table: Table) -> list[tuple[Any, ...]]:
    """The rows as SQLite stores them, in the order of ``names``: days as ``YYYY-MM-DD``."""
    wanted = itemgetter(*names)  # more than one
    days = [place for place, name in enumerate(names) if isinstance(table.c[name].type, Date)]
    if not days:
        return [wanted(row) for row in rows]
    values = []
    for row in rows:
        cells = list(wanted(row))
        for place in days:
            if cells[place] is not None:
                cells[place] = cells[place].isoformat()
        values.append(tuple(cells))
    return values


@cache
def sqlite_insert(table: Table, names: tuple[str, ...]) -> str:
    """One row of these columns."""
    return f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


@cache
def copy_statement(table: Table, names: tuple[str, ...]) -> tuple[bytes, tuple[str, ...]]:
    """COPY into these columns, and their types as the driver is to be told."""
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(sql.Identifier(table.name), columns)
    return statement.as_bytes(None), tuple(_type_name(table.c[name].type) for name in names)


def _type_name(kind: TypeEngine[Any]) -> str:
    for known, name in (
        (BigInteger, "int8"),
        (Integer, "int4"),
        (Boolean, "bool"),
        (Date, "date"),
        (LargeBinary, "bytea"),
    ):
        if isinstance(kind, known):
            return name
    return "text"
