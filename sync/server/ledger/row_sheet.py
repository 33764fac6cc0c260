"""What a transaction will write, collected by table, so that it goes out in few statements of many rows."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql

from sync.server.array_text import array_text
from sync.server.bulk import insert_rows, sqlite_values

Row = Mapping[str, Any]

_POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]


class RowSheet:
    """New rows and changed rows, written in the order of the tables' first mention."""

    def __init__(self) -> None:
        self._new: dict[Table, list[Row]] = {}
        self._changed: dict[tuple[Table, tuple[str, ...]], list[Row]] = {}

    def add(self, table: Table, row: Row) -> None:
        """A new row; all new rows of a table have the same columns."""
        self._new.setdefault(table, []).append(row)

    def change(self, table: Table, row: Row) -> None:
        """New figures for the row with this primary key; columns that are not named keep theirs."""
        self._changed.setdefault((table, tuple(sorted(row))), []).append(row)

    def has_new(self, table: Table, column: str, value: object) -> bool:
        """Whether a new row has this value; what is in the database is not looked at."""
        return any(row[column] == value for row in self._new.get(table, ()))

    def forget(self, table: Table, column: str, value: object) -> None:
        """Leave out the new rows that have this value: what they told of is over already."""
        kept = [row for row in self._new.get(table, ()) if row[column] != value]
        if table in self._new:
            self._new[table] = kept

    def write(self, connection: Connection) -> None:
        """Write everything, and be empty again."""
        for table, rows in self._new.items():
            if rows:
                insert_rows(connection, table, rows)
        for (table, _), rows in self._changed.items():
            update_rows(connection, table, rows)
        self._new, self._changed = {}, {}


def update_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Give each row its new figures, found by the primary key: one statement on PostgreSQL, prepared once on SQLite."""
    keys = [column.name for column in table.primary_key]
    figures = [name for name in rows[0] if name not in keys]
    if connection.dialect.name == "postgresql":
        statement = _update_from_arrays(table, tuple(keys), tuple(figures))
        connection.exec_driver_sql(statement, array_parameters(rows, (*keys, *figures)))
        return
    names = (*figures, *keys)
    connection.exec_driver_sql(_update_one(table, tuple(keys), tuple(figures)), sqlite_values(rows, names, table))


def arrays_of(table: Table, names: Sequence[str]) -> str:
    """The parameters a0, a1 … as one array for each column, for ``unnest``."""
    return ", ".join(f"%(a{number})s::{_sql_type(table, name)}[]" for number, name in enumerate(names))


def array_parameters(rows: Sequence[Row], names: Sequence[str]) -> dict[str, str]:
    """Their values: a text for each column."""
    return {f"a{number}": array_text([row[name] for row in rows]) for number, name in enumerate(names)}


@cache
def _update_one(table: Table, keys: tuple[str, ...], figures: tuple[str, ...]) -> str:
    sets = ", ".join(f"{name} = ?" for name in figures)
    same = " AND ".join(f"{name} = ?" for name in keys)
    return f"UPDATE {table.name} SET {sets} WHERE {same}"


@cache
def _update_from_arrays(table: Table, keys: tuple[str, ...], figures: tuple[str, ...]) -> str:
    sets = ", ".join(f"{name} = new.{name}" for name in figures)
    same = " AND ".join(f"{table.name}.{name} = new.{name}" for name in keys)
    named = ", ".join((*keys, *figures))
    arrays = arrays_of(table, (*keys, *figures))
    return f"UPDATE {table.name} SET {sets} FROM unnest({arrays}) AS new ({named}) WHERE {same}"


def _sql_type(table: Table, name: str) -> str:
    return table.c[name].type.compile(dialect=_POSTGRESQL).partition("(")[0]
