"""Adding to rows that may be there already: the same statement on SQLite and PostgreSQL."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from pos_app.domain.report.shift_sums import FIGURES, ShiftSums, figures_of


def add_to_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add every figure of ``rows`` to the row with the same key; a row that is not there yet is made."""
    if not rows:
        return
    key = _key_of(table)
    # Always in the order of their keys.
    ordered = sorted((dict(row) for row in rows), key=lambda row: tuple(str(row[name]) for name in key))
    connection.execute(_adding(table, connection.dialect.name), ordered)


def put_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Make rows, or put them in the place of those with the same key."""
    if rows:
        connection.execute(_putting(table, connection.dialect.name), [dict(row) for row in rows])


@cache
def _adding(table: Table, dialect: str) -> Any:
    statement, key = _insert(table, dialect), _key_of(table)
    added = {
        column.name: column + statement.excluded[column.name] for column in table.columns if column.name not in key
    }
    return statement.on_conflict_do_update(index_elements=key, set_=added)


@cache
def _putting(table: Table, dialect: str) -> Any:
    statement, key = _insert(table, dialect), _key_of(table)
    others = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in key}
    return statement.on_conflict_do_update(index_elements=key, set_=others)


def _insert(table: Table, dialect: str) -> Any:
    return (sqlite_insert if dialect == "sqlite" else postgresql_insert)(table)


def _key_of(table: Table) -> list[str]:
    return [column.name for column in table.primary_key.columns]


def figure_cells(sums: ShiftSums) -> dict[str, int]:
    """The columns of sums."""
    return dict(zip(FIGURES, figures_of(sums), strict=True))
