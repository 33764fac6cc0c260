"""What a transaction will write, collected by table, so that it goes out in few statements of many rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, update

from sync.server.bulk import insert_rows

Row = Mapping[str, Any]


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
    """Give each row its new figures, found by the primary key."""
    keys = {column.name for column in table.primary_key}
    statement = update(table).where(*(table.c[name] == bindparam(f"key_{name}") for name in sorted(keys)))
    figures = [name for name in rows[0] if name not in keys]
    statement = statement.values({name: bindparam(f"new_{name}") for name in figures})
    connection.execute(
        statement,
        [{(f"key_{name}" if name in keys else f"new_{name}"): value for name, value in row.items()} for row in rows],
    )
