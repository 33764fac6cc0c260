"""A damaged till.db, read row by row from a copy: a page that cannot be read costs the rows on it and no others."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sync.protocol.operation import Operation, instant_of
from sync.store.engine import sqlite3
from sync.store.salvage.pages import PageReader
from sync.store.salvage.swap import SIDE_FILES

_UNREADABLE = (sqlite3.Error, UnicodeDecodeError, ValueError, TypeError, AttributeError)
_GIVE_UP_AFTER = 2_000
"""So many row numbers in a row that give nothing are taken for the end where the table's own end cannot be read."""

Row = tuple[Any, ...]
_COLUMNS_OF_OP = 13
_COLUMNS_OF_RECEIPT = 15


class Wreck:
    """Works on a copy in ``folder``: reading a file beside its WAL may write to it. Close it when done."""

    def __init__(self, path: Path, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for suffix in SIDE_FILES[:2]:  # the shared memory is made anew from the WAL
            source = path.with_name(path.name + suffix)
            if source.exists():
                shutil.copyfile(source, folder / f"wreck.db{suffix}")
        self._folder = folder
        _merge_wal(folder / "wreck.db")
        self._pages = PageReader(folder / "wreck.db")
        self._connection = sqlite3.connect(str(folder / "wreck.db"), isolation_level=None)
        self.unreadable = 0
        """Rows that were there and could not be read."""

    def close(self) -> None:
        """Forget the copy."""
        self._connection.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def one(self, sql: str, parameters: Sequence[str] = ()) -> Row | None:
        """The first row of a query; None also where it cannot be read."""
        with suppress(*_UNREADABLE):
            row: Row | None = self._connection.execute(sql, parameters).fetchone()
            return row
        return None

    def operations(self, till_id: str) -> list[tuple[Operation, int]]:
        """Every operation that is what its hash says, in order, with its state (0 queued, 1 confirmed, 2 parked)."""
        columns = "epoch, seq, op_id, kind, v, wall_ms, body, prev_hash, hash, state"
        kept: dict[str, tuple[Operation, int]] = {}
        for row in self.rows("op", columns):
            self._keep(kept, till_id, row)
        if not kept or self.one("SELECT max(rowid) FROM op") is None:
            # The table cannot be found any more: its rows still lie on their pages.
            for _, values in self._pages.records(_COLUMNS_OF_OP):
                self._keep(kept, till_id, values[:10])
        return sorted(kept.values(), key=lambda each: (each[0].epoch, each[0].seq))

    def _keep(self, kept: dict[str, tuple[Operation, int]], till_id: str, row: Row) -> None:
        with suppress(*_UNREADABLE):
            epoch, seq, op_id, kind, v, wall_ms, body, prev_hash, digest, state = row
            at = instant_of(wall_ms)
            operation = Operation(op_id, till_id, epoch, seq, kind, v, at, bytes(body), prev_hash.hex(), digest.hex())
            if operation.is_intact():
                earlier = kept.get(op_id)
                # A page may hold an older state of a row: the later epoch counts, and what was confirmed stays so.
                if earlier is None or (epoch, state) > (earlier[0].epoch, earlier[1]):
                    kept[op_id] = (operation, int(state))
                return
        self.unreadable += 1

    def receipts(self) -> Iterator[tuple[str, bytes]]:
        """Kind and body of every receipt row that can be read."""
        found = False
        for kind, body in self.rows("receipt", "kind, body"):
            found = True
            yield str(kind), bytes(body)
        if not found:
            for _, values in self._pages.records(_COLUMNS_OF_RECEIPT):
                if values[3] in ("sale", "return") and isinstance(values[14], bytes):
                    yield values[3], values[14]

    def rows(self, table: str, columns: str) -> Iterator[Row]:
        """Rows of a table with row numbers: all at once as far as it goes, then one number after the other."""
        last = 0
        try:
            for row in self._connection.execute(f"SELECT rowid, {columns} FROM {table} ORDER BY rowid"):
                last = int(row[0])
                yield row[1:]
            return
        except _UNREADABLE:
            self.unreadable += 1
        end = self.one(f"SELECT max(rowid) FROM {table}")
        highest = int(end[0]) if end is not None and end[0] is not None else None
        misses = 0
        number = last + 1
        while (highest is None or number <= highest) and misses < _GIVE_UP_AFTER:
            found = self.one(f"SELECT {columns} FROM {table} WHERE rowid = {number}")
            misses = 0 if found is not None else misses + 1
            if found is not None:
                yield found
            number += 1

    def on_pages(self, columns: int) -> Iterator[tuple[int, Row]]:
        """Row number and values of whatever has so many columns, straight from the pages; whose rows they are the
        caller tells by what is in them.
        """
        return self._pages.records(columns)

    def ordered(self, table: str, columns: str, key: str) -> Iterator[Row]:
        """Rows of a table without row numbers, as far as it can be read."""
        try:
            yield from self._connection.execute(f"SELECT {columns} FROM {table} ORDER BY {key}")
        except _UNREADABLE:
            self.unreadable += 1

    def bodies(self, table: str, key: str) -> Iterator[bytes]:
        """Bodies of a table without row numbers, from both ends towards the damage."""
        seen: set[str] = set()
        for direction in ("ASC", "DESC"):
            with suppress(*_UNREADABLE):
                for row_key, body in self._connection.execute(
                    f"SELECT {key}, body FROM {table} ORDER BY {key} {direction}"
                ):
                    if row_key not in seen:
                        seen.add(row_key)
                        yield bytes(body)
                return
            self.unreadable += 1


def _merge_wal(path: Path) -> None:
    """The last connection that closes writes the WAL back; that needs no schema that can be read."""
    with suppress(*_UNREADABLE):
        connection = sqlite3.connect(str(path), isolation_level=None)
        with suppress(*_UNREADABLE):
            connection.execute("PRAGMA user_version").fetchone()
        connection.close()
